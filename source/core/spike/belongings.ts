import {isJsonObject, member, textAt, type Json} from '../json.ts';
import {lastPart, parseArn} from '../reading/arn.ts';
import {eachScalar} from '../reading/path.ts';

/** What a machine is made of or stands in, and so what a call may change to change the machine. */
export const belongingKinds = [
  'group',
  'template',
  'configuration',
  'stack',
  'fleet',
  'volume',
  'interface',
  'role',
  'profile',
  'security',
  'image',
] as const;

export type BelongingKind = (typeof belongingKinds)[number];

/** Ids and names by kind, exactly as records spell them. */
export type Belongings = ReadonlyMap<BelongingKind, ReadonlySet<string>>;

/** What is known of machines beside the events: their belongings by id. */
export type Told = ReadonlyMap<string, Belongings>;

export const noneTold: Told = new Map();

/** Resource ids tell by themselves what they are. */
const resourceId = /^(?<kind>lt|vol|eni|sg|ami|fleet)-(?:[0-9A-Za-z]{8,17}|[0-9a-f\-]{36})$/v;

const prefixes: Readonly<Record<string, BelongingKind>> = {
  lt: 'template',
  vol: 'volume',
  eni: 'interface',
  sg: 'security',
  ami: 'image',
  fleet: 'fleet',
};

/** Names tell it by the key that they stand under, in any case. */
const keys: Readonly<Record<string, BelongingKind>> = {
  autoscalinggroupname: 'group',
  launchtemplatename: 'template',
  launchconfigurationname: 'configuration',
  stackname: 'stack',
  rolename: 'role',
  instanceprofilename: 'profile',
};

/** Tags that AWS itself writes; nobody else may use the prefix. */
const tags: Readonly<Record<string, BelongingKind>> = {
  'aws:autoscaling:groupName': 'group',
  'aws:cloudformation:stack-name': 'stack',
  'aws:ec2launchtemplate:id': 'template',
  'aws:ec2:fleet-id': 'fleet',
};

const arns: ReadonlyArray<readonly [string, BelongingKind]> = [
  ['role/', 'role'],
  ['instance-profile/', 'profile'],
  ['autoScalingGroup:', 'group'],
  ['launchConfiguration:', 'configuration'],
  ['stack/', 'stack'],
  ['volume/', 'volume'],
  ['launch-template/', 'template'],
  ['security-group/', 'security'],
  ['network-interface/', 'interface'],
];

/** Calls back with everything that a part of a record names: its kind and its id or name. */
export function eachNamed(
  part: Json | undefined,
  found: (kind: BelongingKind, name: string) => void,
): void {
  let tag: BelongingKind | undefined;
  eachScalar(part, (value, key) => {
    if (typeof value !== 'string' || value === '') {
      return;
    }

    const lower = key.toLowerCase();
    if (lower === 'key') {
      tag = Object.hasOwn(tags, value) ? tags[value] : undefined;
      return;
    }

    const kind =
      (lower === 'value' ? tag : undefined) ??
      (Object.hasOwn(keys, lower) ? keys[lower] : undefined) ??
      prefixes[resourceId.exec(value)?.groups?.['kind'] ?? ''];
    if (kind) {
      // A stack may be named by its ARN.
      found(kind, kind === 'stack' ? stackName(value) : value);
    } else if (value.startsWith('arn:')) {
      eachInArn(value, found);
    }
  });
}

function eachInArn(arn: string, found: (kind: BelongingKind, name: string) => void): void {
  const resource = parseArn(arn)?.resource ?? '';
  const kind = arns.find(([prefix]) => resource.startsWith(prefix))?.[1];
  if (kind) {
    found(kind, kind === 'stack' ? stackName(arn) : lastPart(arn));
  }
}

function stackName(text: string): string {
  const resource = parseArn(text)?.resource ?? '';
  return resource.startsWith('stack/') ? (resource.split('/', 3)[1] ?? text) : text;
}

/** The parts of a RunInstances record that tell of one of the machines that it started: the request, and the machine's own answer. */
export function launchParts(record: Json, instance: string): readonly Json[] {
  const request = member(record, 'requestParameters');
  const items = member(member(member(record, 'responseElements'), 'instancesSet'), 'items');
  const own = Array.isArray(items)
    ? (items as readonly Json[]).filter((item) => textAt(item, 'instanceId') === instance)
    : [];
  const profile = textAt(request, 'iamInstanceProfile', 'name');
  return [
    ...(isJsonObject(request) ? [request] : []),
    ...own,
    ...(profile === '' ? [] : [{instanceProfileName: profile}]),
  ];
}
