import {readTime} from '../event.ts';
import {compileFilter, type Filter, type FilterFace, type Term} from '../filter.ts';
import {fieldValues, listedFields} from '../reading/fields.ts';
import {mintedPaths} from './columns.ts';
import {type Values} from './dictionary.ts';
import {factBits, notableBits} from './facts.ts';
import {
  callColumns,
  callerColumns,
  callerOf,
  callOf,
  effectColumns,
  effectOf,
  factsOfCall,
  kindOf,
  originColumns,
  originOf,
  type CallerPart,
  type CallPart,
  type EffectPart,
  type KindPart,
  type OriginPart,
} from './parts.ts';
import {RecordText, utf8Of} from './record-text.ts';
import {detached} from './remembered.ts';
import {readUuidBytes} from './uuid.ts';

/** A record as the parts that its columns and classes are made of: the request and most answers have no say in them. */
export type Outline = {
  /** ms since 1970. */
  readonly time: number;
  /** The text in which the record stands, see RecordText. */
  readonly text: string;
  /** Where in the text the request begins. */
  readonly requestAt: number;
  /** Where in the text the eventID is: a UUID. */
  readonly idAt: number;
  /** Its four words. The next outline takes their place. */
  readonly id: Uint32Array;
  /** Neither the request nor the answer holds anything. */
  readonly isPlain: boolean;
  readonly caller: CallerPart;
  readonly call: CallPart;
  readonly origin: OriginPart;
  readonly effect: EffectPart;
  readonly kind: KindPart;
  /** The keys that the answer hands out, by mintedPaths; undefined where it hands out none. */
  readonly minted: readonly Values[] | undefined;
};

