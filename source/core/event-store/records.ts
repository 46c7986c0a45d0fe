import {fromRecord, fromRow, type LookupResource, type TrailEvent} from '../event.ts';
import {isJsonObject, type JsonObject} from '../json.ts';

/** An event's record and LookupEvents' own resources as texts. Throws for what is nested too deep to be written. */
export function writeEvent(event: TrailEvent): {readonly record: string; readonly extra: string} {
  const {text, record, resources} = event;
  return {
    record: text?.isWellFormed() ? text : JSON.stringify(record),
    extra:
      resources.length === 0 ? '' : JSON.stringify(resources.map(({type, name}) => [type, name])),
  };
}

/** The event that was written. The time of a CSV's row is known only to the store. */
export function readEvent(
  text: string,
  extra: string,
  {isRow, id, time}: {readonly isRow: boolean; readonly id: string; readonly time: number},
): TrailEvent {
  const record = parseRecord(text);
  const event = isRow ? fromRow(record, undefined) : fromRecord(record, readResources(extra));
  return {...event, id, time, text};
}

function parseRecord(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

function readResources(extra: string): readonly LookupResource[] {
  if (extra === '') {
    return [];
  }

  const list: unknown = JSON.parse(extra);
  return Array.isArray(list)
    ? (list as ReadonlyArray<readonly [type: string, name: string]>).map(([type, name]) => ({
        type,
        name,
      }))
    : [];
}
