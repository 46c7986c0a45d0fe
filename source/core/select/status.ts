import {loadedBackTo} from '../loading/coverage.ts';
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
import {cellWidth, fitLine, lineWidth, repeat} from '../text.ts';
import {pushedAll, pushedWrites} from '../loading/passes.ts';
import {watchedRegions, zoneOf, type LoadProgress, type State} from '../state/model.ts';

/** How far behind now the newest walk may have begun and still count as the present. */
const presentSlack = 6 * minute;

/** The newest instant that is settled in every region; undefined before the first sweep has ended everywhere. */
export function settledTo(state: State): number | undefined {
  let oldest = Infinity;
  for (const region of watchedRegions(state)) {
    const settled = state.feeds.get(region)?.settledTo;
    if (settled === undefined) {
      return undefined;
    }

    oldest = Math.min(oldest, settled);
  }

  return oldest === Infinity ? undefined : oldest;
}

/** How far back everything of a kind is loaded in every region, within the range; undefined where nothing is. */
export function loadedBack(state: State, pushed: readonly string[]): number | undefined {
  let newest = -Infinity;
  for (const region of watchedRegions(state)) {
    const ends = state.coverage
      .filter(
        (item) =>
          item.region === region && pushed.includes(item.pushed) && item.since < state.range.until,
      )
      .map((item) => Math.min(item.until, state.range.until));
    const end = Math.max(-Infinity, ...ends);
    const wanted = Math.min(state.range.until, state.now);
    if (end < wanted - presentSlack) {
      return undefined;
    }

    newest = Math.max(newest, loadedBackTo(state.coverage, region, pushed, end));
  }

  return newest === -Infinity ? undefined : Math.max(newest, state.range.since);
}

/** Credentials that end sooner than this are told. */
const shortOfTime = 30 * minute;

type Part = {readonly line: Line; readonly weight: number};

/** The top line: who we are, where, how fresh and how complete, and which range. The least weighty parts go first. */
export function selectStatus(state: State): Line {
  const {columns} = state.size;
  const left: Part[] = [{line: [span(t`trailtop`, 'title')], weight: 1}, ...identityParts(state)];
  const middle = state.mode === 'live' ? liveParts(state) : archiveParts(state);
  const right: Part = {line: rangeWords(state), weight: 10};
  const parts = [...left, ...middle];
  const width = () => [...parts, right].reduce((total, {line}) => total + lineWidth(line) + 2, 0);
  while (parts.length > 0 && width() > columns) {
    const least = Math.min(...parts.map(({weight}) => weight));
    parts.splice(
      parts.findIndex(({weight}) => weight === least),
      1,
    );
  }

  // Who and where stand on the left, how things stand in the middle, the range on the right.
  const shownLeft = parts.filter((part) => left.includes(part));
  const shownMiddle = parts.filter((part) => middle.includes(part));
  const gap = Math.max(0, columns - width());
  const spaces = (cells: number): Line => [span(repeat(t` `, cells))];
  const line = [
    ...joinParts(shownLeft),
    ...spaces(shownLeft.length > 0 ? 1 + Math.floor(gap / 2) : 0),
    ...joinParts(shownMiddle),
  ];
  const rest = columns - lineWidth(line) - lineWidth(right.line);
  return fitLine([...line, ...spaces(rest), ...right.line], columns, 'plain', state.ascii);
}

function joinParts(parts: readonly Part[]): Line {
  return parts
    .filter(({line}) => line.length > 0)
    .flatMap(({line}, index) => [span(index === 0 ? t` ` : t`  `), ...line]);
}

function identityParts(state: State): readonly Part[] {
  const {identity, ascii, isDemo} = state;
  const parts: Part[] = isDemo ? [{line: [span(t`demo`, 'warn')], weight: 4}] : [];
  if (state.mode === 'archive') {
    return parts;
  }

  if (identity) {
    const account = safe(shortAccount(identity.account, ascii), {ascii});
    const profile =
      identity.profile === '' ? account : t`${safe(identity.profile, {ascii})} (${account})`;
    const caller = safe(callerName(identity.arn), {ascii});
    parts.push({line: [span(profile)], weight: 7.5}, {line: [span(t`as ${caller}`)], weight: 3});
  }

  const regions =
    state.regions.length > 3
      ? t`${state.regions.length} regions`
      : joinSafe(
          state.regions.map((region) => safe(region, {ascii})),
          t`,`,
        );
  const global = state.globalRegion === '' ? t`` : t` +global`;
  parts.push({line: [span(t`${regions}${global}`)], weight: 5.5});
  return parts;
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
  const dot = state.ascii ? t`*` : t`●`;
  const problems = [...state.feeds.values()].filter(({problem}) => problem);
  const [state_, style] = liveWord(state, problems.length);
  const parts: Part[] = [{line: [span(t`${dot} ${state_}`, style)], weight: 9}];
  const settled = settledTo(state);
  if (settled !== undefined) {
    parts.push(said(state, t`settled to ${moment(settled, state, zone)}`, 8));
  }

  const writes = loadedBack(state, [pushedWrites, pushedAll]);
  const all = loadedBack(state, [pushedAll]);
  if (writes !== undefined && writes !== all) {
    const left = timeLeft(state, 'writes');
    parts.push(said(state, t`writes to ${moment(writes, state, zone)}`, 5), {
      line: left,
      weight: 2,
    });
  }

  const left = timeLeft(state, 'all');
  const back =
    all === undefined ? t`the rest not yet loaded` : t`all to ${moment(all, state, zone)}`;
  parts.push(said(state, back, 6), {line: left, weight: 2});
  const end = state.credentialsEnd;
  if (end !== undefined && end - state.now < shortOfTime) {
    parts.push({line: [span(t`credentials until ${moment(end, state, zone)}`, 'warn')], weight: 8});
  }

  const {keptBackTo} = state.store;
  if (keptBackTo !== undefined) {
    parts.push(said(state, t`kept back to ${moment(keptBackTo, state, zone)}`, 7));
  }

  return parts;
}

