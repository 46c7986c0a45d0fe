import {readTime} from '../event.ts';
import {ByteFinder} from './byte-finder.ts';
import {type Values} from './dictionary.ts';
import {instancesBetween} from './instance-hint.ts';
import {hasTelling, isWithoutMore, mintedIn, unreadable} from './outline-answer.ts';
import {
  addressOf,
  callerOf,
  callOf,
  effectOf,
  factsOfCall,
  kindOf,
  originColumns,
  originOf,
  type AddressPart,
  type CallerPart,
  type CallPart,
  type EffectPart,
  type KindPart,
  type OriginPart,
} from './parts.ts';
import {asBytes, RecordBytes} from './record-bytes.ts';
import {readUuidBytes} from './uuid.ts';

/** A record as the parts that its columns and classes are made of: the request and most answers have no say in them. */
export type Outline = {
  /** ms since 1970. */
  readonly time: number;
  /** The four words of its eventID. The next outline takes their place. */
  readonly id: Uint32Array;
  /** The instance ids in the request and the answer. */
  readonly asked: readonly string[];
  readonly caller: CallerPart;
  readonly call: CallPart;
  readonly address: AddressPart;
  readonly origin: OriginPart;
  readonly effect: EffectPart;
  readonly kind: KindPart;
  /** The keys that the answer hands out, by mintedPaths; undefined where it hands out none. */
  readonly minted: readonly Values[] | undefined;
};

/** Before each part stands its first key. */
const keys = {
  time: new ByteFinder(',"eventTime":"'),
  address: new ByteFinder(',"sourceIPAddress":'),
  origin: new ByteFinder(',"userAgent":'),
  request: new ByteFinder(',"requestParameters":'),
  answer: new ByteFinder(',"responseElements":'),
  id: new ByteFinder(',"eventID":"'),
  kind: new ByteFinder(',"eventType":'),
} as const;

const id = new Uint32Array(4);

/**
 * The outline of the record that is looked at, where it is as AWS writes it: its keys in their order, no blanks, nothing
 * escaped by its number. Undefined where the whole record has to be parsed. Whether the request and the answer are JSON
 * nobody looks: only for texts whose checksum is right.
 *
 * Parts are found by the key behind them, which may stand inside of one too; then a part is cut in the middle of an
 * object and is no JSON. So what can be parsed was cut rightly.
 */
export function outlineAt(source: RecordBytes): Outline | undefined {
  const {bytes, start, end} = source;
  const callerAt = callerIn(source, start);
  const timeAt = callerAt === -1 ? end : keys.time.find(bytes, callerAt, end);
  const callAt = timeAt + 35; // Behind a time as AWS writes it, of twenty characters.
  if (callAt >= end || bytes[callAt - 1] !== 0x22 || bytes[callAt] !== 0x2c) {
    return undefined;
  }

  const addressAt = keys.address.find(bytes, callAt, end);
  const requestAt = keys.request.find(bytes, addressAt, end);
  const answerAt = keys.answer.find(bytes, requestAt, end);
  const idAt = keys.id.find(bytes, answerAt, end) + 12;
  const kindAt = keys.kind.find(bytes, idAt, end);
  if (kindAt >= end || bytes[idAt + 36] !== 0x22 || !readUuidBytes(bytes, idAt, id)) {
    return undefined;
  }

  const originAt = keys.origin.find(bytes, addressAt, requestAt);
  const time = timeIn(source, timeAt + 14);
  const caller = callerOf(source, callerAt, timeAt);
  const call = callOf(source, callAt, addressAt);
  const address = addressOf(source, addressAt, originAt);
  const origin = originOf(source, originAt, requestAt);
  const effect = effectOf(source, idAt + 37, kindAt);
  const kind = kindOf(source, kindAt, end);
  if (!caller || !call || !address || !origin || !effect || !kind || Number.isNaN(time)) {
    return undefined;
  }

  const isPlain = isWithoutMore(source, requestAt, answerAt, idAt);
  const asked = isPlain ? nothing : instancesBetween(source, requestAt, idAt);
  if (!asked || (!isPlain && hasTelling(source, requestAt, answerAt, idAt, call.telling))) {
    return undefined;
  }

  const minted = isPlain ? undefined : mintedIn(source, answerAt, idAt);
  return minted === unreadable
    ? undefined
    : {time, id, asked, caller, call, address, origin, effect, kind, minted};
}

