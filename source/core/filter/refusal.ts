/** What is wrong with a query, in words. */
export type FilterProblem = {
  /** Where it goes wrong: UTF-16 units from 1. */
  readonly column: number;
  readonly message: string;
  /** What to write instead. */
  readonly hint?: string;
};

/** The first problem ends a parse: it is thrown where it is found and caught by parseFilter, never by anyone else. */
export class Refusal extends Error {
  readonly problem: FilterProblem;

  /** A problem at a place in the text, counted in UTF-16 units from 0. */
  constructor(at: number, message: string, hint?: string) {
    super(message);
    this.problem = {column: at + 1, message, ...(hint === undefined ? {} : {hint})};
  }
}

/** Enough of what was typed to recognise it in a message. */
export function abridge(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
