import {recordKeys} from '../reading/fields.ts';
import {recordColumns} from './columns.ts';

/** Top-level keys of a record that say the same as a field. */
const sameAs: Readonly<Record<string, string>> = {
  eventname: 'name',
  eventsource: 'source',
  awsregion: 'region',
  sourceipaddress: 'ip',
  useragent: 'agent',
  'useridentity.type': 'usertype',
  'useridentity.invokedby': 'invokedby',
  'useridentity.accesskeyid': 'key',
};

const known: ReadonlySet<string> = new Set(recordColumns);

/** Whether every record has this column. */
export function isRecordColumn(column: string): boolean {
  return known.has(column);
}

/**
 * The column that holds a field's values, by any spelling of its name; undefined where there is none. Among rows of a
 * CSV a column of that very name comes first, and nothing stands for anything else.
 */
export function columnFor(
  name: string,
  hasRows: boolean,
  hasColumn: (column: string) => boolean,
): string | undefined {
  const lower = name.toLowerCase();
  if (known.has(lower)) {
    return lower;
  }

  if (!hasRows) {
    return Object.hasOwn(sameAs, lower) ? sameAs[lower] : undefined;
  }

  return hasColumn(lower) && lower !== 'id' ? lower : undefined;
}

/** Whether a record may answer to the name of a CSV's column: a path, or one of its top-level keys. */
export function mayBeInRecord(name: string): boolean {
  return name.includes('.') || recordKeys.has(name.toLowerCase());
}
