import {type Rect} from '../layout.ts';
import {alarmMetric, alarmRule, isMetricAlarm, type Alarm} from '../metric/alarm.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Style} from '../span.ts';
import {alarmEntries, nameOfWatched, watchedThing, type AlarmsOverlay} from '../state/alarms.ts';
import {zoneOf, type State} from '../state/model.ts';
import {cellWidth, fit, lineText, repeat, wrapWords} from '../text.ts';
import {formatMonthDay, sameDay} from '../time.ts';
import {box} from './box.ts';
import {moment} from './moment.ts';
import {problemSentences} from './troubles.ts';
import {typedLine} from './typed-line.ts';

/** The IAM action whose absence leaves the list empty. */
const action = 'cloudwatch:DescribeAlarms';

/** The alarms, over both panes: what is typed, what it finds, and why CloudWatch says that the chosen one is as it is. */
export function selectAlarms(state: State, rect: Rect): readonly Line[] {
  const {overlay, ascii} = state;
  if (overlay?.kind !== 'alarms') {
    return [];
  }

  const inside = rect.width - 2;
  const entries = alarmEntries(state);
  const said = saidAbove(state, overlay, inside - 4);
  const reason = reasonLines(entries[overlay.selected], inside, ascii);
  const height = Math.max(1, rect.height - 4 - said.length - reason.length);
  const top = Math.max(0, Math.min(overlay.selected - height + 1, entries.length - height));
  const shown = entries.slice(top, top + height);
  const widths = widthsOf(state, shown, inside);
  const lines = shown.map((alarm, index) =>
    alarmLine(alarm, {state, widths, isSelected: top + index === overlay.selected, inside}),
  );
  const blank = Array.from({length: Math.max(0, height - lines.length)}, (): Line => []);
  return box(
    {
      width: rect.width,
      height: rect.height,
      title: [span(t`Alarms`, 'title'), span(t` ${ascii ? t`-` : t`·`} ${counted(state)}`)],
      hasFocus: true,
      ascii,
    },
    [
      typedLine(t` > `, overlay.line, inside, ascii),
      [span(repeat(ascii ? t`-` : t`─`, inside), 'border')],
      ...said,
      ...lines,
      ...blank,
      ...reason,
    ],
  );
}

function counted({chart: {alarms}}: State): SafeText {
  const all = alarms?.alarms ?? [];
  const ringing = all.filter(({state}) => state === 'ALARM').length;
  return alarms ? t`${ringing} of ${all.length} in ALARM` : t`those of CloudWatch`;
}

/** What is to be known before the list: it is still asked for, it may not be read, or it is not all. */
function saidAbove({chart, ascii}: State, {line}: AlarmsOverlay, cells: number): readonly Line[] {
  const lack = chart.lacks.find((each) => each.action === action);
  if (lack) {
    return wrapWords(problemSentences(lack, ascii), cells).map((text) => [
      span(t`   ${text}`, 'bad'),
    ]);
  }

  const say = (text: SafeText): readonly Line[] =>
    wrapWords(text, cells).map((part) => [span(t`   ${part}`, 'dim')]);
  if (!chart.alarms) {
    return say(t`asking CloudWatch for its alarms`);
  }

  const {alarms, isCut} = chart.alarms;
  if (alarms.length === 0) {
    return say(t`CloudWatch has no alarm in this region`);
  }

  return isCut && line.text === ''
    ? say(t`there are more: only the first ${alarms.length} by name were read`)
    : [];
}

type Widths = {
  readonly since: number;
  readonly name: number;
  readonly what: number;
  readonly rule: number;
};

type EntryOptions = {
  readonly state: State;
  readonly widths: Widths;
  readonly isSelected: boolean;
  readonly inside: number;
};

const signs: Readonly<Record<string, readonly [word: SafeText, style: Style]>> = {
  ALARM: [t`! ALARM`, 'bad'],
  OK: [t`  OK`, 'good'],
  INSUFFICIENT_DATA: [t`? no data`, 'warn'],
};

/** Columns as wide as what they hold, no more than their part of the line. */
function widthsOf(state: State, alarms: readonly Alarm[], inside: number): Widths {
  const {ascii} = state;
  const widest = (texts: readonly SafeText[]) =>
    Math.max(0, ...texts.map((text) => cellWidth(text)));
  const all = alarms.map((alarm) => cellsOf(state, alarm));
  const since = widest(alarms.map(({changedAt}) => changed(state, changedAt)));
  const room = inside - 19 - since;
  const rule = Math.min(widest(all.map((cells) => cells.rule)), Math.floor(room * 0.35));
  const name = Math.min(
    widest(alarms.map((alarm) => safe(alarm.name, {ascii}))),
    Math.floor((room - rule) * 0.5),
  );
  return {since, rule, name, what: Math.max(0, room - rule - name)};
}

/** Name, what it watches and its rule. */
function cellsOf(
  {ascii, chart}: State,
  alarm: Alarm,
): {readonly name: SafeText; readonly what: SafeText; readonly rule: SafeText} {
  const name = safe(alarm.name, {ascii});
  if (!isMetricAlarm(alarm)) {
    const why = 'none' in alarm.watches ? alarm.watches.none : '';
    return {name, what: safe(why, {ascii}), rule: t``};
  }

  const called = safe(nameOfWatched(chart.instances, alarm) || watchedThing(alarm), {ascii});
  const of = called === '' ? t`` : t`${called} `;
  return {name, what: t`${of}${alarmMetric(alarm, ascii)}`, rule: alarmRule(alarm)};
}

function alarmLine(alarm: Alarm, {state, widths, isSelected, inside}: EntryOptions): Line {
  const {ascii} = state;
  const {name, what, rule} = cellsOf(state, alarm);
  const known = Object.hasOwn(signs, alarm.state) ? signs[alarm.state] : undefined;
  const [word, style] = known ?? [safe(alarm.state, {ascii}), 'plain'];
  const mark = isSelected ? (ascii ? t`>` : t`▸`) : t` `;
  const since = changed(state, alarm.changedAt);
  const parts: Line = [
    span(t` ${mark} `),
    span(fit(word, 10, ascii), style),
    span(t`${fit(since, widths.since, ascii)}  `),
    span(t`${fit(name, widths.name, ascii)}  `, 'key'),
    span(t`${fit(rule, widths.rule, ascii)}  `),
    span(fit(what, widths.what, ascii), 'dim'),
  ];
  return isSelected ? [span(fit(lineText(parts), inside, ascii), 'cursor')] : parts;
}

/** When it changed last: of other days the date alone where there is little room. */
function changed(state: State, time: number): SafeText {
  const zone = zoneOf(state);
  if (!Number.isFinite(time)) {
    return t`-`;
  }

  return state.size.columns < 100 && !sameDay(time, state.now, zone)
    ? formatMonthDay(time, zone)
    : moment(time, state, zone);
}

/** CloudWatch's own words, below the list. */
function reasonLines(alarm: Alarm | undefined, inside: number, ascii: boolean): readonly Line[] {
  const most = 3;
  if (!alarm || alarm.reason === '') {
    return [];
  }

  const words = wrapWords(safe(alarm.reason, {ascii}), inside - 4).slice(0, most);
  return [
    [span(repeat(ascii ? t`-` : t`─`, inside), 'border')],
    ...words.map((text): Line => [span(t`  ${text}`)]),
  ];
}
