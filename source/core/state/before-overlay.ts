import {type Change} from '../spike/change.ts';

/**
 * The calls before a change of a charted instance, or before a call where no series is there, over both panes. The change
 * stays as it was when it was asked about.
 */
export type BeforeOverlay = {
  readonly kind: 'before';
  /** The id of the series; of a moment that of the machine that is asked about. */
  readonly instance: string;
  readonly change: Change;
  /** Whether the change leads to the moment that was asked about, follows it, or is the highest rise; a moment leads nowhere. */
  readonly how: 'leads' | 'follows' | 'highest' | 'moment';
  /** ms since 1970; undefined where no moment was chosen. */
  readonly asked: number | undefined;
  /** ms; undefined for what suits the instance. */
  readonly lookBack: number | undefined;
  /** The call that a moment is asked of; undefined where it is a time of the chart, and of a change. */
  readonly about?: number | undefined;
  /** The row of the call under the cursor; undefined for the first. */
  readonly cursor: number | undefined;
};
