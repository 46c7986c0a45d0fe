import {
  isTooOld,
  isWhole,
  keptSince,
  leftOutRegions,
  loadedBack,
  settledTo,
} from '../loading/reach.ts';
import {askedSpan} from '../state/range.ts';
import {
  formatDate,
  formatDuration,
  formatMinute,
  formatMonthDay,
  sameDay,
  minute,
  type Zone,
} from '../time.ts';
import {safe, t, joinSafe, type SafeText} from '../sanitize.ts';
import {span, type Line, type Style} from '../span.ts';
import {fitLine, lineWidth, repeat} from '../text.ts';
import {pushedAll, pushedWrites} from '../loading/passes.ts';
import {watchedRegions, zoneOf, type State} from '../state/model.ts';
import {roughDuration} from './numbers.ts';

/** Credentials that end sooner than this are told. */
const shortOfTime = 30 * minute;

/**
 * A piece of the line in its wordings, the longest first; `weight` says how long each is held on to when room gets short.
 * Behind the last wording the piece is left out.
 */
type Part = ReadonlyArray<{readonly line: Line; readonly weight: number}>;

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

function dotOf(ascii: boolean): SafeText {
  return ascii ? t` - ` : t` · `;
}

function one(line: Line, weight: number): Part {
  return line.length === 0 ? [] : [{line, weight}];
}

/** One wording of each piece, so that all fit: first the least weighty give way, then what found room after all comes back. */
function fitParts(
  parts: readonly Part[],
  columns: number,
  ascii: boolean,
  leftCount: number,
): readonly Line[] {
  const chosen = parts.map(() => 0);
  const lines = () => parts.map((part, index) => part[chosen[index] ?? 0]?.line ?? []);
  const fits = () => cellsOf(lines(), leftCount, ascii) <= columns;
  while (!fits()) {
    let least = -1;
    let weight = Infinity;
    for (const [index, part] of parts.entries()) {
      const each = part[chosen[index] ?? 0]?.weight ?? Infinity;
      if (each < weight) {
        [least, weight] = [index, each];
      }
    }

    if (least === -1) {
      break;
    }

    chosen[least] = (chosen[least] ?? 0) + 1;
  }

  const given = parts
    .flatMap((part, index) =>
      part.slice(0, chosen[index]).map(({weight}, wording) => ({index, wording, weight})),
    )
    .sort((a, b) => b.weight - a.weight);
  for (const {index, wording} of given) {
    const before = chosen[index] ?? 0;
    if (wording < before) {
      chosen[index] = wording;
      if (!fits()) {
        chosen[index] = before;
      }
    }
  }

  return lines();
}

/** Cells of the whole line: a margin at each end, two blanks between its three places. */
function cellsOf(lines: readonly Line[], leftCount: number, ascii: boolean): number {
  const places = [
    joinParts(lines.slice(0, leftCount), t`  `),
    joinParts(lines.slice(leftCount, -1), dotOf(ascii)),
    lines.at(-1) ?? [],
  ].filter((line) => line.length > 0);
  const cells = places.reduce((total, line) => total + lineWidth(line), 0);
  return 2 + cells + 2 * Math.max(0, places.length - 1);
}

function joinParts(lines: readonly Line[], between: SafeText): Line {
  return lines
    .filter((line) => line.length > 0)
    .flatMap((line, index) => [...(index === 0 ? [] : [span(between)]), ...line]);
}

function identityParts(state: State): readonly Part[] {
  const {identity, ascii, isDemo} = state;
  const parts: Part[] = isDemo ? [one([span(t`demo`, 'warn')], 4)] : [];
  if (state.mode === 'archive') {
    return parts;
  }

  if (identity) {
    const account = safe(shortAccount(identity.account, ascii), {ascii});
    const profile =
      identity.profile === '' ? account : t`${safe(identity.profile, {ascii})} (${account})`;
    const caller = safe(callerName(identity.arn), {ascii});
    parts.push(one([span(profile)], 5.9), one([span(t`as ${caller}`)], 3));
  }

  return [...parts, regionsPart(state)];
}

/** Which regions are watched; where their names have no room, how many. */
function regionsPart({regions, globalRegion, ascii}: State): Part {
  const count = regions.length + (globalRegion === '' ? 0 : 1);
  const names = joinSafe(
    regions.map((region) => safe(region, {ascii})),
    t`,`,
  );
  const global = globalRegion === '' ? t`` : t` +global`;
  const words = count === 1 ? names : t`${count} regions`;
  return [
    ...(regions.length > 3 ? [] : [{line: [span(t`${names}${global}`)], weight: 5.3}]),
    ...(count > 1 ? [{line: [span(words)], weight: 5.8}] : []),
  ];
}

