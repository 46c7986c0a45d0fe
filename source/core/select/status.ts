import {leftOutRegions, settledTo} from '../loading/reach.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Style} from '../span.ts';
import {asShown} from '../state/frozen.ts';
import {askedSpan} from '../state/range.ts';
import {watchedRegions, zoneOf, type State} from '../state/model.ts';
import {fitLine, lineWidth, repeat} from '../text.ts';
import {
  formatDate,
  formatDuration,
  formatMinute,
  formatMonthDay,
  minute,
  sameDay,
} from '../time.ts';
import {identityParts} from './identity.ts';
import {loadedParts} from './loaded-parts.ts';
import {inThisYear, moment} from './moment.ts';
import {dotOf, fitParts, joinParts, one, wordings, type Part} from './status-parts.ts';

/** Credentials that end sooner than this are told. */
const shortOfTime = 30 * minute;

/** The top line: who we are, where, how fresh and how complete, and which range. The least weighty pieces give way first. */
export function selectStatus(state: State): Line {
  const {columns} = state.size;
  const {ascii} = state;
  const left: readonly Part[] = [one([span(t`trailtop`, 'title')], 1), ...identityParts(state)];
  const middle = state.mode === 'live' ? liveParts(state) : archiveParts(state);
  const parts = [...left, ...recordingParts(state), ...middle, rangePart(state)];
  const shown = fitParts(parts, columns, ascii, left.length);
  const right = shown.at(-1) ?? [];
  const leftLine = joinParts(shown.slice(0, left.length), t`  `);
  const middleLine = joinParts(shown.slice(left.length, -1), dotOf(ascii));
  const gap = columns - lineWidth([...leftLine, ...middleLine, ...right]) - 2;
  const before =
    leftLine.length > 0 && middleLine.length > 0 ? Math.max(2, Math.floor(gap / 2)) : 0;
  const spaces = (cells: number): Line => [span(repeat(t` `, cells))];
  const line = [...spaces(1), ...leftLine, ...spaces(before), ...middleLine];
  const rest = columns - lineWidth(line) - lineWidth(right) - 1;
  return fitLine([...line, ...spaces(rest), ...right, ...spaces(1)], columns, 'plain', ascii);
}

/** Only that it is recorded is told here, not how much: that would be drawn anew with every page. */
function recordingParts({recording}: State): readonly Part[] {
  if (recording === undefined) {
    return [];
  }

  return recording.problem === ''
    ? [one([span(t`recording`, 'good')], 3.5)]
    : [
        [
          {line: [span(t`NOT RECORDED (!)`, 'bad')], weight: 6},
          {line: [span(t`NOT REC`, 'bad')], weight: 9.6},
        ],
      ];
}

function liveParts(state: State): readonly Part[] {
  const zone = zoneOf(state);
  const settled = settledTo(state);
  const settledPart: Part =
    settled === undefined
      ? []
      : wordings(
          [t`settled to ${moment(settled, state, zone)}`, 4.5],
          [t`settled ${moment(settled, state, zone)}`, 8],
        );
  const parts: Part[] = [
    ...stateParts(state),
    ...withoutLeftOut(state, [settledPart, ...loadedParts(state, zone)]),
  ];
  parts.push(...clockParts(state));
  const end = state.credentialsEnd;
  if (end !== undefined && end - state.now < shortOfTime) {
    parts.push(one([span(t`credentials until ${moment(end, state, zone)}`, 'warn')], 8));
  }

  return parts;
}

/** A clock that AWS's differs from: what is asked for goes by AWS's, what this machine writes elsewhere does not. */
function clockParts({feeds}: State): readonly Part[] {
  const most = Math.max(0, ...[...feeds.values()].map(({clockOff = 0}) => Math.abs(clockOff)));
  return most === 0
    ? []
    : [one([span(t`clock ${Math.round(most / minute)} min off`, 'warn')], 8.2)];
}

/** What is said without some regions is never said without saying so: it becomes one piece with it. */
function withoutLeftOut(state: State, parts: readonly Part[]): readonly Part[] {
  const {ascii} = state;
  const leftOut = leftOutRegions(state);
  const [only = ''] = leftOut;
  if (leftOut.length === 0) {
    return parts;
  }

  const names = leftOut.length === 1 ? safe(only, {ascii}) : t`${leftOut.length} regions`;
  const end = span(t`without ${names}`, 'warn');
  const [settledPart = [], loadedPart = [], ...others] = parts;
  const joined = (lines: ReadonlyArray<Line | undefined>): Line => [
    ...joinParts(
      lines.map((line) => line ?? []),
      dotOf(ascii),
    ),
    span(t` `),
    end,
  ];
  const claims: Part = [
    {line: joined([settledPart[0]?.line, loadedPart[0]?.line]), weight: 4.5},
    {line: joined([settledPart.at(-1)?.line, loadedPart.at(-1)?.line]), weight: 6},
    {line: joined([loadedPart.at(-1)?.line]), weight: 7},
    {line: [end], weight: 8.5},
  ];
  return [claims, ...others];
}

