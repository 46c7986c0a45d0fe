import {type Block} from '../../core/event-store/packed.ts';
import {type Term} from '../../core/filter.ts';
import {type Bytes} from './bytes.ts';
import {type FileContent, type PackWish} from './file-content.ts';
import {type Found} from './walk.ts';

/** What a worker can be asked to do, and what comes of it. */
export type Tasks = {
  readonly read: {
    readonly asks: {
      readonly found: Extract<Found, {kind: 'file'}>;
      readonly wish: PackWish;
      /** What it holds, where that has been read already. */
      readonly bytes?: Bytes;
    };
    readonly gives: FileContent;
  };
  /** Packs a block in small pieces, so that one record can be shown without unpacking all of it. */
  readonly repack: {
    readonly asks: {readonly block: Block; readonly starts: Uint32Array};
    readonly gives: Block;
  };
  /** Which records of a block hold each of some terms, their negations left aside. */
  readonly search: {
    readonly asks: {
      readonly block: Block;
      readonly starts: Uint32Array;
      readonly ends: Uint32Array;
      /** The records are rows of a CSV. */
      readonly isCsv: boolean;
      readonly terms: readonly Term[];
    };
    /** One list a term: 1 for every record that holds it. */
    readonly gives: readonly Uint8Array[];
  };
};

export type TaskName = keyof Tasks;

export type Task = {
  [Name in TaskName]: {readonly name: Name; readonly asks: Tasks[Name]['asks']};
}[TaskName];

export type Question = {readonly id: number; readonly task: Task};

export type Answer =
  {readonly id: number; readonly result: unknown} | {readonly id: number; readonly failure: string};
