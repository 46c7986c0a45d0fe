import type {TrailEvent} from '../event.ts';
import {isJsonObject, member, textAt} from '../json.ts';
import {lastPart} from './arn.ts';
import {identityOf, nameInArn, roleOf, serviceOf, sessionOf} from './identity.ts';
import {instanceIds} from './instances.ts';
import {mfaOf, viaOf} from './means.ts';
import {errorOf} from './outcome.ts';
import {isPresent, textsOf, valuesAt, valueText} from './path.ts';
import {rowText} from './row.ts';

type Reader = (event: TrailEvent) => readonly string[];

const listed: ReadonlyArray<readonly [string, Reader]> = [
  ['name', key('eventName')],
  ['source', key('eventSource')],
  ['region', key('awsRegion')],
  ['ip', key('sourceIPAddress')],
  ['agent', key('userAgent')],
  ['usertype', (event) => textsOf(member(identityOf(event), 'type'))],
  ['id', key('eventID')],
  ['readonly', key('readOnly')],
  ['user', (event) => one(userOf(event))],
  ['role', (event) => one(roleOf(identityOf(event)))],
  ['sourceidentity', sourceIdentity],
  ['invokedby', (event) => textsOf(member(identityOf(event), 'invokedBy'))],
  ['key', (event) => textsOf(member(identityOf(event), 'accessKeyId'))],
  ['mfa', (event) => one(mfaOf(event))],
  ['via', (event) => one(viaOf(event))],
  ['account', account],
  ['error', (event) => one(errorOf(event))],
  ['instance', instanceIds],
  ['resource', resourceNames],
];

const readers: ReadonlyMap<string, Reader> = new Map(listed);

/** The names of the filter's fields. */
export const listedFields: readonly string[] = listed.map(([name]) => name);

/**
 * The top-level keys of a CloudTrail record by their lower-case spelling, so that they can be named in any case.
 * Source: "CloudTrail record contents", eventVersion 1.0 to 1.11.
 */
export const recordKeys: ReadonlyMap<string, string> = new Map(
  [
    'eventTime',
    'eventVersion',
    'userIdentity',
    'eventSource',
    'eventName',
    'awsRegion',
    'sourceIPAddress',
    'userAgent',
    'errorCode',
    'errorMessage',
    'requestParameters',
    'responseElements',
    'additionalEventData',
    'requestID',
    'eventID',
    'eventType',
    'apiVersion',
    'managementEvent',
    'readOnly',
    'resources',
    'recipientAccountId',
    'serviceEventDetails',
    'sharedEventID',
    'vpcEndpointId',
    'vpcEndpointAccountId',
    'eventCategory',
    'addendum',
    'sessionCredentialFromConsole',
    'eventContext',
    'edgeDeviceDetails',
    'tlsDetails',
    'insightDetails',
  ].map((name) => [name.toLowerCase(), name]),
);

/**
 * The values of one field of an event: exact outside strings, [] where it is absent (null, '', [] and {} are).
 *
 * `name`, in any case, is a listed field, else a dotted path of the record or one of its top-level keys; in a row a
 * column comes before a listed field. Scalars give their JSON text (`true`, `5`), and so do objects at a path's end.
 * `source` is what eventSource says: that `ec2` means `ec2.amazonaws.com` is the filter's matter.
 */
export function fieldValues(event: TrailEvent, name: string): readonly string[] {
  const field = name.toLowerCase();
  if (event.kind === 'row') {
    const column = columnValues(event, field);
    if (column) {
      return column;
    }
  }

  const reader = readers.get(field);
  if (!reader) {
    return textsAt(event.record, name);
  }

  const values = reader(event);
  return values.length === 0 && event.kind === 'row' ? one(rowText(event, field)) : values;
}

/** A reader of one listed field, for whoever asks it of very many records (rows of a CSV have columns besides). */
export function fieldReader(name: string): Reader {
  const reader = readers.get(name);
  if (!reader) {
    throw new Error(`No field ${name}`);
  }

  return reader;
}

/** The values of a row's column; undefined where it has no such column. */
function columnValues(event: TrailEvent, column: string): readonly string[] | undefined {
  if (!Object.hasOwn(event.record, column)) {
    return undefined;
  }

  const value = member(event.record, column);
  return isPresent(value) ? [valueText(value)] : [];
}

/**
 * Who called: userName; for an assumed role the session's name; `root`; else invokedBy, else principalId.
 */
export function userOf(event: TrailEvent): string {
  const identity = identityOf(event);
  if (textAt(identity, 'type') === 'Root') {
    return 'root';
  }

  return (
    textAt(identity, 'userName') ||
    sessionOf(identity) ||
    nameInArn(identity) ||
    textAt(identity, 'invokedBy') ||
    serviceOf(event) ||
    textAt(identity, 'principalId')
  );
}

function account(event: TrailEvent): readonly string[] {
  const recipient = textsOf(member(event.record, 'recipientAccountId'));
  return recipient.length > 0 ? recipient : textsOf(member(identityOf(event), 'accountId'));
}

function sourceIdentity(event: TrailEvent): readonly string[] {
  const own = textsOf(member(member(identityOf(event), 'sessionContext'), 'sourceIdentity'));
  return own.length > 0
    ? own
    : textsOf(member(member(event.record, 'requestParameters'), 'sourceIdentity'));
}

function resourceNames(event: TrailEvent): readonly string[] {
  const resources = member(event.record, 'resources');
  if (resources === undefined && event.resources.length === 0) {
    return noTexts;
  }

  const found = new Set<string>();
  const add = (text: string): void => {
    found.add(text);
    found.add(lastPart(text));
  };

  for (const resource of Array.isArray(resources)
    ? (resources as readonly unknown[])
    : [resources]) {
    if (isJsonObject(resource)) {
      for (const name of ['ARN', 'ARNPrefix', 'arn', 'resourceName']) {
        add(textAt(resource, name));
      }
    }
  }

  for (const {name} of event.resources) {
    add(name);
  }

  found.delete('');
  return [...found];
}

function key(name: string): Reader {
  // userAgent and others have been seen as lists.
  return ({record}) => textsOf(member(record, name));
}

function textsAt(value: unknown, path: string): readonly string[] {
  return valuesAt(value, path).map((found) => valueText(found));
}

const noTexts: readonly string[] = [];

function one(text: string): readonly string[] {
  return text === '' ? noTexts : [text];
}
