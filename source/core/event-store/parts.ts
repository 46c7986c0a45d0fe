import {type TrailEvent} from '../event.ts';
import {isJsonObject, member, textAt, type Json, type JsonObject} from '../json.ts';
import {fieldReader} from '../reading/fields.ts';
import {callerThrough, isSignin, serviceOf} from '../reading/identity.ts';
import {isPresent, textsOf} from '../reading/path.ts';
import {ByteFinder} from './byte-finder.ts';
import {type Values} from './dictionary.ts';
import {factBits, factsOf} from './facts.ts';
import {instancesBetween} from './instance-hint.ts';
import {remembered} from './remembered.ts';

/**
 * A stretch of a record's text that many records share word for word, read once. Everything that is asked of it here
 * depends on nothing else in the record.
 */
export type Part = {
  /** The values of its columns, in their order. */
  readonly values: readonly Values[];
  /** The instance ids among its values; undefined where the text does not tell. */
  readonly instances: readonly string[] | undefined;
  /** The codes of these values in the dictionaries that are being packed with; see pack.ts. */
  coded: {dictionaries: object | undefined; codes: readonly number[]};
};

/** The columns that a caller's identity decides, unless the record says more (see outline.ts). */
export const callerColumns = [
  'usertype',
  'user',
  'role',
  'sourceidentity',
  'invokedby',
  'key',
  'mfa',
] as const;

/** What an identity says, whatever the call was. */
export type CallerPart = Part & {
  readonly text: string;
  /** An AWS service itself. */
  readonly isService: boolean;
  /** A service, or somebody through one. */
  readonly isThrough: boolean;
  readonly isConsole: boolean;
  /** The account, where the record names no other. */
  readonly account: Values;
};

/** eventSource, eventName, awsRegion. */
export type CallPart = Part & {
  readonly members: JsonObject;
  /** What would say more of the call, were it in the request. */
  readonly telling: readonly ByteFinder[];
  /** Facts of calls by their class (see outline.ts); -1 where not read yet. */
  readonly facts: Int16Array;
};

export const callColumns = ['name', 'source', 'region'] as const;

/** sourceIPAddress. */
export type AddressPart = Part;

export const addressColumns = ['ip'] as const;

/** userAgent and the error. */
export type OriginPart = Part & {
  /** Whether it failed or was denied, as bits of factBits. */
  readonly outcome: number;
};

/** `via` holds where neither the caller nor the kind of event says otherwise. */
export const originColumns = ['agent', 'error', 'via'] as const;

/** readOnly and resources. */
export type EffectPart = Part & {
  /** 0 to 4: how readOnly is written. */
  readonly readOnly: number;
};

export const effectColumns = ['readonly', 'resource'] as const;

/** All from eventType on. */
export type KindPart = Part & {
  readonly eventType: string;
  readonly isSignIn: boolean;
  readonly isConsole: boolean;
};

export const kindColumns = ['account'] as const;

/** By the text of the identity; undefined where what it says depends on the rest of the record. */
export const callerOf = remembered((text, ...place): CallerPart | undefined => {
  const identity = parse(text);
  const event = eventOf({userIdentity: identity});
  const invokedBy = textAt(identity, 'invokedBy');
  // A service that is not named is called what the record's source or address says.
  if (!isPresent(identity) || (textAt(identity, 'type') === 'AWSService' && invokedBy === '')) {
    return undefined;
  }

  const isService = serviceOf(event) !== '';
  return (
    identity && {
      ...part(place, {userIdentity: identity}, callerColumns),
      text,
      isService,
      isThrough: isService || callerThrough(identity) !== '',
      isConsole: isSignin(invokedBy),
      account: textsOf(member(identity, 'accountId')),
    }
  );
}, 4096);

/** By the text from eventSource to awsRegion, a comma before each key. */
export const callOf = remembered((text, ...place): CallPart | undefined => {
  const members = membersOf(text, ['eventSource', 'eventName', 'awsRegion']);
  const name = textAt(members, 'eventName');
  return (
    members && {
      ...part(place, members, callColumns),
      members,
      telling: telling.flatMap(([beginning, word]) => (name.startsWith(beginning) ? [word] : [])),
      facts: new Int16Array(classCount).fill(-1),
    }
  );
}, 4096);

