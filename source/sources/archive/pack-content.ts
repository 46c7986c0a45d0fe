import {isAscii, isUtf8, type Buffer} from 'node:buffer';
import {isEventRecord} from '../../core/archive/shapes.ts';
import {fromRecord} from '../../core/event.ts';
import {instancesBetween, instancesOfOutline} from '../../core/event-store/instance-hint.ts';
import {callOfRecord, outlineAt, type Outline} from '../../core/event-store/outline.ts';
import {
  isOutlineEnough,
  wantsOfCall,
  wantsOfOutline,
} from '../../core/event-store/outline-filter.ts';
import {EventPacker} from '../../core/event-store/pack.ts';
import {type Block, type PackedEvents} from '../../core/event-store/packed.ts';
import {RecordBytes} from '../../core/event-store/record-bytes.ts';
import {wantsOf} from '../../core/filter/wants.ts';
import {emptyContent, type FileContent, type PackSource, type PackWish} from './file-content.ts';
import {packParsed} from './pack-parsed.ts';
import {inPieces, PieceWriter} from './pieces.ts';
import {recordPlaces, type RecordPlaces} from './record-places.ts';
import {isGzip} from './unpack.ts';

/** Packs the events of one file. `bytes` is the file as it is on the disk, `inflated` what it holds. */
export function packContent(path: string, isNamed: boolean, content: PackSource): FileContent {
  return (
    packRecords(path, content, false) ??
    packRecords(path, content, true) ??
    packParsed(path, isNamed, content)
  );
}

const noInstances: readonly string[] = [];

/** The way of nearly all files: every record is cut out, parsed, packed and forgotten. Undefined where that will not do. */
function packRecords(
  path: string,
  {bytes, inflated, wish, dictionaries}: PackSource,
  isJoined: boolean,
): FileContent | undefined {
  const {content, cut, faults} = inflated;
  if (cut || faults.length > 0 || (!isAscii(content) && !isUtf8(content))) {
    return undefined;
  }

  const places = recordPlaces(content, isJoined);
  if (!places) {
    return undefined;
  }

  const wants = wantsOf(wish.filter);
  // The checksum of its packing says that all of it is as it was written.
  const isOutlined = isGzip(bytes) && isOutlineEnough(wish.filter);
  const wantsOutline = isOutlined ? wantsOfOutline(wish.filter) : undefined;
  const wantsCall = isGzip(bytes) ? wantsOfCall(wish.filter) : undefined;
  const packer = new EventPacker({
    columns: wish.kind === 'columns' ? 'all' : 'none',
    expected: places.starts.length,
    ...(dictionaries && {dictionaries}),
  });
  const chosen: number[] = [];
  let newest = -Infinity;
  const source = new RecordBytes(content);
  for (let index = 0; index < places.starts.length; index++) {
    const start = places.starts[index] ?? 0;
    const end = places.ends[index] ?? start;
    source.look(start, end);
    const early = wantsCall && callOfRecord(source);
    if (early && !wantsCall(early.call)) {
      newest = Math.max(newest, early.time);
      continue;
    }

    const outline = isOutlined ? outlineAt(source) : undefined;
    // Where the text does not tell the instances, every value has to be looked at.
    const instances = wish.kind === 'columns' ? instancesAt(source, outline) : noInstances;
    if (outline && instances) {
      newest = Math.max(newest, outline.time);
      if (wantsOutline?.(outline) ?? true) {
        chosen.push(index);
        packer.addOutline(outline, start, end, instances);
      }

      continue;
    }

    const record = parse(source.textOf(start, end));
    if (!isEventRecord(record)) {
      return undefined;
    }

    const event = fromRecord(record);
    newest = Math.max(newest, Number.isNaN(event.time) ? -Infinity : event.time);
    if (wants(event)) {
      chosen.push(index);
      packer.add(event, {start, end, extraEnd: end}, {instances});
    }
  }

  const isPart = chosen.length < places.starts.length;
  const block = isPart ? undefined : wholeBlock(bytes, content, wish, places.starts);
  return {
    ...emptyContent(path),
    newest,
    packed: block ? packer.finish(block) : packChosen(packer, content, chosen, places),
  };
}

function instancesAt(
  source: RecordBytes,
  outline: Outline | undefined,
): readonly string[] | undefined {
  return outline ? instancesOfOutline(outline) : instancesBetween(source, source.start, source.end);
}

/** Everything is wanted: the file's own packing will do, or at least its text as it is. */
function wholeBlock(
  bytes: Buffer,
  content: Buffer,
  wish: PackWish,
  starts: readonly number[],
): Block {
  return wish.kind === 'columns' && isGzip(bytes)
    ? {
        packing: 'gzip',
        // A copy: what a file was read into may be much larger.
        pieces: [new Uint8Array(bytes)],
        begins: new Uint32Array([0]),
        size: content.length,
      }
    : inPieces(content, Uint32Array.from(starts));
}

/** Only what is wanted is kept. */
function packChosen(
  packer: EventPacker,
  content: Buffer,
  chosen: readonly number[],
  places: RecordPlaces,
): PackedEvents | undefined {
  if (chosen.length === 0) {
    return undefined;
  }

  const writer = new PieceWriter();
  const moved = new Map(
    chosen.map((index) => {
      const start = places.starts[index] ?? 0;
      return [start, writer.add(content.subarray(start, places.ends[index]))] as const;
    }),
  );
  const packed = packer.finish(writer.finish());
  const starts = packed.starts.map((start) => moved.get(start) ?? 0);
  const ends = packed.ends.map(
    (end, index) => (starts[index] ?? 0) + end - (packed.starts[index] ?? 0),
  );
  return {...packed, starts, ends, extraEnds: ends};
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