/** The outline of a record that stands alone. */
export function outlineOf(text: string): Outline | undefined {
  return outlineAt(RecordBytes.of(text));
}

/**
 * Only when a record happened and what was called, read as outlineAt reads it: a filter on names leaves most records
 * out, and nothing else of these need be looked at. Undefined where the record does not begin as AWS writes it.
 */
export function callOfRecord(
  source: RecordBytes,
): {readonly time: number; readonly call: CallPart} | undefined {
  const {bytes, start, end} = source;
  const callerAt = callerIn(source, start);
  const timeAt = callerAt === -1 ? end : keys.time.find(bytes, callerAt, end);
  const from = timeAt + 35;
  const addressAt = keys.address.find(bytes, from, end);
  if (addressAt >= end || bytes[from - 1] !== 0x22 || bytes[from] !== 0x2c) {
    return undefined;
  }

  const time = timeIn(source, timeAt + 14);
  const call = callOf(source, from, addressAt);
  return call && !Number.isNaN(time) ? {time, call} : undefined;
}

/** The same of a record that stands alone. */
export function callIn(text: string): ReturnType<typeof callOfRecord> {
  return callOfRecord(RecordBytes.of(text));
}

/** The day of the last time: neighbours are of the same one. */
const lastDay = {text: asBytes('-'), ms: 0};

/** A time as AWS writes it, that begins there. */
function timeIn(source: RecordBytes, at: number): number {
  const {bytes} = source;
  const hours = twoDigits(bytes, at + 11);
  const minutes = twoDigits(bytes, at + 14);
  const seconds = twoDigits(bytes, at + 17);
  const isUsual =
    bytes[at + 13] === 0x3a &&
    bytes[at + 16] === 0x3a &&
    bytes[at + 19] === 0x5a &&
    hours < 24 &&
    minutes < 60 &&
    seconds < 60;
  const inDay = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  if (isUsual && source.hasAt(lastDay.text, at)) {
    return lastDay.ms + inDay;
  }

  const text = source.textOf(at, at + 20);
  const time = readTime(text);
  if (isUsual && !Number.isNaN(time) && /^\d{4}-\d\d-\d\dT/v.test(text)) {
    lastDay.text = asBytes(text.slice(0, 11));
    lastDay.ms = time - inDay;
  }

  return time;
}

/** NaN where there is anything else. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - 0x30;
  const ones = (bytes[at + 1] ?? 0) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

const beforeVersion = asBytes('{"eventVersion":"');
const behindVersion = asBytes('","userIdentity":{');

/** Where the identity begins; -1 where the record does not begin as AWS writes it. */
function callerIn(source: RecordBytes, start: number): number {
  if (!source.hasAt(beforeVersion, start)) {
    return -1;
  }

  const {bytes} = source;
  const from = start + beforeVersion.length;
  let at = from;
  while (isOfVersion(bytes[at])) {
    at++;
  }

  return at > from && source.hasAt(behindVersion, at) ? at + behindVersion.length - 1 : -1;
}

function isOfVersion(byte = 0): boolean {
  return byte === 0x2e || (byte >= 0x30 && byte <= 0x39);
}

/** What the call was made with. */
export function viaOfOutline({caller, kind, origin}: Outline): Values {
  if (caller.isThrough) {
    return viaService;
  }

  return caller.isConsole || kind.isConsole ? viaConsole : (origin.values[viaPlace] ?? nothing);
}

/** Whether it is not the user agent that says what the call was made with. */
export function isViaToldElsewhere({caller, kind}: Outline): boolean {
  return caller.isThrough || caller.isConsole || kind.isConsole;
}

const viaPlace = originColumns.indexOf('via');
const viaService: Values = ['service'];
const viaConsole: Values = ['console'];
const nothing: Values = [];

/** The bits that the event itself decides. */
export function factsOfOutline({call, caller, effect, kind, origin}: Outline): number {
  return factsOfCall(call, caller, effect, kind) | origin.outcome;
}

/** The account that a call was made in. */
export function accountOf(kind: KindPart, caller: CallerPart): Values {
  const [account = nothing] = kind.values;
  return account.length > 0 ? account : caller.account;
}
