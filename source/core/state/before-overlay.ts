import {type Change} from '../spike/change.ts';

/** The calls before a change of a charted instance, over both panes. The change stays as it was when it was asked about. */
export type BeforeOverlay = {
  readonly kind: 'before';
  /** The id of the series. */
  readonly instance: string;
  readonly change: Change;
  /** Whether the change leads to the moment that was asked about, follows it, or is the highest rise. */
  readonly how: 'leads' | 'follows' | 'highest';
  /** ms since 1970; undefined where no moment was chosen. */
  readonly asked: number | undefined;
  /** ms; undefined for what suits the instance. */
  readonly lookBack: number | undefined;
  /** The row of the call under the cursor; undefined for the first. */
  readonly cursor: number | undefined;
};
