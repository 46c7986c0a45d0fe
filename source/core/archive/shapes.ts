import {fromLookup, fromRecord, parseObject, type TrailEvent} from '../event.ts';
import {isJsonObject, member, type Json, type JsonObject} from '../json.ts';

/** Something about one file that could not be read as it should be. Paths and messages hold outside text. */
export type ArchiveProblem = {
  readonly path: string;
  /** One clause without the path in front: `is not JSON at line 12, column 3`. */
  readonly message: string;
  /** Nothing of the file is shown. */
  readonly fatal: boolean;
  /** Counts as a failure: the path was given, or the file's name promises events. */
  readonly named: boolean;
};

/**
 * One of these makes an object a CloudTrail record. Every one alone is enough, because real records lack each of
 * them somewhere: Insights events have no eventName, eventSource and userIdentity, excerpts in tickets have little else.
 */
const recordKeys = [
  'eventName',
  'eventSource',
  'eventTime',
  'eventID',
  'eventType',
  'eventVersion',
  'userIdentity',
] as const;

/** Keys of a digest file, which a trail with validation delivers beside its logs. */
const digestKeys = ['digestS3Object', 'digestStartTime', 'digestEndTime'] as const;

/** `Records` of log files, `Events` of LookupEvents. */
const listKeys: ReadonlySet<string> = new Set(['Records', 'Events']);

/** What one item of an archive is. */
export type Item =
  | {readonly event: TrailEvent; readonly fault?: string}
  | {readonly event: undefined; readonly fault: string};

/** Whether an object is a native CloudTrail record. */
export function isEventRecord(value: unknown): value is JsonObject {
  return isJsonObject(value) && recordKeys.some((key) => Object.hasOwn(value, key));
}

/** Whether an object is a digest file's content: no event, and no fault either. */
export function isDigest(value: unknown): boolean {
  return isJsonObject(value) && digestKeys.some((key) => Object.hasOwn(value, key));
}

/** Whether the value of this key of a document is its list of events. */
export function isListKey(key: string): boolean {
  return listKeys.has(key);
}

/** The items of a document that is a list or holds one; undefined where it is neither. */
export function listOf(value: unknown): readonly Json[] | undefined {
  if (Array.isArray(value)) {
    return value as readonly Json[];
  }

  if (isEventRecord(value)) {
    return undefined;
  }

  for (const key of listKeys) {
    const list = member(value, key);
    if (Array.isArray(list)) {
      return list as readonly Json[];
    }
  }

  return undefined;
}

/** The key of a document whose value should be a list of events and is none. */
export function brokenListKey(value: unknown): string | undefined {
  return isEventRecord(value)
    ? undefined
    : [...listKeys].find((key) => {
        const list = member(value, key);
        return list !== undefined && !Array.isArray(list);
      });
}

/** One item as an event: a native record, one wrapped by EventBridge in `detail`, or an item of LookupEvents. */
export function readItem(item: unknown): Item {
  if (!isJsonObject(item)) {
    return {event: undefined, fault: 'is no object'};
  }

  if (isEventRecord(item)) {
    return {event: fromRecord(item)};
  }

  const detail = member(item, 'detail');
  if (isEventRecord(detail)) {
    return {event: fromRecord(detail)};
  }

  return readLookup(item) ?? {event: undefined, fault: noEvent};
}

/** The fault of an object that is no event at all. */
export const noEvent = 'is no CloudTrail event';

function readLookup(item: JsonObject): Item | undefined {
  const inner = member(item, 'CloudTrailEvent');
  // Some tools unpack the string that LookupEvents returns.
  if (isJsonObject(inner)) {
    const beside = fromLookup({...item, CloudTrailEvent: ''});
    const event = fromRecord(inner, beside?.resources);
    return {event: event.id === '' ? {...event, id: beside?.id ?? ''} : event};
  }

  const event = fromLookup(item);
  if (!event) {
    return undefined;
  }

  const isBroken =
    typeof inner === 'string' && !isEventRecord(parseWhereOdd(event, inner)) && inner !== '';
  return isBroken
    ? {event, fault: 'has a CloudTrailEvent that is not JSON; what stands beside it is shown'}
    : {event};
}

/** Whole records have an eventVersion; only what lacks it is worth a second parse. */
function parseWhereOdd(event: TrailEvent, inner: string): JsonObject | undefined {
  return Object.hasOwn(event.record, 'eventVersion') ? event.record : parseObject(inner);
}
