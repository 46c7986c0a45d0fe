import {Buffer} from 'node:buffer';
import {type ArchiveProblem} from '../../core/archive/shapes.ts';
import {defaultMaxProblems, parseArchiveText, shownBefore} from '../../core/archive/text.ts';
import {type TrailEvent} from '../../core/event.ts';
import {EventPacker} from '../../core/event-store/pack.ts';
import {type PackedEvents} from '../../core/event-store/packed.ts';
import {writeEvent} from '../../core/event-store/records.ts';
import {wantsOf} from '../../core/filter/wants.ts';
import {emptyContent, type FileContent, type PackSource, type PackWish} from './file-content.ts';
import {PieceWriter} from './pieces.ts';
import {decode} from './unpack.ts';

/** Any other file: a text of any shape that holds events, or a table. */
export function packParsed(
  path: string,
  isNamed: boolean,
  {inflated, wish}: PackSource,
): FileContent {
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

  const packer = new EventPacker({
    columns: wish.kind === 'columns' ? 'all' : 'none',
  });
  const writer = new PieceWriter();
  for (const event of events) {
    const {record, extra} = writtenOf(event);
    const text = Buffer.from(record);
    const whole = extra === '' ? text : Buffer.concat([text, Buffer.from(extra)]);
    const start = writer.add(whole);
    packer.add(event, {
      start,
      end: start + text.length,
      extraEnd: start + whole.length,
    });
  }

  return packer.finish(writer.finish());
}

/** What is nested too deep for JSON.stringify is kept by what can be said of it. */
function writtenOf(event: TrailEvent): {
  readonly record: string;
  readonly extra: string;
} {
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
