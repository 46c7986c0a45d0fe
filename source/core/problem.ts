/**
 * A failure in words: what went wrong, where, and what to do. The strings may hold text from outside (an error
 * message, a host name), so they pass the gate before they are shown.
 */
export type Problem = {
  /** What failed and why, as a sentence without a full stop. */
  readonly title: string;
  /** What to do about it; '' where nothing can be done but wait. */
  readonly advice: string;
  /** The wire's own name of the error, for those who know it: `AccessDeniedException`. */
  readonly code: string;
  /** The IAM action that is missing, where that is the cause. */
  readonly action?: string;
};
