import {foldCase, literalOf, type Filter} from '../filter.ts';

/**
 * Names of data events, which LookupEvents never holds, whatever the trail records. Source: CloudTrail's list of data
 * events for S3 objects, Lambda invocations and DynamoDB items.
 */
const dataEvents: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'S3 objects': [
      'GetObject',
      'PutObject',
      'DeleteObject',
      'DeleteObjects',
      'CopyObject',
      'HeadObject',
      'ListObjects',
      'GetObjectAcl',
      'PutObjectAcl',
      'GetObjectTagging',
      'PutObjectTagging',
      'RestoreObject',
      'SelectObjectContent',
      'CreateMultipartUpload',
      'CompleteMultipartUpload',
      'AbortMultipartUpload',
      'UploadPart',
    ],
    'Lambda invocations': ['Invoke', 'InvokeAsync'],
    'DynamoDB items': [
      'GetItem',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'BatchGetItem',
      'BatchWriteItem',
      'Query',
      'Scan',
      'TransactGetItems',
      'TransactWriteItems',
    ],
  }).flatMap(([what, names]) => names.map((name): [string, string] => [foldCase(name), what])),
);

/** What kind of data events a filter asks for by name (`S3 objects`); '' where it asks for none. */
export function dataEventsIn(filter: Filter): string {
  for (const term of filter) {
    if (term.kind !== 'field' || term.negated || !/^(?:name|eventname)$/iv.test(term.name)) {
      continue;
    }

    for (const value of term.values) {
      const name = literalOf(value);
      const what = name === undefined ? undefined : dataEvents.get(foldCase(name));
      if (what !== undefined) {
        return what;
      }
    }
  }

  return '';
}
