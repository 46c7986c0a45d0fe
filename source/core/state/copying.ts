import {type CopyChoice} from '../copy/choices.ts';

/** The menu of `y`. */
export type CopyOverlay = {
  readonly kind: 'copy';
  readonly choices: readonly CopyChoice[];
  readonly selected: number;
};

/** A text for the terminal's clipboard. */
export type CopyRequest = {
  /** Grows with each request; 0 before the first. */
  readonly serial: number;
  readonly text: string;
};
