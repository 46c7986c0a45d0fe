import {printFilter} from '../filter.ts';
import {joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {grouped} from '../select/numbers.ts';
import {chartedSeries} from '../chart/shown-frame.ts';
import {selectChart} from '../select/chart.ts';
import {askedSpan} from '../state/range.ts';
import {watchedRegions, zoneOf, type State} from '../state/model.ts';
import {lineText} from '../text.ts';
import {formatDuration} from '../time.ts';
import {commandLines} from './note/commands.ts';
import {completeness} from './note/completeness.ts';
import {counted, type Counts} from './note/counts.ts';
import {code, fenced, item} from './note/markdown.ts';
import {momentOf} from './note/moment.ts';
import {timelineLines} from './note/timeline.ts';
import {defaultName} from './names.ts';
import {type Piece} from './pieces.ts';
import {type RowsToSave} from './rows.ts';

/** Cells of the chart as text: what mail, chat and a ticket show without a line break. */
const chartSize = {top: 0, width: 100, height: 16} as const;

/** Events of the timeline: a note is read; the other formats hold the rest. */
export const mostEvents = 1000;

/**
 * The incident note: what was looked at, how complete it is, what happened and how to see it again, as Markdown. Most of
 * its turns only count, so that a list of any length holds nobody up.
 *
 * @yields A turn for each event, and the text at the end.
 */
export function* notePieces(state: State, saved: RowsToSave): Generator<Piece, void> {
  // This trailtop's own calls are no part of the story; they are told as a number.
  const {rows} = state.list;
  const counts = yield* counted(state, rows);
  const timeline = yield* timelineLines(state, rows.slice(-mostEvents).reverse());
  const lines = [
    t`# ${title(state)}`,
    t``,
    ...aboutLines(state, saved, counts),
    t``,
    t`## Completeness`,
    t``,
    ...completeness(state).map((text) => item(text)),
    t``,
    t`## Timeline`,
    t``,
    ...timelineParts(state, timeline),
    t``,
    ...countParts(counts),
    ...chartParts(state),
    t`## Commands`,
    t``,
    ...fenced(commandLines(state), t`sh`),
  ];
  yield {text: `${joinSafe(lines, t`\n`)}\n`, events: 0};
}

function title(state: State): SafeText {
  const {since, until} = state.range;
  const zone = zoneOf(state);
  return t`Incident note, ${momentOf(since, zone)} to ${momentOf(until, zone)}`;
}

function aboutLines(state: State, saved: RowsToSave, counts: Counts): readonly SafeText[] {
  const {list, range, choice, view, ascii} = state;
  const zone = zoneOf(state);
  const span = choice.kind === 'all' ? t`everything` : formatDuration(askedSpan(state));
  const {own} = saved;
  return [
    item(
      t`Range: ${momentOf(range.since, zone)} to before ${momentOf(range.until, zone)} (${span})`,
    ),
    ...(state.mode === 'live' ? liveLines(state) : archiveLines(state, counts)),
    item(t`Filter: `, filterWords(state)),
    item(t`View: ${safe(view, {ascii})}`),
    item(
      t`Events: ${grouped(list.rows.length)} of ${grouped(list.total)} in the range; ${grouped(counts.failed)} failed, ${grouped(counts.denied)} of them denied`,
    ),
    ...(own > 0
      ? [item(t`Left out here: ${grouped(own)} calls of trailtop itself (in the other formats)`)]
      : []),
  ];
}

function liveLines(state: State): readonly SafeText[] {
  const {identity, ascii, globalRegion} = state;
  const show = (text: string) => code(safe(text, {ascii}));
  const regions = watchedRegions(state).map((region) =>
    region === globalRegion ? t`${show(region)} (global services)` : show(region),
  );
  const profile =
    identity && identity.profile !== '' ? [t`, profile `, show(identity.profile)] : [];
  return [
    ...(state.isDemo ? [item(t`Source: the demo, nothing of it is real`)] : []),
    item(t`Account: `, identity ? show(identity.account) : t`not known`),
    item(t`Looked at by: `, identity ? show(identity.arn) : t`not known`, ...profile),
    item(t`Regions: `, joinSafe(regions, t`, `)),
  ];
}

function archiveLines({archive, startedWith, ascii}: State, counts: Counts): readonly SafeText[] {
  const paths = startedWith.paths.map((path) => code(safe(path, {ascii})));
  const files = archive.filesTotal === 1 ? t`1 file` : t`${grouped(archive.filesTotal)} files`;
  return [
    item(t`Archive: ${files}`, paths.length > 0 ? t`, ${joinSafe(paths, t`, `)}` : t``),
    accountLine(counts),
  ];
}

/** An archive has no caller to ask: the account is what its events say. */
function accountLine({accounts, moreAccounts}: Counts): SafeText {
  const [only] = accounts;
  if (!only) {
    return item(t`Account: not known`);
  }

  if (accounts.length === 1) {
    return item(t`Account: `, code(only.value));
  }

  const named = accounts.map(({value, count}) => t`${code(value)} (${grouped(count)})`);
  const more = moreAccounts > 0 ? t` and ${grouped(moreAccounts)} more` : t``;
  return item(t`Accounts: ${joinSafe(named, t`, `)}${more}`);
}

function filterWords({filter, isFilterOff, ascii}: State): SafeText {
  if (!filter || filter.length === 0) {
    return t`none`;
  }

  const text = code(safe(printFilter(filter), {ascii}));
  return isFilterOff ? t`${text} (off)` : text;
}

function timelineParts(state: State, timeline: readonly SafeText[]): readonly SafeText[] {
  const {rows} = state.list;
  if (rows.length === 0) {
    return [t`No event that was loaded matches. That is no proof that nothing happened.`];
  }

  const more = rows.length - mostEvents;
  const table = fenced(timeline);
  return more <= 0
    ? table
    : [
        ...table,
        t``,
        t`${grouped(more)} newer events are left out here: JSON Lines (key S) saves them all, as ${code(safe(defaultName(state, 'jsonl')))}.`,
      ];
}

function countParts({who, what}: Counts): readonly SafeText[] {
  const parts = [
    {heading: t`Who`, counts: who},
    {heading: t`What`, counts: what},
  ];
  return parts.flatMap(({heading, counts}) =>
    counts.length === 0
      ? []
      : [
          t`## ${heading}`,
          t``,
          ...counts.map(({value, count}) => item(t`${grouped(count)} `, code(value))),
          t``,
        ],
  );
}

/** An archive has no chart but where a series was recorded beside it. */
function chartParts(state: State): readonly SafeText[] {
  return state.mode === 'archive' && chartedSeries(state).length === 0
    ? []
    : [t`## Chart`, t``, ...fenced(chartLines(state)), t``];
}

/** What the chart's pane shows, without the cursors: they are the person's, not the incident's. */
function chartLines(state: State): readonly SafeText[] {
  const {width: columns, height: rows} = chartSize;
  const still: State = {
    ...state,
    cursor: undefined,
    focus: 'events',
    size: {columns, rows},
  };
  return selectChart(still, chartSize).map((line) => lineText(line));
}
