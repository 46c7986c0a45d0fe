import {type EventStore} from '../event-store.ts';
import {elsewhere} from '../event-store/dictionary.ts';
import {flatCodes} from '../event-store/flat.ts';
import {readTime} from '../event.ts';
import {isAskedPartly, mostOpened, sameAsked} from './asked.ts';

/** Cells of a CSV are compared one by one, so what they answered is remembered; codes are compared as fast as that. */
export function sameNeighbours(
  store: EventStore,
  columns: readonly string[],
  most: number,
): SameCall {
  if (columns.length === 0) {
    return sameCalls(store, columns, most);
  }

  const answers = answersFor(store, columns);
  answers.begin(most);
  return (a, b) => answers.isSame(a, b);
}

/** What is known of neighbours. A row never changes, so an answer holds for as long as two rows are neighbours. */
class Answers {
  #isSameCall: SameCall;
  readonly #store: EventStore;
  readonly #columns: readonly string[];
  /** For each row, twice its neighbour's number plus 2, plus 1 where both are the same call; 0 where nothing is known. */
  #known = new Int32Array(1024);

  constructor(store: EventStore, columns: readonly string[]) {
    this.#store = store;
    this.#columns = columns;
    this.#isSameCall = sameCalls(store, columns);
  }

  /** More records may be opened again. */
  begin(most: number): void {
    this.#isSameCall = sameCalls(this.#store, this.#columns, most);
  }

  isSame(row: number, neighbour: number): boolean {
    if (row >= this.#known.length) {
      const larger = new Int32Array(Math.max(row + 1, this.#store.rowCount) * 2);
      larger.set(this.#known);
      this.#known = larger;
    }

    const key = 2 * neighbour + 2;
    const known = this.#known[row] ?? 0;
    if (known === key || known === key + 1) {
      return known !== key;
    }

    const isSame = this.#isSameCall(row, neighbour);
    // What was not compared is not known.
    if (isSame || !isAskedPartly(this.#store)) {
      this.#known[row] = isSame ? key + 1 : key;
    }

    return isSame;
  }
}

type Known = {readonly epoch: number; readonly columns: number; readonly answers: Answers};

const answersOf = new WeakMap<EventStore, Known>();

/** Columns are only ever added, so their number tells whether they are the same. */
function answersFor(store: EventStore, columns: readonly string[]): Answers {
  const known = answersOf.get(store);
  if (known?.columns === columns.length && known.epoch === store.epoch) {
    return known.answers;
  }

  const answers = new Answers(store, columns);
  answersOf.set(store, {epoch: store.epoch, columns: columns.length, answers});
  return answers;
}

/** Whether two rows are the same call. */
export type SameCall = (a: number, b: number) => boolean;

/** What makes two records the same call, those that differ most often first. */
const fields = [
  'name',
  'user',
  'error',
  'ip',
  'role',
  'region',
  'source',
  'resource',
  'instance',
  'account',
  'key',
  'agent',
];

/**
 * A test whether two events are the same call but for their time: event name, caller with access key and user agent,
 * address, outcome, region, account, service, resources and instances. What changed something, or handed out access or
 * a secret, differs in parameters that no field holds: it is the same as nothing, so that none of it hides behind
 * another; and what only tried to is the same as what asked for the same. Of CSV rows every cell is compared.
 * Valid until the store's next epoch; without columns until its next change.
 */
export function sameCalls(
  store: EventStore,
  columns: readonly string[] = [],
  most = mostOpened,
): SameCall {
  if (columns.length === 0) {
    const isSameFlat = sameFlat(store);
    const isSameTry = sameTries(store, most);
    return (a, b) => isSameFlat(a, b) && isSameTry(a, b);
  }

  const isSameRecord = all(fields.map((field) => sameValues(store, field)));
  const isSameTry = sameTries(store, most);
  const isSameRow = all(columns.map((column) => sameCells(store, column)));
  return (a, b) =>
    store.isCsvRow(a)
      ? store.isCsvRow(b) && isSameRow(a, b)
      : !store.isCsvRow(b) && isSameRecord(a, b) && isSameTry(a, b);
}

/** The same as `sameValues` of every field, for very many rows: most neighbours differ in the first field. */
function sameFlat(store: EventStore): SameCall {
  const compared = fields.map((field) => {
    const column = store.columnOf(field);
    const isSame = sameValues(store, field);
    return {codes: column === undefined ? undefined : flatCodes(store, column), isSame};
  });
  const first = compared[0]?.codes ?? new Uint32Array(0);
  return (a, b) => {
    const left = first[a];
    const right = first[b];
    if (left !== right && left !== elsewhere && right !== elsewhere) {
      return false;
    }

    for (const {codes, isSame} of compared) {
      const code = codes?.[a];
      const other = codes?.[b];
      const isTold = code !== undefined && code !== elsewhere && other !== elsewhere;
      if (isTold ? code !== other : !isSame(a, b)) {
        return false;
      }
    }

    return true;
  };
}

function all(tests: readonly SameCall[]): SameCall {
  return (a, b) => {
    for (const test of tests) {
      if (!test(a, b)) {
        return false;
      }
    }

    return true;
  };
}

/** Whether two rows have the same values of a field: of one that is a column, the same code. */
function sameValues(store: EventStore, field: string): SameCall {
  const column = store.columnOf(field);
  const codeOf = column === undefined ? () => elsewhere : store.codesOf(column);
  return (a, b) => {
    const [left, right] = [codeOf(a), codeOf(b)];
    return left === elsewhere || right === elsewhere
      ? isEqual(store.field(a, field), store.field(b, field))
      : left === right;
  };
}

/** Equal cells, or each the time of its own row. */
function sameCells(store: EventStore, column: string): SameCall {
  const isTime = (row: number) => readTime(store.field(row, column)[0] ?? '') === store.time(row);
  const isSame = sameValues(store, column);
  return (a, b) => isSame(a, b) || (isTime(a) && isTime(b));
}

/** Calls that left nothing behind: they only read what is no secret, or they failed to do the same. */
function sameTries(store: EventStore, most: number): SameCall {
  const isSameAsked = sameAsked(store, most);
  const isTelling = (row: number) =>
    (['write', 'sensitive', 'login'] as const).some((name) => store.isClass(row, name));
  const isFailed = (row: number) => store.isClass(row, 'failed');
  return (a, b) =>
    isTelling(a) || isTelling(b) ? isFailed(a) && isFailed(b) && isSameAsked(a, b) : true;
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
