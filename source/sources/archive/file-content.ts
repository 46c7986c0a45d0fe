import {type Buffer} from 'node:buffer';
import {type ArchiveProblem} from '../../core/archive/shapes.ts';
import {type Dictionaries} from '../../core/event-store/pack.ts';
import {type PackedEvents} from '../../core/event-store/packed.ts';
import {type Filter} from '../../core/filter.ts';
import {type Inflated} from './unpack.ts';

/** What is wanted of the events of a file. Plain data: it goes to other processes. */
export type PackWish = {
  readonly timeColumn?: string | undefined;
  /** `events`: records to print, without columns. `columns`: for the store. */
  readonly kind: 'columns' | 'events';
  /** Events that do not hold are left out. */
  readonly filter?: Filter | undefined;
};

/** A file's events, packed, and what was wrong with it. */
export type FileContent = {
  readonly path: string;
  readonly packed: PackedEvents | undefined;
  /** The newest readable time of all its events, wanted or not; -Infinity where there is none. */
  readonly newest: number;
  readonly problems: readonly ArchiveProblem[];
  /** Files in a folder that are no event files. */
  readonly skipped: number;
  /** A CSV's folded headers, in their order. */
  readonly columns: readonly string[];
};

/** What a path gives that holds nothing. */
export function emptyContent(path: string): FileContent {
  return {
    path,
    packed: undefined,
    newest: -Infinity,
    problems: [],
    skipped: 0,
    columns: [],
  };
}

/** What a file is packed of. */
export type PackSource = {
  readonly bytes: Buffer;
  readonly inflated: Inflated;
  readonly wish: PackWish;
  /** Lent where one file after the other is packed. */
  readonly dictionaries?: Dictionaries | undefined;
};
