import {listedFields} from '../reading/fields.ts';

/** Where an answer hands out a key: the record of the call that minted it. */
export const mintedPaths = [
  'responseElements.credentials.accessKeyId',
  'responseElements.accessKey.accessKeyId',
] as const;

/** What is kept as a column of every record: the filter's fields but for the id, and the keys that a call minted. */
export const recordColumns: readonly string[] = [
  ...listedFields.filter((name) => name !== 'id'),
  ...mintedPaths.map((path) => path.toLowerCase()),
];
