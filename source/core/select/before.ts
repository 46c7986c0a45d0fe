import {shownNameOf} from '../event-store/shown-field.ts';
import {formatValue} from '../chart/series-summary.ts';
import {type Rect} from '../layout.ts';
import {asciiSigns, unicodeSigns} from '../reading/phrase.ts';
import {shortenIds} from '../reading/short-ids.ts';
import {isInstance, seriesLabel} from '../metric/choice.ts';
import {joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {type BeforeAnswer} from '../spike/before.ts';
import {
  answerOf,
  beforeEntries,
  machineOf,
  mostFolded,
  selectedEntry,
  shownFolded,
  type BeforeEntry,
} from '../state/before.ts';
import {type BeforeOverlay} from '../state/before-overlay.ts';
import {presentOf, zoneOf, type State} from '../state/model.ts';
import {cellWidth, fit, fitRight, lineWidth, repeat, truncate, wrapWords} from '../text.ts';
import {
  formatClock,
  formatDate,
  formatDuration,
  formatMinute,
  formatMonthDay,
  sameDay,
} from '../time.ts';
import {isNothingLoaded, nothingLoadedWords, standInWords} from './before-said.ts';
import {completenessWords} from './before-loaded.ts';
import {lookedWords, scoreWords, unexplainedWords} from './before-words.ts';
import {box} from './box.ts';
import {nameOf} from './chart-legend.ts';

/** The calls before a change, over both panes: the best first, each with the words of its score below. */
export function selectBefore(state: State, rect: Rect): readonly Line[] {
  const {overlay, ascii} = state;
  if (overlay?.kind !== 'before') {
    return [];
  }

  const answer = answerOf(state, overlay);
  const entries = beforeEntries(answer);
  const inside = rect.width - 2;
  const explained = answer.calls.some(({standing}) => standing === 'explains');
  const foot = explained ? footLines(state, answer, inside, rect.height) : [];
  const head = [...headLines(state, overlay, answer, explained, rect)];
  const columns = columnsFor(state, answer, inside);
  const height = Math.max(1, rect.height - 2 - foot.length);
  const {lines, last} = entryLines(state, entries, columns, selectedEntry(entries, overlay));
  const content = [...head, ...(entries.length === 0 ? [] : [headerLine(columns)]), ...lines];
  const end = content.length - lines.length + last;
  const top = Math.max(0, Math.min(end - height + 1, content.length - height));
  const shown = content.slice(top, top + height);
  const title = titleLine(state, overlay, rect.width);
  const corner: Line = [span(t`looks ${formatDuration(answer.lookBack)} back`, 'dim')];
  // What is asked about is worth more than how far back.
  const hasCorner = lineWidth(title) + lineWidth(corner) + 8 <= rect.width;
  const blank = Array.from({length: height - shown.length}, (): Line => []);
  return box(
    {
      width: rect.width,
      height: rect.height,
      title,
      ...(hasCorner ? {corner} : {}),
      hasFocus: true,
      ascii,
    },
    [...shown, ...blank, ...foot],
  );
}

/** `Before: batch-7 i-0f3… 12 % → 97 % from 12:14 UTC`. */
function titleLine(state: State, overlay: BeforeOverlay, width: number): Line {
  const {instance, change} = overlay;
  const {ascii, chart} = state;
  const series = chart.series.get(instance);
  // Anything else is called by its dimensions.
  const name = isInstance(instance) ? nameOf(state, instance) : t``;
  const id = safe(seriesLabel(instance), {ascii});
  const isWhole = width >= 100 || !isInstance(instance) || (name === '' && width >= 70);
  const shownId = isWhole ? id : shortenIds(id, 8, ascii);
  const unit = series?.unit ?? '';
  const value = (of: number | undefined): SafeText =>
    of === undefined ? t`no data` : formatValue(of, unit);
  const metric = width >= 100 && series ? t` ${safe(series.metric, {ascii})}` : t``;
  const zone = zoneOf(state);
  const isToday = sameDay(change.begin, presentOf(state), zone);
  const day = isToday ? t`` : t`${formatDate(change.begin, zone)} `;
  const whose = t`${name}${name === '' ? t`` : t` `}${shownId}`;
  if (change.kind === 'moment') {
    const event = overlay.about === undefined ? '' : shownNameOf(state.store, overlay.about);
    return [
      span(t`Before: ${whose} `, 'title'),
      ...(event === '' ? [] : [span(safe(event, {ascii}), 'strong'), span(t` `, 'title')]),
      span(t`at ${day}${formatClock(change.begin, zone)} ${zone.label}`, 'title'),
    ];
  }

  return [
    span(t`Before: ${whose}${metric} `, 'title'),
    span(t`${value(change.from)} ${ascii ? t`->` : t`→`} ${value(change.to)}`, 'strong'),
    span(t` from ${day}${formatMinute(change.begin, zone)} ${zone.label}`, 'title'),
  ];
}

/** What is said above the calls: what was chosen for the person, and where nothing explains it what was looked at. */
function headLines(
  state: State,
  overlay: BeforeOverlay,
  answer: BeforeAnswer,
  explained: boolean,
  rect: Rect,
): readonly Line[] {
  const cells = rect.width - 4;
  const plain = (words: SafeText): readonly Line[] =>
    wrapWords(words, cells).map((text): Line => [span(t` ${text}`)]);
  const isShort = rect.width < 70 || rect.height < 20;
  const chosen = [...chosenWords(state, overlay), ...standInWords(state, overlay)].flatMap(
    (words) => plain(words),
  );
  if (explained) {
    return chosen;
  }

  if (isNothingLoaded(state, answer)) {
    return [
      ...chosen,
      ...wrapWords(nothingLoadedWords(state, answer), cells).map((text): Line => [
        span(t` ${text}`, 'warn'),
      ]),
    ];
  }

  return [
    ...chosen,
    [span(t` No loaded call explains this.`, 'warn')],
    ...unexplainedWords(state, machineOf(state, overlay).id, answer, isShort).flatMap((words) =>
      plain(words),
    ),
  ];
}

function chosenWords(state: State, {how, asked, change}: BeforeOverlay): readonly SafeText[] {
  if (how === 'moment') {
    return [
      t`No series of it is here, so no spike is told: these are the calls before that moment.`,
    ];
  }

  const zone = zoneOf(state);
  const words: SafeText[] = [];
  const isRise = change.kind === 'rise' || change.kind === 'start';
  const chosen = isRise
    ? t`The highest rise of the range`
    : t`The last change of the range, which has no rise`;
  if (asked === undefined) {
    words.push(t`${chosen}: no moment was chosen.`);
  } else if (how === 'follows') {
    words.push(t`The change that follows ${formatMinute(asked, zone)}.`);
  } else if (how === 'highest') {
    words.push(t`${chosen}: nothing changed at ${formatMinute(asked, zone)}.`);
  }

  if (change.isProvisional) {
    words.push(t`Its datapoints are new and may still change.`);
  }

  return words;
}

/** How complete it is must not be cut off where it has much to say; the calls need the rest. */
const mostFootLines = 5;

/** What was looked at, and how complete that is, below the calls. */
function footLines(
  state: State,
  answer: BeforeAnswer,
  inside: number,
  rows: number,
): readonly Line[] {
  const looked = lookedWords(state, answer, inside < 68);
  const words = t`${looked}. ${completenessWords(state, answer.range)}`;
  const lines = wrapWords(words, inside - 2).slice(0, mostFootLines);
  return [...(rows < 20 ? [] : [[]]), ...lines.map((text): Line => [span(t` ${text}`, 'dim')])];
}

type Columns = {
  readonly inside: number;
  readonly time: number;
  readonly before: number;
  readonly who: number;
  readonly event: number;
  /** 0 where it stands among the words below. */
  readonly what: number;
  readonly begin: number;
  /** What was called in the same second has no plus: it did not come later. */
  readonly isMoment: boolean;
};

const lead = 3;
/** Words that are longer than this say no more. */
const mostWordLines = 3;
const gap = 2;

function columnsFor(state: State, {calls, range}: BeforeAnswer, inside: number): Columns {
  const zone = zoneOf(state);
  const isToday = calls.every(({time}) => sameDay(time, presentOf(state), zone));
  const overlay = state.overlay?.kind === 'before' ? state.overlay : undefined;
  const time = isToday ? 8 : 14;
  const before = 6;
  const isWide = inside >= 70;
  const rest = inside - lead - time - before - gap * (isWide ? 4 : 3);
  const who = isWide ? Math.min(26, Math.floor(rest * 0.27)) : Math.floor(rest * 0.45);
  const event = isWide ? Math.min(30, Math.floor(rest * 0.33)) : rest - who;
  const what = isWide ? rest - who - event : 0;
  return {
    inside,
    time,
    before,
    who,
    event,
    what,
    begin: overlay?.change.begin ?? range.until,
    isMoment: overlay?.how === 'moment',
  };
}

function headerLine({time, before, who, event, what}: Columns): Line {
  const names = [
    fit(t`TIME`, time),
    fitRight(t`BEFORE`, before),
    fit(t`WHO`, who),
    fit(t`EVENT`, event),
    ...(what === 0 ? [] : [fit(t`WHAT`, what)]),
  ];
  return [span(t`${repeat(t` `, lead)}${joinSafe(names, repeat(t` `, gap))}`, 'dim')];
}

/** The lines of all entries, and which is the last one of the selected entry. */
function entryLines(
  state: State,
  entries: readonly BeforeEntry[],
  columns: Columns,
  selected: number,
): {readonly lines: readonly Line[]; readonly last: number} {
  const lines: Line[] = [];
  let last = 0;
  for (const [index, entry] of entries.entries()) {
    const isOther = entry.call.standing === 'other';
    if (isOther && entries[index - 1]?.call.standing !== 'other') {
      lines.push([span(t` Other writes of that time, which name nothing of it:`, 'dim')]);
    }

    lines.push(callLine(state, entry, columns, index === selected));
    if (!entry.folded && !isOther) {
      lines.push(...wordsLines(state, entry, columns, index === selected));
    }

    if (index === selected) {
      last = lines.length - 1;
    }

    const left = entry.call.folded.length - mostFolded;
    if (left > 0 && entry.folded && entry.folded === shownFolded(entry.call).at(-1)) {
      const indent = repeat(t` `, wordsIndent(columns));
      lines.push([span(t`${indent}  and ${left} more of them`, 'dim')]);
    }
  }

  return {lines, last};
}

function callLine(
  state: State,
  {row, call, folded}: BeforeEntry,
  columns: Columns,
  isSelected: boolean,
): Line {
  const {store, ascii} = state;
  const sentence = store.sentence(row, ascii ? asciiSigns : unicodeSigns);
  const {time} = folded ?? call;
  const show = (text = ''): SafeText => safe(text, {ascii});
  const branch = folded ? (ascii ? t`\\ ` : t`└ `) : t``;
  const cells = [
    fit(timeText(state, time, columns), columns.time, ascii),
    fitRight(beforeText(columns.begin - time, columns.isMoment), columns.before, ascii),
    fit(t`${branch}${show(sentence?.who)}`, columns.who, ascii),
    fit(show(sentence?.name), columns.event, ascii),
    ...(columns.what === 0
      ? []
      : [fit(shortenIds(show(sentence?.what), columns.what, ascii), columns.what, ascii)]),
  ];
  const mark = isSelected ? (ascii ? t`>` : t`▸`) : t` `;
  const text = t` ${mark} ${joinSafe(cells, repeat(t` `, gap))}`;
  return isSelected
    ? [span(fit(text, columns.inside, ascii), 'cursor')]
    : [span(text, folded ? 'dim' : call.standing === 'explains' ? 'strong' : 'plain')];
}

function timeText(state: State, time: number, {time: cells}: Columns): SafeText {
  const zone = zoneOf(state);
  const clock = formatClock(time, zone);
  return cells > 8 ? t`${formatMonthDay(time, zone)} ${clock}` : clock;
}

/** How long before the change: `23s`; what came in its first period has a plus. */
function beforeText(before: number, isMoment: boolean): SafeText {
  if (before < 0 || (before === 0 && !isMoment)) {
    return t`+${formatDuration(-before)}`;
  }

  const text = formatDuration(before);
  // Seconds tell nothing any more once there are hours.
  return cellWidth(text) <= 6 ? text : formatDuration(Math.floor(before / 60_000) * 60_000);
}

function wordsIndent({time, before}: Columns): number {
  return lead + time + gap + before + gap;
}

/** The words of a score on one line; of the selected call all of them. */
function wordsLines(
  state: State,
  {row, call}: BeforeEntry,
  columns: Columns,
  isSelected: boolean,
): readonly Line[] {
  const {ascii, store} = state;
  const dot = ascii ? t` - ` : t` · `;
  const isNarrow = columns.what === 0;
  const what = isNarrow
    ? safe(store.sentence(row, ascii ? asciiSigns : unicodeSigns)?.what ?? '', {ascii})
    : t``;
  const parts = [...scoreWords(state, call, columns.inside < 100), ...(what === '' ? [] : [what])];
  const indent = isNarrow ? lead + 2 : wordsIndent(columns);
  const room = columns.inside - indent - 1;
  const words = shortenIds(joinSafe(parts, dot), room, ascii);
  const lines = isSelected ? wrapWords(words, room).slice(0, mostWordLines) : [words];
  return lines.map((line) => [
    span(repeat(t` `, indent)),
    span(truncate(line, room, ascii), call.standing === 'explains' ? 'info' : 'dim'),
  ]);
}
