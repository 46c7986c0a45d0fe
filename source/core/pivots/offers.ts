import {type EventStore} from '../event-store.ts';
import {shownFieldOf} from '../event-store/shown-field.ts';
import {fieldTerm, printFilter, type Filter} from '../filter.ts';
import {asciiLower, recordHasText} from '../filter/free-text.ts';
import {lastPart} from '../reading/arn.ts';
import {callerKey, mintedKey} from './minted.ts';
import {callerTerms, filterOfValue, shapeOf, textTerm} from './shapes.ts';

/** Where a pivot leads. */
export type PivotAim =
  /** `history`: as far back as anything is loaded, not only in the present range. */
  | {readonly kind: 'filter' | 'history'; readonly filter: Filter}
  /** Everything shortly before and after a time, ms since 1970. */
  | {readonly kind: 'around'; readonly time: number}
  /** The calls that led to an access key, and what it led to. */
  | {readonly kind: 'chain'; readonly key: string};

/** One way on from an event: what it is, in our words, and its value, an outside text. */
export type Pivot = {readonly label: string; readonly value: string; readonly aim: PivotAim};

/** Before and after an event, in minutes. */
export const aroundMinutes = 5;

/** A call may name thousands of resources; the first ones are offered. */
const mostResources = 8;
const mostInstances = 8;

/**
 * The ways on from an event, the most telling first: `picked`, a value that was pointed at in the record (at a field or
 * path, '' where none leads to it), then who called, its keys and its address, what it touched, and when. Values are
 * exact outside strings. Asks columns, and of a value that no field leads to the record.
 */
export function pivotsOf(
  store: EventStore,
  row: number,
  picked = '',
  pickedField = '',
): readonly Pivot[] {
  const pivots = [
    ...(picked === '' ? [] : pickedPivots(store, row, picked, pickedField)),
    ...callerPivots(store, row),
    ...keyPivots(store, row),
    ...same('address', store, row, shownFieldOf(store, row, 'ip')),
    ...thingPivots(store, row),
    ...same('event name', store, row, shownFieldOf(store, row, 'name')),
    ...aroundPivots(store, row),
  ];
  const seen = new Set<string>();
  return pivots.filter(({aim}) => {
    const name = nameOf(aim);
    const isNew = !seen.has(name);
    seen.add(name);
    return isNew;
  });
}

function nameOf(aim: PivotAim): string {
  switch (aim.kind) {
    case 'filter':
    case 'history': {
      return printFilter(aim.filter);
    }

    case 'around': {
      return 'around';
    }

    case 'chain': {
      return `chain ${aim.key}`;
    }
  }
}

function filterPivot(label: string, value: string, filter: Filter): Pivot {
  return {label, value, aim: {kind: 'filter', filter}};
}

/** `same user kim`: one for the first value of a field. */
function same(label: string, store: EventStore, row: number, field: string): readonly Pivot[] {
  const [value] = store.field(row, field);
  return value === undefined
    ? []
    : [filterPivot(`same ${label}`, value, [fieldTerm(field, value)])];
}

function callerPivots(store: EventStore, row: number): readonly Pivot[] {
  const userField = shownFieldOf(store, row, 'user');
  const [user] = store.field(row, userField);
  const [role] = store.field(row, 'role');
  const key = callerKey(store, row);
  const session =
    role === undefined
      ? key === ''
        ? []
        : [fieldTerm(userField, user ?? ''), fieldTerm('key', key)]
      : [fieldTerm('role', role), fieldTerm(userField, user ?? '')];
  return [
    ...same('user', store, row, userField),
    ...same('role', store, row, 'role'),
    ...(user === undefined || session.length === 0
      ? []
      : [filterPivot('same session', `${user}, ${role ?? key}`, session)]),
    ...same('source identity', store, row, 'sourceidentity'),
  ];
}

