import process from 'node:process';
import {safe} from './core/sanitize.ts';
import {sentenceNames} from './core/what.ts';
import {doubtfulTerms} from './core/filter/doubt.ts';
import {vocabularyOf} from './core/filter/vocabulary.ts';
import {wantsOf} from './core/filter/wants.ts';
import {pushDown, type Filter} from './core/filter.ts';
import {dataEventsIn} from './core/loading/data-events.ts';
import {type PushedAttribute} from './core/loading/passes.ts';
import {type Options} from './options.ts';
import {type RecordFile, type Taking} from './record.ts';
import {unknownField} from './options/count-by.ts';
import {printCounts, type PrintCountsOptions} from './print/count.ts';
import {printEvents, type Printed, type Supplied} from './print/events.ts';
import {writerOf} from './print/formats.ts';
import {Progress} from './print/progress.ts';
import {runPrinting} from './printing.ts';
import {readArchived} from './sources/archive-reader.ts';
import {withSharedCredentials, type AwsSettings} from './sources/aws-settings.ts';
import {RequestBudget} from './sources/budget.ts';
import {createLookup, type Lookup} from './sources/cloudtrail.ts';
import {followRange} from './sources/follow-reader.ts';
import {OwnCalls} from './sources/own-calls.ts';
import {lookupRange, readRange} from './sources/range-reader.ts';
import {systemClock} from './sources/system-clock.ts';
import {withPage} from './sources/with-page.ts';

/** How the live trail is reached. */
export type LiveTrail = {
  readonly settings: AwsSettings;
  readonly regions: readonly string[];
  /** Watched beside the regions for global services; '' where it is not. */
  readonly globalRegion: string;
  readonly close: () => Promise<void> | void;
};

/** `trailtop events`: prints a range of the live trail, or, where there is none, the archives that are named. */
export async function runEvents(
  options: Options,
  ascii: boolean,
  trail: LiveTrail | undefined,
  record?: RecordFile,
): Promise<void> {
  try {
    await runPrinting(async ({output, stderr, signal}) => {
      const {stdout} = process;
      const format = options.output ?? (stdout.isTTY ? 'table' : 'jsonl');
      const columns = stdout.isTTY ? stdout.columns : undefined;
      const {maxItems, countBy} = options;
      let recordProblem = '';
      const recording = await record?.take((problem) => {
        if (problem !== '' && problem !== recordProblem) {
          stderr.write(
            `trailtop: NOT RECORDED to ${safe(options.record, {ascii})}: ${safe(problem, {ascii})}\n`,
          );
        }

        recordProblem = problem;
      });
      const printing = {
        supply: trail
          ? readLive(options, trail, {signal, recording, progress: progressOf(options)})
          : readFiles(options, signal),
        maxItems,
        output,
        stderr,
        ascii,
      };
      const {count, status} = countBy
        ? await countEvents({...printing, ...countBy, format, columns})
        : await printEvents({...printing, writer: writerOf({format, columns, ascii})});
      if (count === 0 && status === 0 && !signal.aborted) {
        stderr.write(nothingWords(options.filter, stdout.isTTY, ascii));
      }

      await recording?.idle();
      recording?.stop();
      return recordProblem === '' ? status : 1;
    });
  } finally {
    await trail?.close();
  }
}

/** That nothing matched is told to a person; that a term may not be what was meant, to everybody. */
function nothingWords(filter: Filter | undefined, isTerminal: boolean, ascii: boolean): string {
  const doubts = doubtfulTerms(filter ?? [], vocabularyOf([])).map(
    ({text, name, suggestion}) =>
      `trailtop: ${safe(text, {ascii})} was searched as text${
        suggestion === undefined
          ? `: there is no field ${safe(name, {ascii})}`
          : `; did you mean ${safe(suggestion, {ascii})}?`
      }\n`,
  );
  return `${isTerminal ? 'trailtop: no event matches\n' : ''}${doubts.join('')}`;
}

