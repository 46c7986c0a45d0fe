import {isClock, isDay, rowTime} from '../archive/time-columns.ts';
import type {TrailEvent} from '../event.ts';
import {member} from '../json.ts';
import {day, formatIso} from '../time.ts';
import {valueText} from './path.ts';
import {clip, pair, words} from './phrase.ts';

/**
 * The columns of other people's CSV files that say what a field says, best first. Headers are folded (`Event name` is
 * `event_name`). Among them are those of the CloudTrail console's download and of trailtop's own csv.
 */
const aliases: Readonly<Record<string, readonly string[]>> = {
  name: ['event_name', 'eventname', 'event_type', 'eventtype', 'name', 'event', 'action', 'type'],
  source: ['event_source', 'eventsource', 'source', 'service'],
  region: ['aws_region', 'awsregion', 'region'],
  ip: ['source_ip_address', 'sourceipaddress', 'source_ip', 'ip', 'from'],
  user: ['user_name', 'username', 'user', 'who', 'principal', 'actor'],
  key: ['aws_access_key', 'access_key', 'accesskeyid', 'access_key_id'],
  error: ['error_code', 'errorcode', 'error'],
  readonly: ['read_only', 'readonly'],
  id: ['event_id', 'eventid', 'id'],
  agent: ['user_agent', 'useragent', 'agent'],
  account: ['recipient_account_id', 'recipientaccountid', 'account_id', 'accountid', 'account'],
  resource: ['resource_name', 'resource', 'resources'],
  outcome: ['outcome'],
  what: ['what'],
};

/** The text of the first column that says what the field says; '' where the row has none, or the cell is empty. */
export function rowText(event: TrailEvent, field: string): string {
  const column = rowColumn(event, field);
  return column === undefined ? '' : valueText(member(event.record, column) ?? '');
}

/** What happened: a column that names it, else the first that holds no time. */
export function rowName(event: TrailEvent): string {
  const column = nameColumn(event);
  return column === undefined ? '' : cellOf(event, column);
}

/** Everything that the row's other cells do not already say, as `column=value`. */
export function rowWhat(event: TrailEvent): string {
  const own = rowText(event, 'what');
  return own === ''
    ? words(...whatColumns(event).map((column) => pair(clip(column), cellOf(event, column))))
    : own;
}

/** Columns that WHAT tells of, at the most. */
const mostColumns = 40;

/** The columns that no other cell tells of, in the row's order. */
function whatColumns(event: TrailEvent): readonly string[] {
  const told = new Set([
    nameColumn(event),
    ...['source', 'user', 'ip', 'outcome', 'error'].map((field) => rowColumn(event, field)),
  ]);
  const columns: string[] = [];
  for (const [column, value] of Object.entries(event.record)) {
    // What the event's time was read from stands in the TIME column.
    if (
      value === undefined ||
      value === null ||
      told.has(column) ||
      isOfTime(valueText(value), event.time)
    ) {
      continue;
    }

    columns.push(column);
    if (columns.length >= mostColumns) {
      break;
    }
  }

  return columns;
}

function cellOf(event: TrailEvent, column: string): string {
  return clip(valueText(member(event.record, column) ?? ''));
}

/** The cells of the list that a CSV's columns fill, by the field that each of them means. */
export type ShownField = 'name' | 'user' | 'ip' | 'what' | 'error';

/**
 * The columns whose values a row's cell shows, what is told first; none where the cell is empty. OUTCOME, whose field is
 * `error`, shows a column of outcomes before one of errors.
 */
export function shownColumns(event: TrailEvent, field: ShownField): readonly string[] {
  const own =
    field === 'name'
      ? nameColumn(event)
      : ((field === 'error' ? rowColumn(event, 'outcome') : undefined) ?? rowColumn(event, field));
  return own === undefined ? (field === 'what' ? whatColumns(event) : []) : [own];
}

/** The field that says what the event's cell shows: of a CSV row the very column, whatever other columns are called. */
export function shownField(event: TrailEvent | undefined, field: ShownField): string {
  return (event?.kind === 'row' ? shownColumns(event, field)[0] : undefined) ?? field;
}

/** Whether the event's time was read from this cell, maybe with another one. */
export function isOfTime(cell: string, time: number): boolean {
  const own = rowTime(cell);
  return (
    own === time ||
    (isDay(cell) && own <= time && time < own + day) ||
    (isClock(cell) && formatIso(time).includes(`T${clockOf(cell)}`))
  );
}

/** A clock time as ISO 8601 writes it, to the second. */
function clockOf(cell: string): string {
  return cell
    .trim()
    .replace(/^\d:/v, '0$&')
    .replace(/ ?(?:Z|UTC|GMT)$/v, '')
    .replace(/[.,]\d+$/v, '');
}

/** Whether a row's file says the field at all, be its cell empty or not. */
export function hasColumnFor({record}: TrailEvent, field: string): boolean {
  return aliases[field]?.some((column) => member(record, column) !== undefined) ?? false;
}

function rowColumn(event: TrailEvent, field: string): string | undefined {
  return aliases[field]?.find((column) => {
    const value = member(event.record, column);
    return value !== undefined && value !== null && value !== '';
  });
}

function nameColumn(event: TrailEvent): string | undefined {
  return (
    rowColumn(event, 'name') ??
    Object.keys(event.record).find((column) => {
      const value = member(event.record, column);
      return (
        typeof value === 'string' && value !== '' && Number.isNaN(rowTime(value)) && !isClock(value)
      );
    })
  );
}
