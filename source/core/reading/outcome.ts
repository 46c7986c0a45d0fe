import type {TrailEvent} from '../event.ts';
import {member, textAt} from '../json.ts';
import {clip} from './phrase.ts';
import {hasColumnFor, rowText} from './row.ts';

export type OutcomeKind = 'ok' | 'denied' | 'failed' | 'dryrun';

/** How a call ended; `text` holds outside text after `! FAILED`, and is '' where nothing tells. */
export type Outcome = {readonly kind: OutcomeKind; readonly text: string};

/** Said of a failure that names no error code. */
export const unnamedFailure = 'Failure';

/**
 * The event's error: errorCode; where that is absent and an errorMessage or a failed sign-in says so, `Failure`;
 * '' where nothing failed. A dry run that would have succeeded has an error code too.
 */
export function errorOf(event: TrailEvent): string {
  if (event.kind === 'row') {
    const error = rowText(event, 'error');
    return /^(?:0|-|false|no|none|null|ok|success)$/iv.test(error) ? '' : error;
  }

  const {record} = event;
  const code = member(record, 'errorCode');
  if (typeof code === 'string' ? code !== '' : code !== undefined && code !== null) {
    return typeof code === 'string' ? code : unnamedFailure;
  }

  const name = textAt(record, 'eventName');
  return textAt(record, 'errorMessage') !== '' ||
    textAt(record, 'responseElements', name) === 'Failure'
    ? unnamedFailure
    : '';
}

// The spellings of "you may not" differ by service; the message decides where the code is of no help.
const deniedCode =
  /AccessDenied|Unauthorized(?:Access|Exception|Operation|$)|NotAuthorized|Authorization(?:Error|Failure|Exception)|AuthFailure|Forbidden/v;
const deniedMessage = /\bis not authorized to perform\b/v;

const fine: Outcome = {kind: 'ok', text: 'ok'};

/** Of a row of a table that has no column for errors nobody knows how it ended. */
const untold: Outcome = {kind: 'ok', text: ''};

/** Whether and how the call succeeded. DryRunOperation is a success in the shape of an error. */
export function outcomeOf(event: TrailEvent): Outcome {
  const told = event.kind === 'row' ? rowText(event, 'outcome') : '';
  if (told !== '') {
    return {kind: toldKind(told), text: clip(told)};
  }

  const error = errorOf(event);
  if (error === '') {
    return event.kind === 'row' && !hasColumnFor(event, 'error') ? untold : fine;
  }

  if (/\bDryRunOperation$/v.test(error)) {
    return {kind: 'dryrun', text: 'DRYRUN ok'};
  }

  if (deniedCode.test(error) || deniedMessage.test(textAt(event.record, 'errorMessage'))) {
    return {kind: 'denied', text: '! DENIED'};
  }

  const code =
    error === unnamedFailure ? '' : ` ${clip(error.replace(/^(?:Client|Server)\./v, ''))}`;
  return {kind: 'failed', text: `! FAILED${code}`};
}

/** A row may hold an OUTCOME that trailtop once printed. */
function toldKind(outcome: string): OutcomeKind {
  if (outcome.startsWith('! DENIED')) {
    return 'denied';
  }

  if (outcome.startsWith('! FAILED')) {
    return 'failed';
  }

  return outcome.startsWith('DRYRUN') ? 'dryrun' : 'ok';
}
