import {minute, second} from '../core/time.ts';
import {type Failure, type ProblemKind} from './problem.ts';

/** What concerns every request alike, so that nothing else need be tried before it has passed. */
const general: ReadonlySet<ProblemKind> = new Set([
  'throttled',
  'denied',
  'expired',
  'credentials',
  'clock',
  'disabled',
  'region',
  'network',
  'aborted',
]);

/** What may lie with one question or with the server: so long, at most, the others go first. */
const longestDoubt = 8 * second;
const longestPause = minute;
const forgottenAfter = 30 * second;

type Line = {readonly failure: Failure; readonly failures: number; readonly parkedUntil: number};

/**
 * What went wrong, and how long that pauses what. Each line of questions (a pass of the range, the slices, the newest end)
 * has its own failures: one that AWS refuses again and again is left alone for longer and longer, and the others go on.
 */
export class Troubles {
  readonly #lines = new Map<string, Line>();
  /** In a row, whichever line they were in. */
  #failures = 0;
  #last: Failure | undefined;

  /** What is wrong: the last failure while nothing works, else that of a line which is left alone. */
  problem(now: number): Failure | undefined {
    // What nobody asks for any more, though it might be tried again, is no trouble.
    const line = [...this.#lines.values()].find((each) => now - each.parkedUntil < forgottenAfter);
    return this.#last ?? line?.failure;
  }

  /** Whether a line has failed, and not come further since. */
  isTroubled(line: string): boolean {
    return this.#lines.has(line);
  }

  isParked(line: string, now: number): boolean {
    return (this.#lines.get(line)?.parkedUntil ?? -Infinity) > now;
  }

  /** When the first of the lines that are left alone is tried again; Infinity where there is none. */
  nextAt(now: number): number {
    const ends = [...this.#lines.values()].map(({parkedUntil}) => parkedUntil);
    return Math.min(Infinity, ...ends.filter((end) => end > now));
  }

  /** A question of a line has failed. Returns how long to pause before any other, ms; `chance` spreads it. */
  failed(line: string | undefined, failure: Failure, now: number, chance: number): number {
    this.#failures++;
    this.#last = failure;
    if (line !== undefined && !general.has(failure.kind)) {
      const failures = (this.#lines.get(line)?.failures ?? 0) + 1;
      const longest =
        failure.kind === 'other' || failure.kind === 'token' ? longestPause : longestDoubt;
      const parkedUntil = now + Math.min(longest, pauseAfter(failures)) * spread(chance);
      this.#lines.set(line, {failure, failures, parkedUntil});
    }

    return pauseAfter(this.#failures) * spread(chance);
  }

  /**
   * A question of a line has been answered. `isFurther`: that brought the reading further; `hadToken`: it went on from
   * another answer, which is what a refused token had made impossible.
   */
  worked(line: string, answer: {readonly isFurther: boolean; readonly hadToken: boolean}): void {
    this.#failures = 0;
    this.#last = undefined;
    const isOver = this.#lines.get(line)?.failure.kind !== 'token' || answer.hadToken;
    if (answer.isFurther && isOver) {
      this.#lines.delete(line);
    }
  }

  /** Somebody wants it tried again now. */
  forgive(): void {
    this.#failures = 0;
    this.#lines.clear();
  }
}

function pauseAfter(failures: number): number {
  return Math.min(longestPause, second * 2 ** Math.min(6, failures - 1));
}

/** Two that were refused together are not to come back together. */
function spread(chance: number): number {
  return 0.5 + chance / 2;
}
