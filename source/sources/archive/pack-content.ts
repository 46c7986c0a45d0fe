import {Buffer, isAscii, isUtf8} from 'node:buffer';
import {isEventRecord, type ArchiveProblem} from '../../core/archive/shapes.ts';
import {defaultMaxProblems, parseArchiveText, shownBefore} from '../../core/archive/text.ts';
import {fromRecord, type TrailEvent} from '../../core/event.ts';
import {
  callOfRecord,
  isOutlineEnough,
  outlineAt,
  wantsOfOutline,
  wantsOfCall,
  type Outline,
} from '../../core/event-store/outline.ts';
import {instancesIn, instancesOfOutline} from '../../core/event-store/instance-hint.ts';
import {EventPacker, type Dictionaries} from '../../core/event-store/pack.ts';
import {type Block, type PackedEvents} from '../../core/event-store/packed.ts';
import {RecordText, utf8Of} from '../../core/event-store/record-text.ts';
import {writeEvent} from '../../core/event-store/records.ts';
import {wantsOf} from '../../core/filter/wants.ts';
import {type Filter} from '../../core/filter.ts';
import {inPieces, PieceWriter} from './pieces.ts';
import {recordPlaces, type RecordPlaces} from './record-places.ts';
import {decode, isGzip, type Inflated} from './unpack.ts';

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
  return {path, packed: undefined, newest: -Infinity, problems: [], skipped: 0, columns: []};
}

type PackSource = {
  readonly bytes: Buffer;
  readonly inflated: Inflated;
  readonly wish: PackWish;
  /** Lent where one file after the other is packed. */
  readonly dictionaries?: Dictionaries | undefined;
};

/** Packs the events of one file. `bytes` is the file as it is on the disk, `inflated` what it holds. */
export function packContent(path: string, isNamed: boolean, content: PackSource): FileContent {
  return packRecords(path, content) ?? packParsed(path, isNamed, content);
}

const noInstances: readonly string[] = [];

/** The way of nearly all files: every record is cut out, parsed, packed and forgotten. Undefined where that will not do. */
function packRecords(
  path: string,
  {bytes, inflated, wish, dictionaries}: PackSource,
): FileContent | undefined {
  const {content, cut, faults} = inflated;
  if (cut || faults.length > 0 || (!isAscii(content) && !isUtf8(content))) {
    return undefined;
  }

  const places = recordPlaces(content);
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
  let source = noText;
  let offset = 0;
  for (let index = 0; index < places.starts.length; index++) {
    const start = places.starts[index] ?? 0;
    const end = places.ends[index] ?? start;
    if (end - offset > source.text.length) {
      offset = start;
      source = textFrom(content, places, index);
    }

    source.look(start - offset, end - offset);
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

    const record = parse(utf8Of(source.text.slice(source.start, source.end)));
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
  {text, start, end}: RecordText,
  outline: Outline | undefined,
): readonly string[] | undefined {
  return outline ? instancesOfOutline(outline) : instancesIn(utf8Of(text.slice(start, end)));
}

/** Bytes of records that are looked through as one text: a large file must not be in memory twice. */
const stretch = 500_000;

const noText = new RecordText('', new Uint8Array(0));

/** The records from one on, as many as go together. */
function textFrom(content: Buffer, {starts, ends}: RecordPlaces, first: number): RecordText {
  const start = starts[first] ?? 0;
  let last = first;
  while (last + 1 < ends.length && (ends[last + 1] ?? 0) - start <= stretch) {
    last++;
  }

  const bytes = content.subarray(start, ends[last]);
  return new RecordText(bytes.toString('latin1'), bytes);
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

/** Any other file: a text of any shape that holds events, or a table. */
function packParsed(path: string, isNamed: boolean, {inflated, wish}: PackSource): FileContent {
  const {text, cut, faults} = decode(inflated);
  const ownProblems = faults.length + (cut === undefined ? 0 : 1);
  const parsed = parseArchiveText(text, {
    timeColumn: wish.timeColumn,
    isFound: !isNamed,
    isCut: cut !== undefined,
    maxProblems: defaultMaxProblems - ownProblems,
  });
  const {events, columns, isRecognised} = parsed;
  if (!isRecognised && !isNamed) {
    return {...emptyContent(path), skipped: 1};
  }

  const fatal = events.length === 0;
  const own = [
    ...(cut === undefined ? [] : [cut.clause + shownBefore(events.length, cut.fault)]),
    // Of what is no event file, the broken characters are not worth a word.
    ...(isRecognised ? faults : []),
  ];
  const problems: readonly ArchiveProblem[] = [
    ...own.map((message) => ({path, message, fatal, named: isNamed})),
    ...parsed.problems.map((problem) => ({
      path,
      message: problem.message,
      fatal: problem.fatal,
      named: isNamed && !problem.isRemark,
    })),
  ];
  const wants = wantsOf(wish.filter, columns);
  return {
    path,
    packed: packEvents(
      events.filter((event) => wants(event)),
      wish,
    ),
    newest: newestOf(events),
    problems,
    skipped: 0,
    columns,
  };
}

function packEvents(events: readonly TrailEvent[], wish: PackWish): PackedEvents | undefined {
  if (events.length === 0) {
    return undefined;
  }

  const packer = new EventPacker({columns: wish.kind === 'columns' ? 'all' : 'none'});
  const writer = new PieceWriter();
  for (const event of events) {
    const {record, extra} = writtenOf(event);
    const text = Buffer.from(record);
    const whole = extra === '' ? text : Buffer.concat([text, Buffer.from(extra)]);
    const start = writer.add(whole);
    packer.add(event, {start, end: start + text.length, extraEnd: start + whole.length});
  }

  return packer.finish(writer.finish());
}

/** What is nested too deep for JSON.stringify is kept by what can be said of it. */
function writtenOf(event: TrailEvent): {readonly record: string; readonly extra: string} {
  try {
    return writeEvent(event);
  } catch {
    const flat = Object.fromEntries(
      Object.entries(event.record).filter(([, value]) => typeof value !== 'object'),
    );
    return {record: JSON.stringify(flat), extra: ''};
  }
}

function newestOf(events: readonly TrailEvent[]): number {
  let newest = -Infinity;
  for (const {time} of events) {
    newest = Number.isNaN(time) ? newest : Math.max(newest, time);
  }

  return newest;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