const beginning = /^\{"eventVersion":"[\d.]+","userIdentity":(?=\{)/v;

/** How the last record began: nearly all of a trail begin alike. */
let lastBeginning = '{"eventVersion":"1.11","userIdentity":';

const id = new Uint32Array(4);

/**
 * The outline of the record that is looked at, where it is as AWS writes it: its keys in their order, no blanks, nothing
 * escaped by its number. Undefined where the whole record has to be parsed. Whether the request and the answer are JSON
 * nobody looks: only for texts whose checksum is right.
 *
 * Parts are found by the key behind them, which may stand inside of one too; then a part is cut in the middle of an
 * object and is no JSON. So what can be parsed was cut rightly.
 */
export function outlineAt(source: RecordText): Outline | undefined {
  const {text, bytes, start, end} = source;
  const callerAt = callerIn(text, start);
  const timeAt = callerAt === -1 ? Infinity : source.time.find(callerAt);
  const callAt = timeAt + 35; // Behind a time as AWS writes it, of twenty characters.
  if (callAt >= end || bytes[callAt - 1] !== 0x22 || bytes[callAt] !== 0x2c) {
    return undefined;
  }

  const originAt = source.address.find(callAt);
  const requestAt = originAt < end ? source.request.find(originAt) : Infinity;
  const answerAt = requestAt < end ? source.answer.find(requestAt) : Infinity;
  const idAt = answerAt < end ? source.id.find(answerAt) + 12 : Infinity;
  const kindAt = idAt < end ? source.kind.find(idAt) : Infinity;
  if (kindAt >= end || bytes[idAt + 36] !== 0x22 || !readUuidBytes(bytes, idAt, id)) {
    return undefined;
  }

  const time = timeIn(source, timeAt + 14);
  const caller = callerOf(text.slice(callerAt, timeAt));
  const call = callOf(text.slice(callAt, originAt));
  const origin = originOf(text.slice(originAt, requestAt));
  const effect = effectOf(text.slice(idAt + 37, kindAt));
  const kind = kindOf(text.slice(kindAt, end));
  if (!caller || !call || !origin || !effect || !kind || Number.isNaN(time)) {
    return undefined;
  }

  const isPlain = isWithoutMore(source, requestAt, answerAt, idAt);
  const saysMore =
    source.numbered.find(requestAt) < end ||
    (!isPlain && hasTelling(source, requestAt, answerAt, idAt, call.telling));
  const minted = saysMore ? unreadable : isPlain ? undefined : mintedIn(source, answerAt, idAt);
  return minted === unreadable
    ? undefined
    : {time, text, requestAt, idAt, id, isPlain, caller, call, origin, effect, kind, minted};
}

const requestId = new Uint32Array(4);

/** Whether nothing but a requestID as AWS writes it stands between an empty request and the eventID: no room for more. */
function isWithoutMore(
  {text, bytes}: RecordText,
  requestAt: number,
  answerAt: number,
  idAt: number,
): boolean {
  return (
    answerAt === requestAt + 25 &&
    idAt === answerAt + 87 &&
    text.startsWith('null,"requestID":"', answerAt + 20) &&
    readUuidBytes(bytes, answerAt + 38, requestId)
  );
}

/** The outline of a record that stands alone. */
export function outlineOf(text: string): Outline | undefined {
  return outlineAt(RecordText.of(text));
}

/**
 * Only when a record happened and what was called, read as outlineAt reads it: a filter on names leaves most records
 * out, and nothing else of these need be looked at. Undefined where the record does not begin as AWS writes it.
 */
export function callOfRecord(
  source: RecordText,
): {readonly time: number; readonly call: CallPart} | undefined {
  const {text, bytes, start, end} = source;
  const callerAt = callerIn(text, start);
  const timeAt = callerAt === -1 ? Infinity : source.time.find(callerAt);
  const from = timeAt + 35;
  const originAt = from < end ? source.address.find(from) : Infinity;
  if (originAt >= end || bytes[from - 1] !== 0x22 || bytes[from] !== 0x2c) {
    return undefined;
  }

  const time = timeIn(source, timeAt + 14);
  const call = callOf(text.slice(from, originAt));
  return call && !Number.isNaN(time) ? {time, call} : undefined;
}

/** The same of a record that stands alone. */
export function callIn(text: string): ReturnType<typeof callOfRecord> {
  return callOfRecord(RecordText.of(text));
}

/** The day of the last time: neighbours are of the same one. */
const lastDay = {text: '', ms: 0};

/** A time as AWS writes it, that begins there. */
function timeIn({text, bytes}: RecordText, at: number): number {
  const isSameDay = lastDay.text !== '' && text.startsWith(lastDay.text, at);
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
  if (isSameDay && isUsual) {
    return lastDay.ms + ((hours * 60 + minutes) * 60 + seconds) * 1000;
  }

  const time = readTime(text.slice(at, at + 20));
  if (isUsual && !Number.isNaN(time) && /^\d{4}-\d\d-\d\dT$/v.test(text.slice(at, at + 11))) {
    lastDay.text = detached(text.slice(at, at + 11));
    lastDay.ms = time - ((hours * 60 + minutes) * 60 + seconds) * 1000;
  }

  return time;
}

/** NaN where there is anything else. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const [tens, ones] = [(bytes[at] ?? 0) - 0x30, (bytes[at + 1] ?? 0) - 0x30];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** The terms of a filter that what was called decides, as a test of it; undefined where it has none. */
export function wantsOfCall(filter: Filter | undefined): ((call: CallPart) => boolean) | undefined {
  const columns: readonly string[] = callColumns;
  const terms =
    filter?.filter((term) => term.kind === 'field' && columns.includes(term.name)) ?? [];
  if (terms.length === 0) {
    return undefined;
  }

  const matches = compileFilter(terms);
  // Parts are shared by all records that say the same.
  const known = new WeakMap<CallPart, boolean>();
  return (call) => {
    let answer = known.get(call);
    if (answer === undefined) {
      answer = matches({
        field: (name) => call.values[columns.indexOf(name)] ?? nothing,
        isClass: () => false,
        hasText: () => false,
      });
      known.set(call, answer);
    }

    return answer;
  };
}

/** Where the identity begins; -1 where the record does not begin as AWS writes it. */
function callerIn(text: string, start: number): number {
  if (!text.startsWith(lastBeginning, start)) {
    const begins = beginning.exec(text.slice(start, start + 100))?.[0];
    if (begins === undefined) {
      return -1;
    }

    lastBeginning = detached(begins);
  }

  return start + lastBeginning.length;
}

/**
 * Whether something between the request's beginning and the eventID makes more of a call than its parts say. Texts are
 * looked for by what begins with a rare letter: many times as fast, and an outline too few does no harm.
 */
function hasTelling(
  source: RecordText,
  requestAt: number,
  answerAt: number,
  end: number,
  words: readonly string[],
): boolean {
  for (const word of words) {
    if (source.isBetween(word, requestAt, end)) {
      return true;
    }
  }

  // Nothing but a requestID as AWS writes it: no room for more.
  const {text} = source;
  const isBare = end - answerAt <= 87 && text.startsWith('null,"requestID":"', answerAt + 20);
  return (
    (!text.startsWith('null,"resp', requestAt + 21) &&
      source.isBetween('Identity"', requestAt, end)) ||
    (!isBare && source.isBetween('MFAUsed"', answerAt, end))
  );
}

const unreadable = 'unreadable';

/** The keys that an answer hands out: the only thing in it that a column is made of, but for a failure. */
function mintedIn(
  source: RecordText,
  answerAt: number,
  idAt: number,
): readonly Values[] | undefined | typeof unreadable {
  const {text} = source;
  const at = answerAt + 20;
  if (text.startsWith('null', at)) {
    return undefined;
  }

  if (source.isBetween('Failure"', at, idAt)) {
    return unreadable;
  }

  if (!source.isBetween('KeyId"', at, idAt)) {
    return undefined;
  }

  try {
    const answer: unknown = JSON.parse(utf8Of(text.slice(at, endOf(text, at, idAt))));
    const record = {responseElements: answer as null};
    const event = {id: '', time: Number.NaN, kind: 'record', record, resources: []} as const;
    return mintedPaths.map((path) => fieldValues(event, path));
  } catch {
    return unreadable;
  }
}

/** Where the answer ends: at the key that AWS writes behind it. */
function endOf(text: string, answer: number, idAt: number): number {
  const rest = text.slice(answer, idAt - 12);
  const extra = rest.indexOf(',"additionalEventData":');
  const request = rest.indexOf(',"requestID":');
  return (
    answer +
    Math.min(extra === -1 ? Infinity : extra, request === -1 ? Infinity : request, rest.length)
  );
}

/** What the call was made with. */
export function viaOfOutline({caller, kind, origin}: Outline): Values {
  if (caller.isThrough) {
    return viaService;
  }

  return caller.isConsole || kind.isConsole ? viaConsole : (origin.values[3] ?? nothing);
}

/** Whether it is not the user agent that says what the call was made with. */
export function isViaToldElsewhere({caller, kind}: Outline): boolean {
  return caller.isThrough || caller.isConsole || kind.isConsole;
}

const viaService: Values = ['service'];
const viaConsole: Values = ['console'];
const nothing: Values = [];

/** The bits that the event itself decides. */
export function factsOfOutline({call, caller, effect, kind, origin}: Outline): number {
  return factsOfCall(call, caller, effect, kind) | origin.outcome;
}

/** Whether an outline is enough to tell whether an event passes a filter. */
export function isOutlineEnough(filter: Filter | undefined): boolean {
  return filter?.every((term) => isToldByOutline(term)) ?? true;
}

function isToldByOutline(term: Term): boolean {
  return (
    term.kind === 'class' ||
    (term.kind === 'field' && term.name !== 'instance' && listedFields.includes(term.name))
  );
}

const readers: Readonly<Record<string, (outline: Outline) => Values>> = {
  id: ({text, idAt}) => [text.slice(idAt, idAt + 36)],
  ...readersOf(callerColumns, ({caller}) => caller.values),
  ...readersOf(callColumns, ({call}) => call.values),
  ...readersOf(originColumns, ({origin}) => origin.values),
  ...readersOf(effectColumns, ({effect}) => effect.values),
  via: viaOfOutline,
  account: ({kind, caller}) => accountOf(kind, caller),
};

/** The account that a call was made in. */
export function accountOf(kind: KindPart, caller: CallerPart): Values {
  const [account = nothing] = kind.values;
  return account.length > 0 ? account : caller.account;
}

function readersOf(
  columns: readonly string[],
  valuesOf: (outline: Outline) => readonly Values[],
): Readonly<Record<string, (outline: Outline) => Values>> {
  return Object.fromEntries(
    columns.map((name, index) => [name, (outline: Outline) => valuesOf(outline)[index] ?? nothing]),
  );
}

const {write, failed, denied, login, sensitive, service} = factBits;
const classBits: Readonly<Record<string, number>> = {
  write,
  failed,
  denied,
  login,
  sensitive,
  service,
  notable: notableBits,
};

/** A filter for which an outline is enough as a test of outlines. */
export function wantsOfOutline(filter: Filter | undefined): (outline: Outline) => boolean {
  if (!filter || filter.length === 0) {
    return () => true;
  }

  const matches = compileFilter(filter);
  let asked: Outline | undefined;
  // One face for all: nothing is made for each record.
  const face: FilterFace = {
    field: (name) => (asked && readers[name]?.(asked)) ?? nothing,
    // Nobody's own, and never late: nothing was there before.
    isClass: (name) =>
      asked !== undefined && (factsOfOutline(asked) & (classBits[name] ?? 0)) !== 0,
    hasText: () => false,
  };
  return (outline) => {
    asked = outline;
    return matches(face);
  };
}