/** `(~2m left)`: what a pass still takes at the request rate, in the region that takes longest; '' where none runs. */
function timeLeft(state: State, pass: LoadProgress['pass']): Line {
  const requests = [...state.feeds.values()].map(({progress}) =>
    progress?.pass === pass ? (progress.left ?? 0) : 0,
  );
  const most = Math.max(0, ...requests);
  // Rough on purpose: a figure that ticks would draw the line anew with every page.
  const seconds = most / state.rate;
  const rough = seconds > 60 ? Math.ceil(seconds / 60) * 60 : Math.ceil(seconds / 10) * 10;
  return most === 0 ? [] : [span(t`(~${formatDuration(rough * 1000)} left)`)];
}

function said(state: State, text: SafeText, weight: number): Part {
  return {line: [span(state.ascii ? t`- ${text}` : t`· ${text}`)], weight};
}

function liveWord(state: State, problems: number): readonly [SafeText, Style] {
  if (state.frozenAt !== undefined) {
    return [t`FROZEN at ${formatMinute(state.frozenSince, zoneOf(state))} (space)`, 'warn'];
  }

  if (problems > 0) {
    return [t`events interrupted`, 'bad'];
  }

  const lag = Math.max(0, ...[...state.feeds.values()].map((feed) => feed.lag ?? 0));
  if (lag > 0) {
    return [t`lag ${lag} s`, 'warn'];
  }

  if ([...state.feeds.values()].some(({isThrottled}) => isThrottled)) {
    return [t`throttled, slower for now`, 'warn'];
  }

  return state.feeds.size === 0 ? [t`starting`, 'warn'] : [t`live`, 'good'];
}

/** A time as the status line writes it: with its date where that is not today. */
export function moment(time: number, state: State, zone: Zone): SafeText {
  return sameDay(time, state.now, zone)
    ? formatMinute(time, zone)
    : t`${dateOf(time, state, zone)} ${formatMinute(time, zone)}`;
}

/** The month and day alone within this year. */
function dateOf(time: number, state: State, zone: Zone): SafeText {
  const isThisYear = formatDate(time, zone).slice(0, 4) === formatDate(state.now, zone).slice(0, 4);
  return isThisYear ? formatMonthDay(time, zone) : formatDate(time, zone);
}

function archiveParts(state: State): readonly Part[] {
  const {archive} = state;
  const parts: Part[] = [];
  const files = archive.filesTotal === 1 ? t`1 file` : t`${archive.filesTotal} files`;
  parts.push({
    line: [
      archive.isDone
        ? span(t`archive of ${files}`, 'plain')
        : span(t`reading ${archive.filesDone} of ${files}`, 'warn'),
    ],
    weight: 8,
  });
  if (archive.problems.length > 0) {
    const word = archive.problems.length === 1 ? t`problem` : t`problems`;
    const style = archive.problems.some(({named}) => named) ? 'bad' : 'warn';
    parts.push({line: [span(t`${archive.problems.length} ${word} (!)`, style)], weight: 7});
  }

  if (state.frozenAt !== undefined) {
    parts.push({line: [span(t`FROZEN (space)`, 'warn')], weight: 9});
  }

  return parts;
}

function rangeWords(state: State): Line {
  const {since, until} = state.range;
  const zone = zoneOf(state);
  const dash = state.ascii ? t`-` : t`–`;
  const isToday = sameDay(since, until - 1, zone) && sameDay(since, state.now, zone);
  const from = isToday
    ? t`${formatMinute(since, zone)}${dash}${formatMinute(until, zone)}`
    : t`${dateOf(since, state, zone)} ${formatMinute(since, zone)} ${dash} ${dateOf(until, state, zone)} ${formatMinute(until, zone)}`;
  const isShort = state.size.columns < 100 && cellWidth(from) > 20;
  const words = isShort
    ? t`${dateOf(since, state, zone)} ${formatMinute(since, zone)} ${dash}`
    : from;
  const span_ = state.choice.kind === 'all' ? t`all` : formatDuration(until - since);
  return [span(t`${span_} ${words} ${zone.label} `, 'strong')];
}