function keyPivots(store: EventStore, row: number): readonly Pivot[] {
  const key = callerKey(store, row);
  const minted = mintedKey(store, row);
  return [
    ...(key === ''
      ? []
      : [filterPivot('same access key', key, [fieldTerm('key', key)]), chainPivot(key)]),
    ...(minted === '' ? [] : [filterPivot('key it minted', minted, [fieldTerm('key', minted)])]),
    // A service that assumes a role has no key itself: the chain then begins with the one that it got.
    ...(minted === '' || key !== '' ? [] : [chainPivot(minted)]),
  ];
}

function chainPivot(key: string): Pivot {
  return {label: 'chain of this key', value: key, aim: {kind: 'chain', key}};
}

function thingPivots(store: EventStore, row: number): readonly Pivot[] {
  const instances = store.field(row, 'instance');
  const resources = store.field(row, 'resource');
  const known = new Set(resources);
  const named = resources.filter(
    (name) =>
      // The last part of an ARN finds the ARN too, and the records that name it alone.
      (!name.startsWith('arn:') || !known.has(lastPart(name))) &&
      !instances.includes(lastPart(name)) &&
      name !== callerKey(store, row) &&
      name !== mintedKey(store, row),
  );
  return [
    ...instances.slice(0, mostInstances).map((id) => historyPivot(id)),
    ...named
      .slice(0, mostResources)
      .map((name) => filterPivot('same resource', name, [fieldTerm('resource', name)])),
  ];
}

function historyPivot(id: string): Pivot {
  return {
    label: 'instance history',
    value: id,
    aim: {kind: 'history', filter: [fieldTerm('instance', id)]},
  };
}

function aroundPivots(store: EventStore, row: number): readonly Pivot[] {
  const time = store.time(row);
  return Number.isFinite(time)
    ? [
        {
          label: 'around this',
          value: `everything, ${aroundMinutes} minutes before and after`,
          aim: {kind: 'around', time},
        },
      ]
    : [];
}

/** What a value of the record may be, by its shape and by what the event says of it. */
function pickedPivots(
  store: EventStore,
  row: number,
  picked: string,
  field: string,
): readonly Pivot[] {
  const exact =
    field === '' ? [] : [filterPivot('this value there', picked, [fieldTerm(field, picked)])];
  // A sentence of the card is ours: to look for it in the records would find nothing, not even this one.
  const isText = field !== '' || !picked.includes(' ') || holdsText(store, row, picked);
  const anywhere = [
    ...exact,
    ...(isText ? [filterPivot('this text', picked, [textTerm(picked)])] : []),
  ];
  switch (shapeOf(picked)) {
    case 'key': {
      return [
        filterPivot('this access key', picked, [fieldTerm('key', picked)]),
        chainPivot(picked),
        ...anywhere,
      ];
    }

    case 'instance': {
      return [historyPivot(picked), ...anywhere];
    }

    case 'address':
    case 'network': {
      return [filterPivot('this address', picked, filterOfValue(picked)), ...anywhere];
    }

    case 'arn': {
      return arnPivots(picked, anywhere);
    }

    default: {
      const userField = shownFieldOf(store, row, 'user');
      const isUser = shapeOf(picked) === 'user' && isValueOf(store, row, userField, picked);
      const isResource = isValueOf(store, row, 'resource', picked);
      return [
        ...(isUser ? [filterPivot('this user', picked, [fieldTerm(userField, picked)])] : []),
        ...(isResource
          ? [filterPivot('this resource', picked, [fieldTerm('resource', picked)])]
          : []),
        ...anywhere,
      ];
    }
  }
}

function holdsText(store: EventStore, row: number, text: string): boolean {
  const handle = store.raw(row);
  return handle !== undefined && recordHasText(store.open(handle), asciiLower(text));
}

function arnPivots(arn: string, anywhere: readonly Pivot[]): readonly Pivot[] {
  const last = lastPart(arn);
  const caller = callerTerms(arn);
  return [
    ...(shapeOf(last) === 'instance' ? [historyPivot(last)] : []),
    ...(caller ? [filterPivot('calls by this', arn, caller)] : []),
    filterPivot('this resource', arn, [fieldTerm('resource', arn)]),
    ...anywhere,
  ];
}

function isValueOf(store: EventStore, row: number, field: string, value: string): boolean {
  return store.field(row, field).includes(value);
}
