/**
 * How one thing stands that trailtop needs or can use: `warning` works but will surprise, `missing` is not there or not
 * allowed, `failed` was tried and went wrong.
 */
export type CheckStatus = 'ok' | 'warning' | 'missing' | 'failed';

/** One finding of `trailtop doctor`. The texts may hold text from outside, so they pass the gate before they are shown. */
export type Check = {
  /** What was looked at, always in the same words: `credentials`, `cloudtrail:LookupEvents eu-west-1`. */
  readonly name: string;
  readonly status: CheckStatus;
  /** What was found and what that means, without a full stop. */
  readonly detail: string;
  /** What to do; '' where nothing need be done. */
  readonly advice: string;
  /** Whether trailtop cannot do its work without it. */
  readonly isNeeded: boolean;
};

type Notes = {readonly advice?: string; readonly isNeeded?: boolean};

/** A finding; without notes nothing need be done and nothing depends on it. */
export function check(
  name: string,
  status: CheckStatus,
  detail: string,
  {advice = '', isNeeded = false}: Notes = {},
): Check {
  return {name, status, detail, advice, isNeeded};
}

/** Whether everything that is needed is there. */
export function isWell(checks: readonly Check[]): boolean {
  return checks.every(({status, isNeeded}) => !isNeeded || status === 'ok' || status === 'warning');
}
