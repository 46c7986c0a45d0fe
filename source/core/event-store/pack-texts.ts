import {type TrailEvent} from '../event.ts';
import {plainBlock} from './blocks.ts';
import {EventPacker} from './pack.ts';
import {type PackedEvents} from './packed.ts';
import {writeEvent} from './records.ts';

export type PackedTexts = {
  readonly packed: PackedEvents;
  /** The block that took the texts. */
  readonly block: number;
  /** Where in the batch each given event is. */
  readonly positions: Uint32Array;
  /** Events that cannot be written, by their place in the batch. */
  readonly unwritable: ReadonlyMap<number, TrailEvent>;
};

const encoder = new TextEncoder();
const unwritten = {record: '{}', extra: ''};

/** Packs events whose records are put behind the texts of an open block. */
export function packTexts(
  events: readonly TrailEvent[],
  append: (bytes: Uint8Array) => {id: number; start: number},
): PackedTexts {
  const packer = new EventPacker();
  const deep: Array<readonly [number, TrailEvent]> = [];
  let block = 0;
  for (const [index, event] of events.entries()) {
    let texts = unwritten;
    try {
      texts = writeEvent(event);
    } catch {
      deep.push([index, event]); // JSON.stringify recurses: many thousand levels exhaust the stack.
    }

    const record = encoder.encode(texts.record);
    const place = append(record);
    const end = place.start + record.length;
    const extra = encoder.encode(texts.extra);
    append(extra);
    packer.add(event, {start: place.start, end, extraEnd: end + extra.length});
    block = place.id;
  }

  const packed = packer.finish(plainBlock(new Uint8Array(0)));
  const {positions} = packer;
  return {
    packed,
    block,
    positions,
    unwritable: new Map(deep.map(([index, event]) => [positions[index] ?? 0, event])),
  };
}