/** In whose request what makes a call sensitive. Source: `sensitive` of reading/classes.ts. */
const telling: ReadonlyArray<readonly [beginning: string, word: ByteFinder]> = [
  ['GetParameter', new ByteFinder('Decryption"')],
  ['GetApiKey', new ByteFinder('Value"')],
  ['DescribeInstanceAttribute', new ByteFinder('Data"')],
];

/** By the text of the address, a comma before its key. Read alone: there are few agents, but many addresses of each. */
export const addressOf = remembered((text, ...place): AddressPart | undefined => {
  const members = membersOf(text, ['sourceIPAddress']);
  return members && part(place, members, addressColumns);
}, 8192);

/** By the text from userAgent to errorMessage, a comma before each key. */
export const originOf = remembered((text, ...place): OriginPart | undefined => {
  const keys = ['userAgent', 'errorCode', 'errorMessage'];
  const members = membersOf(text, keys);
  return (
    members && {
      ...part(place, members, originColumns),
      outcome: factsOf(eventOf(members), false) & (factBits.failed | factBits.denied),
    }
  );
}, 4096);

/** By the text between eventID and eventType, a comma before each key. */
export const effectOf = remembered((text, ...place): EffectPart | undefined => {
  const members = membersOf(text, ['readOnly', 'resources']);
  const readOnly = waysOfReadOnly.indexOf(members?.['readOnly']);
  return members && readOnly !== -1
    ? {...part(place, members, effectColumns), readOnly}
    : undefined;
}, 4096);

const waysOfReadOnly: ReadonlyArray<Json | undefined> = [undefined, true, false, 'true', 'false'];

/** By the text from eventType to the end of the record, a comma before each key. */
export const kindOf = remembered((text, ...place): KindPart | undefined => {
  const members = membersOf(text.trimEnd().replace(/\}$/v, ''), kindKeys);
  const type = textAt(members, 'eventType');
  const console = members?.['sessionCredentialFromConsole'];
  return (
    members && {
      ...part(place, members, kindColumns),
      eventType: type,
      isSignIn: type === 'AwsConsoleSignIn',
      isConsole: type.startsWith('AwsConsole') || console === true || console === 'true',
    }
  );
}, 4096);

/** What may stand at the end of a record without having a say in anything but what a KindPart tells. */
const kindKeys = [
  'eventType',
  'apiVersion',
  'managementEvent',
  'recipientAccountId',
  'sharedEventID',
  'vpcEndpointId',
  'vpcEndpointAccountId',
  'eventCategory',
  'sessionCredentialFromConsole',
  'edgeDeviceDetails',
  'tlsDetails',
];

/** Ways in which a call's facts can differ besides its outcome. */
const classCount = waysOfReadOnly.length * 4;

/** The facts of a call with such a caller, effect and kind, its outcome left aside. */
export function factsOfCall(
  call: CallPart,
  caller: CallerPart,
  effect: EffectPart,
  kind: KindPart,
): number {
  const index = effect.readOnly * 4 + (kind.isSignIn ? 2 : 0) + (caller.isService ? 1 : 0);
  let facts = call.facts[index] ?? -1;
  if (facts === -1) {
    const {text} = caller;
    const record = {
      ...call.members,
      readOnly: waysOfReadOnly[effect.readOnly],
      eventType: kind.eventType,
      userIdentity: parse(text),
    };
    facts = factsOf(eventOf(record), false, caller.isService);
    call.facts[index] = facts;
  }

  return facts;
}

/** A part's bytes. */
type Stretch = Parameters<typeof instancesBetween>;

function part(place: Stretch, members: JsonObject, columns: readonly string[]): Part {
  const event = eventOf(members);
  return {
    values: columns.map((name) => fieldReader(name)(event)),
    instances: instancesBetween(...place),
    coded: {dictionaries: undefined, codes: []},
  };
}

function eventOf(record: JsonObject): TrailEvent {
  return {id: '', time: Number.NaN, kind: 'record', record, resources: []};
}

/** `,"a":1,"b":2` as an object; undefined where it is none, or has a key that is not expected there. */
function membersOf(text: string, keys: readonly string[]): JsonObject | undefined {
  const members = parse(`{${text.slice(1)}}`);
  return members && Object.keys(members).every((key) => keys.includes(key)) ? members : undefined;
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
