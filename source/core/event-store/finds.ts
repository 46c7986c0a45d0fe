import {printFilter, type Term} from '../filter.ts';

/** What rows answer to a question: 1 where it holds. */
export type Find = {
  readonly question: string;
  readonly rows: ArrayLike<number>;
  readonly hits: ArrayLike<number>;
};

/** Questions that are remembered beside those that are being asked. */
const mostQuestions = 12;

/**
 * Answers of rows to questions that only their records can answer (free text, paths), found in the background. A
 * question is a term without its negation.
 */
export class Finds {
  readonly #answers = new Map<string, Uint8Array>();
  #version = 0;
  #asked: ReadonlySet<string> = new Set();

  /** Grows with every answer. */
  get version(): number {
    return this.#version;
  }

  /** What is being asked: its answers are kept, however many questions there are. */
  ask(questions: readonly string[]): void {
    this.#asked = new Set(questions);
  }

  /** Takes the answers of rows to a question. */
  learn(question: string, rows: ArrayLike<number>, hits: ArrayLike<number>): void {
    let answers = this.#answers.get(question) ?? new Uint8Array(1024);
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] ?? -1;
      if (row < 0) {
        continue;
      }

      if (row >= answers.length) {
        const larger = new Uint8Array(Math.max(row + 1, answers.length * 2));
        larger.set(answers);
        answers = larger;
      }

      answers[row] = (hits[index] ?? 0) > 0 ? yes : no;
    }

    this.#answers.delete(question);
    this.#answers.set(question, answers);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= mostQuestions + this.#asked.size) {
        break;
      }

      if (!this.#asked.has(oldest)) {
        this.#answers.delete(oldest);
      }
    }

    this.#version++;
  }

  /** Undefined where nobody has looked yet. */
  answer(question: string, row: number): boolean | undefined {
    const answer = this.#answers.get(question)?.[row] ?? 0;
    return answer === 0 ? undefined : answer === yes;
  }

  /** The answers of all rows to a question, by row: 0 or nothing where nobody has looked yet. Valid until the next one. */
  answersTo(question: string): Uint8Array {
    return this.#answers.get(question) ?? nobodyLooked;
  }
}

/** What `answersTo` holds of a row that has been looked into. */
export const no = 1;
export const yes = 2;

const nobodyLooked = new Uint8Array(0);

/** A term as a question: what it asks of a record, whatever is then made of the answer. */
export function questionOf(term: Term): string {
  return printFilter([{...term, negated: false}]);
}
