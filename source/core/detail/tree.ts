import {type Json, type JsonObject} from '../json.ts';
import {embeddedJson} from './embedded.ts';

/**
 * One value of a record. Its id is its place in the order in which the record is read; what is inside it has the ids
 * from `id + 1` up to `end`.
 */
export type RecordNode = {
  readonly id: number;
  /** -1 for the record itself. */
  readonly parent: number;
  readonly depth: number;
  /** Its name; undefined in a list and for the record itself. */
  readonly key: string | undefined;
  readonly value: Json;
  /** What it can be folded to; `none` for what holds nothing. */
  readonly shape: 'object' | 'list' | 'none';
  /** Keys of an object, elements of a list. */
  readonly size: number;
  /** The value is a string, and what is inside it is the JSON that the string holds. */
  readonly isEmbedded: boolean;
  /** One more than the id of the last value inside. */
  end: number;
};

/** Values beyond this many are not opened: they are shown as the beginning of their JSON text. */
const mostNodes = 200_000;

/** A value and where it stands, before it is looked into. */
type Waiting = {
  readonly parent: number;
  readonly depth: number;
  readonly key: string | undefined;
  readonly value: Json;
};

/** All values of a record in their order. Nothing recurses: any depth is read. */
export function readTree(record: JsonObject): readonly RecordNode[] {
  const nodes: RecordNode[] = [];
  const waiting: Waiting[] = [{parent: -1, depth: 0, key: undefined, value: record}];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const {value} = next;
    const id = nodes.length;
    const embedded = typeof value === 'string' ? embeddedJson(value) : undefined;
    const holder = embedded ?? value;
    const keys = isHolder(holder) ? keysWithin(holder, mostNodes - id - waiting.length) : [];
    const isList = Array.isArray(holder);
    nodes.push({
      ...next,
      id,
      shape: keys.length === 0 ? 'none' : isList ? 'list' : 'object',
      size: keys.length,
      isEmbedded: embedded !== undefined && keys.length > 0,
      end: id + 1,
    });
    for (let index = keys.length - 1; index >= 0; index--) {
      const key = keys[index] ?? '';
      waiting.push({
        parent: id,
        depth: next.depth + 1,
        key: isList ? undefined : key,
        value: (holder as Readonly<Record<string, Json>>)[key] ?? null,
      });
    }
  }

  for (let id = nodes.length - 1; id > 0; id--) {
    const node = nodes[id];
    const parent = node && nodes[node.parent];
    if (parent && node.end > parent.end) {
      parent.end = node.end;
    }
  }

  return nodes;
}

/** The keys of a value; none where there are more than may be opened. */
function keysWithin(holder: JsonObject | readonly Json[], most: number): readonly string[] {
  if (Array.isArray(holder) && holder.length > most) {
    return [];
  }

  const keys = Object.keys(holder);
  return keys.length > most ? [] : keys;
}

function isHolder(value: Json): value is JsonObject | readonly Json[] {
  return typeof value === 'object' && value !== null;
}

/** Deeper than this, and longer than this, a value is folded until it is opened: it is no longer read by eye. */
const deepestOpen = 40;
const longestOpen = 200;

/** Whether a value shows only how much it holds. `toggled` are those that the person has turned. */
export function isFolded(
  {id, depth, size, shape}: RecordNode,
  toggled: ReadonlySet<number>,
): boolean {
  const isFoldedAtFirst = depth >= deepestOpen || size > longestOpen;
  return shape !== 'none' && depth > 0 && isFoldedAtFirst !== toggled.has(id);
}

/** The dotted path of a value as the filter writes it; '' inside a string, where no path leads. */
export function pathOf(nodes: readonly RecordNode[], id: number): string {
  const keys: string[] = [];
  for (let node = nodes[id]; node; node = nodes[node.parent]) {
    if (nodes[node.parent]?.isEmbedded) {
      return '';
    }

    if (node.key !== undefined) {
      keys.push(node.key);
    }
  }

  return keys.reverse().join('.');
}
