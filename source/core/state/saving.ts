import {type SaveFormat} from '../save/names.ts';
import {type RowsToSave} from '../save/rows.ts';
import {type SafeText} from '../sanitize.ts';
import {type LineEdit} from './line-edit.ts';
import {type State} from './model.ts';

/** A file that was written. */
export type Saved = {
  /** Absolute. */
  readonly path: string;
  readonly events: number;
  readonly bytes: number;
  /** Why it is not all of what was asked for; absent where it is. */
  readonly lacks?: readonly SafeText[];
};

/** The menu of `S`. */
export type SaveOverlay = {
  readonly kind: 'save';
  /** The name of the file. */
  readonly line: LineEdit;
  readonly format: SaveFormat;
  /** Why nothing was written, or why nothing can be under this name; '' where nothing is wrong. */
  readonly problem: string;
  /** The person has been told that records are still being searched: another Enter takes what has been found. */
  readonly isTold?: boolean;
  /** What was written last from this menu. */
  readonly saved?: Saved;
};

/** A file that is being written. */
export type Saving = {
  /** Tells what is said of this file from what is said of others. */
  readonly serial: number;
  readonly format: SaveFormat;
  /** As it was typed: relative to the current folder, `~/` is the home folder. */
  readonly name: string;
  readonly rows: RowsToSave;
  /** The screen as it was when this was asked for. */
  readonly seen: State;
  /** Events dealt with so far. */
  readonly done: number;
  /** The person wants it no longer. */
  readonly isStopped: boolean;
};

/** What the writer says of a file. */
export type SaveReport =
  | {readonly status: 'writing'; readonly done: number}
  | ({readonly status: 'saved'} & Omit<Saved, 'lacks'>)
  /** `free` is a name that nothing has yet: said where the one that was asked for is taken. */
  | {readonly status: 'failed'; readonly message: string; readonly free?: string}
  | {readonly status: 'stopped'};