/** How things stand, in one or two words: what is frozen may be interrupted or behind as well. */
function stateParts(state: State): readonly Part[] {
  const dot = state.ascii ? t`*` : t`●`;
  return stateWords(state).map((words, index) =>
    words.flatMap(([text, style, weight], wording) =>
      index === 0 && wording === 0
        ? [
            {line: [span(t`${dot} ${text}`, style)], weight: 4.7},
            {line: [span(text, style)], weight},
          ]
        : [{line: [span(text, style)], weight}],
    ),
  );
}

type StateWords = ReadonlyArray<readonly [text: SafeText, style: Style, weight: number]>;

function stateWords(state: State): readonly StateWords[] {
  const feeds = watchedRegions(state).flatMap((region) => state.feeds.get(region) ?? []);
  const words: StateWords[] = [];
  if (state.frozenAt !== undefined) {
    const since = t`FROZEN at ${formatMinute(state.frozenSince, zoneOf(state))}`;
    words.push([
      [t`${since} (space)`, 'warn', 5.7],
      [since, 'warn', 9.2],
    ]);
  }

  const broken = feeds.filter(({problem}) => problem).length;
  const watched = watchedRegions(state).length;
  if (broken > 0) {
    words.push(
      watched > 1
        ? [
            [t`${broken} of ${watched} regions interrupted`, 'bad', 5.8],
            [t`${broken}/${watched} interrupted`, 'bad', 9],
          ]
        : [[t`events interrupted`, 'bad', 9]],
    );
  }

  const lag = Math.max(0, ...feeds.map((feed) => feed.lag ?? 0));
  if (lag > 0) {
    words.push([[t`lag ${lag} s`, 'warn', 8.8]]);
  }

  // What is behind, or interrupted, says more than that.
  if (lag === 0 && broken === 0 && feeds.some(({isThrottled}) => isThrottled)) {
    words.push([
      [t`throttled, slower for now`, 'warn', 5.8],
      [t`throttled`, 'warn', 9],
    ]);
  }

  if (words.length > 0) {
    return words;
  }

  return [[feeds.length === 0 ? [t`starting`, 'warn', 9] : [t`live`, 'good', 9]]];
}

function archiveParts(state: State): readonly Part[] {
  const {archive} = state;
  const files = archive.filesTotal === 1 ? t`1 file` : t`${archive.filesTotal} files`;
  const parts: Part[] = [
    one(
      [
        archive.isStopped
          ? span(t`stopped after ${archive.filesDone} of ${files}`, 'warn')
          : archive.isDone
            ? span(t`archive of ${files}`, 'plain')
            : archive.filesTotal === 0
              ? span(t`reading: Esc stops`, 'warn') // How many there are comes with the first of them.
              : span(t`reading ${archive.filesDone} of ${files}: Esc stops`, 'warn'),
      ],
      8,
    ),
  ];
  if (archive.problems.length > 0) {
    const word = archive.problems.length === 1 ? t`problem` : t`problems`;
    const style = archive.problems.some(({named}) => named) ? 'bad' : 'warn';
    parts.push(one([span(t`${archive.problems.length} ${word} (!)`, style)], 7));
  }

  if (state.frozenAt !== undefined) {
    // What has been read since is not on the screen.
    const {filesDone, isDone, isStopped} = asShown(state).archive;
    const frozen = span(t`FROZEN (space)`, 'warn');
    parts.push(
      isDone && !isStopped
        ? one([frozen], 9)
        : [
            {
              line: [span(t`FROZEN after ${filesDone} of ${files} (space)`, 'warn')],
              weight: 8.5,
            },
            {line: [span(t`FROZEN after ${filesDone} (space)`, 'warn')], weight: 8.8},
            {line: [frozen], weight: 9},
          ],
    );
  }

  return parts;
}

/**
 * The range. Both ends are written in full where there is room; then without blanks between them; then as how long it is
 * and when it ends, which is the same range.
 */
function rangePart(state: State): Part {
  const {since, until} = state.range;
  const zone = zoneOf(state);
  const dash = state.ascii ? t`-` : t`–`;
  const [from, to] = [formatMinute(since, zone), formatMinute(until, zone)];
  const name = state.choice.kind === 'all' ? t`all` : formatDuration(askedSpan(state));
  const said = (words: SafeText): Line => [span(t`${name} ${words} ${zone.label}`, 'strong')];
  if (state.choice.kind === 'all' && !state.store.extent) {
    // Everything that there is, and nothing is known of it yet.
    return one([span(name, 'strong')], 10);
  }

  const isToday = sameDay(since, until - 1, zone) && sameDay(since, state.now, zone);
  if (isToday) {
    return [{line: said(t`${from}${dash}${to}`), weight: 10}];
  }

  const isThisYear = [since, until].every((time) => inThisYear(time, state, zone));
  const format = isThisYear ? formatMonthDay : formatDate;
  const [first, last] = [format(since, zone), format(until, zone)];
  const end = sameDay(until, state.now, zone) ? to : t`${last} ${to}`;
  return [
    {line: said(t`${first} ${from} ${dash} ${last} ${to}`), weight: 4.2},
    {line: said(t`${first} ${from}${dash}${last} ${to}`), weight: 5.6},
    {line: said(t`to ${last} ${to}`), weight: 7.5},
    {line: said(t`to ${end}`), weight: 10},
  ];
}