async function countEvents(options: PrintCountsOptions): Promise<Printed> {
  const {unknown, ...printed} = await printCounts(options);
  if (unknown) {
    throw unknownField(unknown.field, unknown.columns);
  }

  return printed;
}

function readFiles(options: Options, signal: AbortSignal): AsyncIterable<Supplied> {
  const {paths, timeColumn, choice, filter, isFollowing} = options;
  return readArchived({
    paths,
    stdin: process.stdin,
    timeColumn,
    choice,
    order: isFollowing ? 'oldest first' : 'newest first',
    filter,
    signal,
  });
}

/** How far it has come is told to a person only. */
function progressOf({isFollowing}: Options): Progress | undefined {
  const {stderr} = process;
  return stderr.isTTY && !isFollowing
    ? new Progress((text) => {
        stderr.write(text);
      }, systemClock.now())
    : undefined;
}

type LiveReading = {
  readonly signal: AbortSignal;
  readonly recording: Taking | undefined;
  readonly progress: Progress | undefined;
};

async function* readLive(
  options: Options,
  trail: LiveTrail,
  {signal, recording, progress}: LiveReading,
): AsyncGenerator<Supplied> {
  const {filter, choice, isFollowing, lookupAttribute, rate, refresh} = options;
  const now = systemClock.now();
  const settings = withSharedCredentials(trail.settings);
  const endpoint = settings.endpointUrl ?? settings.endpointName ?? '';
  const ownCalls = new OwnCalls();
  const regions = [...new Set([...trail.regions, trail.globalRegion])].filter(Boolean);
  const sources = regions.map((region) => ({
    region,
    endpoint,
    lookup: recorded(ownCalls.learning(createLookup(settings, region)), recording),
    budget: new RequestBudget(rate, systemClock),
  }));
  const wants = wantsOf(filter, [], ownCalls.isOwn);
  const {range, isCut} = lookupRange(choice, now);
  if (isCut) {
    const message =
      'LookupEvents holds the last 90 days; what is older is in the files of a trail only';
    yield {kind: 'problem', message, isFailure: range.since >= range.until};
  }

  const dataEvents = filter ? dataEventsIn(filter) : '';
  if (dataEvents !== '') {
    const message = `LookupEvents never holds data events (${dataEvents}); where the trail records them they are in its files: trailtop events PATH`;
    yield {kind: 'problem', message, isFailure: false};
  }

  const reading = {
    range,
    attribute: lookupAttribute ?? pushedOf(filter),
    clock: systemClock,
    random: Math.random,
    signal,
  };
  try {
    if (isFollowing) {
      yield* followRange(sources, {...reading, refresh, wants});
      return;
    }

    for await (const supplied of readRange(sources, reading)) {
      if (supplied.kind !== 'events') {
        yield supplied;
        continue;
      }

      const events = supplied.events.filter((event) => wants(event));
      const oldest = supplied.events.at(-1)?.time ?? Number.NaN;
      const isPrinted = events.length > 0 && options.countBy === undefined;
      progress?.read(oldest, isPrinted, systemClock.now());
      yield {...supplied, events};
    }
  } finally {
    for (const {lookup} of sources) {
      lookup.close();
    }
  }
}

/** What AWS can select by without a change of the answer: one attribute, the most selective. */
function pushedOf(filter: Filter | undefined): PushedAttribute | undefined {
  const [pushed] = pushDown(filter ?? [], new Set(sentenceNames));
  return pushed && {key: pushed.attribute, value: pushed.value};
}

/** The same lookup, whose events are recorded as they load, whatever of them is printed. */
function recorded(lookup: Lookup, recording: Taking | undefined): Lookup {
  return recording
    ? withPage(lookup, async (request, signal) => {
        const page = await lookup.page(request, signal);
        recording.take(page.events);
        return page;
      })
    : lookup;
}
