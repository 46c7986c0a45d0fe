import {type PackedValues} from './dictionary.ts';

/** How the bytes of a block are packed. `zstd` comes in chunks, so that one record does not cost the whole block. */
export type Packing = 'plain' | 'gzip' | 'zstd';

/** Texts of records one behind the other, in UTF-8. Positions count in the unpacked bytes. */
export type Block = {
  readonly packing: Packing;
  /** The packed bytes: one piece, or for `zstd` as many as there are `begins`. */
  readonly pieces: readonly Uint8Array[];
  /** Where each piece begins in the unpacked bytes. No record lies in two pieces. */
  readonly begins: Uint32Array;
  /** Bytes once unpacked. */
  readonly size: number;
};

/**
 * One column of a batch: a code an event, and the values that the codes stand for. See dictionary.ts for codes 0 and 1.
 * Batches that were packed with the same dictionaries have the same list of values, which grows with every batch.
 */
export type PackedColumn = {
  readonly name: string;
  readonly values: readonly PackedValues[];
  readonly codes: Uint32Array;
};

/**
 * Events ready for the store, newest first. Made where the records were read, which may be another process: all of it
 * is plain data.
 */
export type PackedEvents = {
  readonly count: number;
  /** ms since 1970; NaN where there is no readable time. */
  readonly times: Float64Array;
  /** Four words an event: its eventID where that is a UUID as AWS writes it. Else zero, and the id is in `oddIds`. */
  readonly ids: Uint32Array;
  readonly oddIds: ReadonlyArray<readonly [index: number, id: string]>;
  readonly facts: Uint16Array;
  readonly columns: readonly PackedColumn[];
  readonly corrections: ReadonlyArray<readonly [index: number, originalId: string]>;
  readonly block: Block;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Where LookupEvents' own resources end, as JSON behind the record; the record's end where it has none. */
  readonly extraEnds: Uint32Array;
};

/** Packs and unpacks bytes: the composition root lends what the core must not know. */
export type Codec = {
  readonly pack: (bytes: Uint8Array) => {readonly packing: Packing; readonly bytes: Uint8Array};
  readonly unpack: (packing: Packing, bytes: Uint8Array) => Uint8Array;
};

/** Leaves bytes as they are. */
export const plainCodec: Codec = {
  pack: (bytes) => ({packing: 'plain', bytes}),
  unpack(packing, bytes) {
    if (packing !== 'plain') {
      throw new Error(`Nothing here unpacks ${packing}`);
    }

    return bytes;
  },
};
