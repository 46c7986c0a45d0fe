import {type EventStore} from '../event-store.ts';
import {isJsonObject} from '../json.ts';

/**
 * Records that are opened at once: so many of them, wherever they lie, cost less than a key may. What goes beyond is not
 * compared, and then nothing is taken for the same until somebody asks again.
 */
export const mostOpened = 300;

/** The same where a person moves through a list that is known already: a screen of records, above and below. */
export const mostOpenedMoving = 120;

/** What makes two tries of the same call differ, and nothing else. Source: the idempotency tokens of the AWS SDKs. */
const ownToEachTry = new Set(['clienttoken', 'clientrequesttoken', 'idempotencytoken']);

/** What is known of neighbours: for the second of two rows, the first and whether both asked for the same. */
type Known = {
  readonly epoch: number;
  readonly answers: Map<number, {readonly row: number; readonly isSame: boolean}>;
  /** Something has not been compared since the last test was made. */
  isPartial: boolean;
};

const knownOf = new WeakMap<EventStore, Known>();

/**
 * A test whether two calls asked for the same: the same parameters, and the same in the list's WHAT. It opens records, but
 * no more than `most`; what it has answered it remembers. Valid until the store's next epoch.
 */
export function sameAsked(store: EventStore, most = mostOpened): (a: number, b: number) => boolean {
  const known = current(store);
  known.isPartial = false;
  let left = most;
  let last: {readonly row: number; readonly asked: string | undefined} | undefined;
  const askedBy = (row: number) => {
    if (last?.row !== row) {
      left--;
      last = {row, asked: askedOf(store, row)};
    }

    return last.asked;
  };

  return (a, b) => {
    const answer = known.answers.get(b);
    if (answer?.row === a) {
      return answer.isSame;
    }

    if (left < 2) {
      known.isPartial = true;
      return false;
    }

    const asked = askedBy(a);
    const isSame = asked !== undefined && asked === askedBy(b);
    known.answers.set(b, {row: a, isSame});
    return isSame;
  };
}

/** Whether the newest test has left calls uncompared, so that one more would tell more. */
export function isAskedPartly(store: EventStore): boolean {
  return knownOf.get(store)?.isPartial ?? false;
}

function current(store: EventStore): Known {
  const before = knownOf.get(store);
  if (before?.epoch === store.epoch) {
    return before;
  }

  const known = {epoch: store.epoch, answers: new Map(), isPartial: false};
  knownOf.set(store, known);
  return known;
}

/** What a call asked for, as a text to be compared; undefined where it cannot be told. */
function askedOf(store: EventStore, row: number): string | undefined {
  const handle = store.raw(row);
  if (handle === undefined) {
    return undefined;
  }

  const parameters = store.open(handle)['requestParameters'];
  try {
    return JSON.stringify([store.sentence(row)?.what ?? '', withoutTokens(parameters)]);
  } catch {
    // Nested deeper than the stack.
    return undefined;
  }
}

function withoutTokens(parameters: unknown): unknown {
  return isJsonObject(parameters)
    ? Object.entries(parameters).filter(([key]) => !ownToEachTry.has(key.toLowerCase()))
    : parameters;
}
