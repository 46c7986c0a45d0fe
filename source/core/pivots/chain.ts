import {type EventStore} from '../event-store.ts';
import {callerKey, mintedKey, mintOf, mintsOf} from './minted.ts';

/** One key of a chain, and the call that handed it out. */
export type ChainLink = {
  readonly key: string;
  /** How many links lead to it from the first one. */
  readonly depth: number;
  /** The call that handed the key out; undefined for a first key whose call is not loaded. */
  readonly row: number | undefined;
  /** It is the key that the chain was asked for. */
  readonly isAsked: boolean;
};

/** From the first caller that is known to every key that the asked one led to. */
export type Chain = {
  readonly links: readonly ChainLink[];
  /** The first key, where the call that handed it out is not loaded. */
  readonly unminted: string | undefined;
  /** Keys were left out: a role that is assumed every minute has thousands. */
  readonly isCut: boolean;
};

/** More links than these are read by nobody. */
const mostLinks = 500;

/**
 * The chain of an access key: the calls that led to it, oldest first, then what it handed out in turn, depth first and
 * oldest first. Records may be forged into a ring; every key occurs once.
 */
export function chainOf(store: EventStore, key: string): Chain {
  const {above, unminted, isCut: isCutAbove} = ancestors(store, key);
  const links: ChainLink[] = [];
  if (unminted !== undefined) {
    links.push({key: unminted, depth: 0, row: undefined, isAsked: unminted === key});
  }

  const base = links.length;
  for (const [index, row] of above.entries()) {
    const minted = mintedKey(store, row);
    links.push({key: minted, depth: base + index, row, isAsked: minted === key});
  }

  const isCutBelow = addDescendants(store, links);
  return {links, unminted, isCut: isCutAbove || isCutBelow};
}

type Above = {
  readonly above: readonly number[];
  readonly unminted: string | undefined;
  readonly isCut: boolean;
};

/** The calls that led to a key, the first one first. */
function ancestors(store: EventStore, key: string): Above {
  const above: number[] = [];
  const seen = new Set<string>();
  let current = key;
  while (current !== '' && !seen.has(current) && above.length < mostLinks) {
    seen.add(current);
    const row = mintOf(store, current);
    if (row === undefined) {
      return {above: above.toReversed(), unminted: current, isCut: false};
    }

    above.push(row);
    current = callerKey(store, row);
  }

  return {
    above: above.toReversed(),
    unminted: undefined,
    isCut: above.length >= mostLinks && current !== '',
  };
}

/** Adds what the last link's key handed out; whether some of it had to be left out. */
function addDescendants(store: EventStore, links: ChainLink[]): boolean {
  const seen = new Set(links.map(({key}) => key));
  const last = links.at(-1);
  const waiting: Array<{readonly row: number; readonly depth: number}> = [];
  const wait = (key: string, depth: number): void => {
    for (const row of mintsOf(store, key).toReversed()) {
      waiting.push({row, depth});
    }
  };

  if (last) {
    wait(last.key, last.depth + 1);
  }

  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const {row, depth} = next;
    const key = mintedKey(store, row);
    if (seen.has(key)) {
      continue;
    }

    if (links.length >= mostLinks) {
      return true;
    }

    seen.add(key);
    links.push({key, depth, row, isAsked: false});
    wait(key, depth + 1);
  }

  return false;
}
