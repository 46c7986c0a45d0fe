import {isJsonObject, member, textAt, type Json, type JsonObject} from './json.ts';
import {parseIso} from './time.ts';

/** A resource as LookupEvents lists it beside the record. Either key may be missing. */
export type LookupResource = {readonly type: string; readonly name: string};

/**
 * One event: a CloudTrail record, or a row of a CSV. Strings are as they came; nothing here is safe to show.
 */
export type TrailEvent = {
  /** eventID; '' where the record has none, and then nothing is taken for its duplicate. */
  readonly id: string;
  /** eventTime in ms since 1970, UTC; NaN where it cannot be read. */
  readonly time: number;
  /** `record`: a native CloudTrail record. `row`: an object of strings whose keys are the CSV's folded headers. */
  readonly kind: 'record' | 'row';
  /** The native record, its keys in their order. */
  readonly record: JsonObject;
  /** LookupEvents' own Resources: its short names are not always in the record. */
  readonly resources: readonly LookupResource[];
  /** The record as it was written, where it was read from a text of its own. */
  readonly text?: string;
};

/** A native CloudTrail record as an event. Source: CloudTrail record contents, eventVersion 1.0 to 1.11. */
export function fromRecord(
  record: JsonObject,
  resources: readonly LookupResource[] = [],
): TrailEvent {
  return {
    id: textAt(record, 'eventID'),
    time: readTime(member(record, 'eventTime')),
    kind: 'record',
    record,
    resources,
  };
}

/** One row of a CSV: values stay strings; the time column is chosen by whoever reads the file. */
export function fromRow(row: JsonObject, timeColumn: string | undefined): TrailEvent {
  return {
    id: '',
    time: timeColumn === undefined ? Number.NaN : readTime(member(row, timeColumn)),
    kind: 'row',
    record: row,
    resources: [],
  };
}

/**
 * An item of LookupEvents' `Events` as the API or the AWS CLI writes it: the record is a JSON string inside. Where
 * that string is missing or broken, what stands beside it is used, so that the event is not lost.
 */
export function fromLookup(item: unknown): TrailEvent | undefined {
  if (!isJsonObject(item)) {
    return undefined;
  }

  const resources = readResources(item['Resources']);
  const text = textAt(item, 'CloudTrailEvent');
  const record = parseObject(text);
  const eventID = textAt(item, 'EventId');
  if (record) {
    const event = {...fromRecord(record, resources), text};
    return event.id === '' ? {...event, id: eventID} : event;
  }

  const eventName = textAt(item, 'EventName');
  if (eventName === '' && eventID === '') {
    return undefined;
  }

  const time = readTime(item['EventTime']);
  const username = textAt(item, 'Username');
  return fromRecord(
    {
      eventID,
      eventName,
      eventSource: textAt(item, 'EventSource'),
      ...(Number.isNaN(time) ? {} : {eventTime: new Date(time).toISOString()}),
      ...(username === '' ? {} : {userIdentity: {userName: username}}),
      ...(textAt(item, 'ReadOnly') === '' ? {} : {readOnly: textAt(item, 'ReadOnly') === 'true'}),
    },
    resources,
  );
}

/** A text as a JSON object; undefined where it is none. */
export function parseObject(text: string): JsonObject | undefined {
  if (text === '') {
    return undefined;
  }

  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** An event's time: ISO 8601, or epoch seconds or milliseconds as a number or digits; NaN where it is none. */
export function readTime(value: Json | Date | undefined): number {
  if (value instanceof Date) {
    return value.getTime();
  }

  if (typeof value === 'string' && value.length === 20) {
    return parseIso(value); // Nearly every time looks like this, and none of digits alone is so long.
  }

  const number =
    typeof value === 'string' && /^\d{9,13}(?:\.\d+)?$/v.test(value) ? Number(value) : value;
  if (typeof number === 'number') {
    const ms = number < 100_000_000_000 ? number * 1000 : number;
    return Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? ms : Number.NaN;
  }

  return typeof value === 'string' ? parseIso(value) : Number.NaN;
}

/** Newest first; what has no readable time comes last; ties by eventID. */
export function compareNewestFirst(
  a: Pick<TrailEvent, 'id' | 'time'>,
  b: Pick<TrailEvent, 'id' | 'time'>,
): number {
  const [aTime, bTime] = [
    Number.isNaN(a.time) ? -Infinity : a.time,
    Number.isNaN(b.time) ? -Infinity : b.time,
  ];
  if (aTime !== bTime) {
    return bTime > aTime ? 1 : -1;
  }

  if (a.id === b.id) {
    return 0;
  }

  return a.id < b.id ? -1 : 1;
}

function readResources(value: Json | undefined): readonly LookupResource[] {
  if (!Array.isArray(value)) {
    return [];
  }

  return value.map((item: unknown) => ({
    type: textAt(item, 'ResourceType'),
    name: textAt(item, 'ResourceName'),
  }));
}
