import {compileFilter, type Filter, type FilterFace, type Term} from '../filter.ts';
import {listedFields} from '../reading/fields.ts';
import {type Values} from './dictionary.ts';
import {factBits, notableBits} from './facts.ts';
import {accountOf, factsOfOutline, viaOfOutline, type Outline} from './outline.ts';
import {
  addressColumns,
  callColumns,
  callerColumns,
  effectColumns,
  originColumns,
  type CallPart,
} from './parts.ts';
import {writeUuid} from './uuid.ts';

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

const nothing: Values = [];

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
  id: ({id}) => [writeUuid(id, 0)],
  ...readersOf(callerColumns, ({caller}) => caller.values),
  ...readersOf(callColumns, ({call}) => call.values),
  ...readersOf(addressColumns, ({address}) => address.values),
  ...readersOf(originColumns, ({origin}) => origin.values),
  ...readersOf(effectColumns, ({effect}) => effect.values),
  via: viaOfOutline,
  account: ({kind, caller}) => accountOf(kind, caller),
};

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