/** `1234…9012`: enough to tell accounts apart on a screen that others may see. */
function shortAccount(account: string, ascii: boolean): string {
  return account.length === 12
    ? `${account.slice(0, 4)}${ascii ? '..' : '…'}${account.slice(-4)}`
    : account;
}

/** The name of a caller as people call it: the role of an SSO or assumed session, else the user's name. */
export function callerName(arn: string): string {
  const [kind = '', first = '', ...rest] = (arn.split(':', 6)[5] ?? '').split('/');
  if (kind === 'root') {
    return 'ROOT';
  }

  return kind === 'assumed-role'
    ? (/^AWSReservedSSO_(?<role>.+)_[0-9a-f]+$/v.exec(first)?.groups?.['role'] ?? first)
    : (rest.at(-1) ?? first) || arn;
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

/** How far back the writes and how far back everything is here. */
function loadedParts(state: State, zone: Zone): readonly Part[] {
  if (isTooOld(state)) {
    return [
      wordings(
        [t`older than the 90 days that CloudTrail answers for`, 7],
        [t`older than 90 days`, 9],
      ),
    ];
  }

  const kept = keptSince(state);
  const keptParts: readonly Part[] =
    kept === undefined ? [] : [wordings([t`kept back to ${moment(kept, state, zone)}`, 8])];
  const all = loadedBack(state, [pushedAll]);
  const writes = loadedBack(state, [pushedWrites, pushedAll]);
  const isGone = kept !== undefined && kept >= Math.min(state.range.until, state.now);
  if (isGone || (kept !== undefined && all === kept)) {
    // Loading cannot bring back what there is no room for: how far it is kept says all.
    return keptParts;
  }

  const left = one(timeLeft(state), 2);
  const at = (time: number) => moment(time, state, zone);
  if (all !== undefined && (isWhole(state, all) || writes === all)) {
    return [wordings([t`all to ${at(all)}`, 4.6], [t`all ${at(all)}`, 7]), left, ...keptParts];
  }

  // Where both have no room, how far everything is loaded stays: the writes are loaded as far at least.
  const last: Wording = all === undefined ? [t`rest not loaded`, 7] : [t`all ${at(all)}`, 7];
  if (writes === undefined) {
    const words = all === undefined ? wordings([t`nothing loaded yet`, 7]) : wordings(last);
    return [words, left, ...keptParts];
  }

  const dot = dotOf(state.ascii);
  const isAllWrites = isWhole(state, writes);
  const [long, short] = isAllWrites
    ? [t`all writes`, t`all writes`]
    : [t`writes to ${at(writes)}`, t`writes ${at(writes)}`];
  const rest = isAllWrites ? t`rest` : t`all`;
  const part: Part =
    all === undefined
      ? wordings(
          [t`${long}${dot}the rest not yet loaded`, 4.4],
          [t`${long}${dot}rest not loaded`, 5.5],
          [t`${short}${dot}rest not loaded`, 6.5],
          last,
        )
      : wordings(
          [t`${long}${dot}${rest} to ${at(all)}`, 4.6],
          [t`${short}${dot}${rest} ${at(all)}`, 6.5],
          last,
        );
  return [part, left, ...keptParts];
}

type Wording = readonly [text: SafeText, weight: number];

function wordings(...words: readonly Wording[]): Part {
  return words.map(([text, weight]) => ({line: [span(text)], weight}));
}

/** `~2m left`: what the pass under way still takes at the request rate, in the region that takes longest. */
function timeLeft(state: State): Line {
  const left = [...state.feeds.values()].map(({progress}) => progress?.left ?? 0);
  const most = Math.max(0, ...left);
  return most === 0 ? [] : [span(t`~${roughDuration(most / state.rate)} left`)];
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

  if (words.length > 0) {
    return words;
  }

  if (feeds.some(({isThrottled}) => isThrottled)) {
    return [
      [
        [t`throttled, slower for now`, 'warn', 5.8],
        [t`throttled`, 'warn', 9],
      ],
    ];
  }

  return [[feeds.length === 0 ? [t`starting`, 'warn', 9] : [t`live`, 'good', 9]]];
}

/** A time as the status line writes it: with its date where that is not today. */
export function moment(time: number, state: State, zone: Zone): SafeText {
  return sameDay(time, state.now, zone)
    ? formatMinute(time, zone)
    : t`${dateOf(time, state, zone)} ${formatMinute(time, zone)}`;
}

/** The month and day alone within this year. */
function dateOf(time: number, state: State, zone: Zone): SafeText {
  return inThisYear(time, state, zone) ? formatMonthDay(time, zone) : formatDate(time, zone);
}

function inThisYear(time: number, {now}: State, zone: Zone): boolean {
  return formatDate(time, zone).slice(0, 4) === formatDate(now, zone).slice(0, 4);
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
    parts.push(one([span(t`FROZEN (space)`, 'warn')], 9));
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
