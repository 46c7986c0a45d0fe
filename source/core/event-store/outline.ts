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
import {readUuid} from './uuid.ts';

/** A record as the parts that its columns and classes are made of: the request and most answers have no say in them. */
export type Outline = {
  /** ms since 1970. */
  readonly time: number;
  readonly text: string;
  /** Where in the text the eventID is: a UUID. */
  readonly idAt: number;
  /** Its four words. The next outline takes their place. */
  readonly id: Uint32Array;
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
 * The outline of a record's text, where it is as AWS writes it: its keys in their order, no blanks, nothing escaped by
 * its number. Undefined where the whole record has to be parsed. Whether the request and the answer are JSON nobody
 * looks: only for texts whose checksum is right.
 *
 * Parts are found by the key behind them, which may stand inside of one too; then a part is cut in the middle of an
 * object and is no JSON. So what can be parsed was cut rightly.
 */
export function outlineOf(text: string): Outline | undefined {
  const callerAt = callerIn(text);
  const timeAt = text.indexOf(',"eventTime":"', callerAt);
  const callAt = timeAt + 35; // Behind a time as AWS writes it, of twenty characters.
  if (callerAt === -1 || timeAt === -1 || !text.startsWith('",', callAt - 1)) {
    return undefined;
  }

  const originAt = text.indexOf(',"sourceIPAddress":', callAt);
  const requestAt = text.indexOf(',"requestParameters":', originAt);
  const answerAt = text.indexOf(',"responseElements":', requestAt);
  const idAt = text.indexOf(',"eventID":"', answerAt) + 12;
  const kindAt = text.indexOf(',"eventType":', idAt);
  const isWhole = originAt !== -1 && requestAt !== -1 && answerAt !== -1 && kindAt !== -1;
  if (!isWhole || idAt < answerAt || text[idAt + 36] !== '"' || !readUuid(text, id, 0, idAt)) {
    return undefined;
  }

  const time = readTime(text.slice(timeAt + 14, timeAt + 34));
  const caller = callerOf(text.slice(callerAt, timeAt));
  const call = callOf(text.slice(callAt, originAt));
  const origin = originOf(text.slice(originAt, requestAt));
  const effect = effectOf(text.slice(idAt + 37, kindAt));
  const kind = kindOf(text.slice(kindAt));
  if (!caller || !call || !origin || !effect || !kind || Number.isNaN(time)) {
    return undefined;
  }

  const saysMore =
    text.includes(escaped, requestAt) || hasTelling(text, requestAt, answerAt, idAt, call.telling);
  const minted = saysMore ? unreadable : mintedIn(text, answerAt, idAt);
  return minted === unreadable
    ? undefined
    : {time, text, idAt, id, caller, call, origin, effect, kind, minted};
}

/**
 * Only when a record happened and what was called, read as outlineOf reads it: a filter on names leaves most records
 * out, and nothing else of these need be looked at. Undefined where the record does not begin as AWS writes it.
 */
export function callIn(text: string): {readonly time: number; readonly call: CallPart} | undefined {
  const callerAt = callerIn(text);
  const timeAt = callerAt === -1 ? -1 : text.indexOf(',"eventTime":"', callerAt);
  const callAt = timeAt + 35;
  const originAt = timeAt === -1 ? -1 : text.indexOf(',"sourceIPAddress":', callAt);
  if (originAt === -1 || !text.startsWith('",', callAt - 1)) {
    return undefined;
  }

  const time = readTime(text.slice(timeAt + 14, timeAt + 34));
  const call = callOf(text.slice(callAt, originAt));
  return call && !Number.isNaN(time) ? {time, call} : undefined;
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
function callerIn(text: string): number {
  if (!text.startsWith(lastBeginning)) {
    const begins = beginning.exec(text)?.[0];
    if (begins === undefined) {
      return -1;
    }

    lastBeginning = begins;
  }

  return lastBeginning.length;
}

const escaped = String.raw`\u`;

/**
 * Whether something between the request's beginning and the eventID makes more of a call than its parts say. Texts are
 * looked for by what begins with a rare letter: many times as fast, and an outline too few does no harm.
 */
function hasTelling(
  text: string,
  requestAt: number,
  answerAt: number,
  end: number,
  words: readonly string[],
): boolean {
  for (const word of words) {
    if (isWithin(text.indexOf(word, requestAt), end)) {
      return true;
    }
  }

  // Nothing but a requestID as AWS writes it: no room for more.
  const isBare = end - answerAt <= 87 && text.startsWith('null,"requestID":"', answerAt + 20);
  return (
    (!text.startsWith('null,"resp', requestAt + 21) &&
      isWithin(text.indexOf('Identity"', requestAt), end)) ||
    (!isBare && isWithin(text.indexOf('MFAUsed"', answerAt), end))
  );
}

const unreadable = 'unreadable';

/** The keys that an answer hands out: the only thing in it that a column is made of, but for a failure. */
function mintedIn(
  text: string,
  answerAt: number,
  idAt: number,
): readonly Values[] | undefined | typeof unreadable {
  const at = answerAt + 20;
  if (text.startsWith('null', at)) {
    return undefined;
  }

  if (isWithin(text.indexOf('Failure"', at), idAt)) {
    return unreadable;
  }

  if (!isWithin(text.indexOf('KeyId"', at), idAt)) {
    return undefined;
  }

  try {
    const answer: unknown = JSON.parse(text.slice(at, endOf(text, at, idAt)));
    const record = {responseElements: answer as null};
    const event = {id: '', time: Number.NaN, kind: 'record', record, resources: []} as const;
    return mintedPaths.map((path) => fieldValues(event, path));
  } catch {
    return unreadable;
  }
}

/** Where the answer ends: at the key that AWS writes behind it. */
function endOf(text: string, answer: number, idAt: number): number {
  const extra = text.indexOf(',"additionalEventData":', answer);
  const request = text.indexOf(',"requestID":', answer);
  return Math.min(extra === -1 ? Infinity : extra, request === -1 ? Infinity : request, idAt - 12);
}

function isWithin(position: number, end: number): boolean {
  return position !== -1 && position < end;
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
