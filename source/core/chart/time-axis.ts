import {
  day,
  formatClock,
  formatDate,
  formatMinute,
  formatMonthDay,
  minute,
  sameDay,
  type Zone,
} from '../time.ts';
import {columnOfTime, plotColumns, type ChartFrame} from './frame.ts';
import {roundTimes, timeSteps} from './round-times.ts';

/** A label of the time axis and the cell (of the whole chart, gutter included) in which it begins. */
export type TimeLabel = {readonly at: number; readonly text: string};

/** How the labels of one axis are written: in days or in times of day, with or without the year or the seconds. */
type Wording = {readonly step: number; readonly crosses: boolean; readonly long: boolean};

/** Blank cells between two labels: what the step is chosen for, and what is put up with beside a date. */
const air = 4;
const leastAir = 2;

/** From so long a range on, a month and a day do not say which year. */
const longRange = 300 * day;

/**
 * Labels at round wall-clock times, each with its middle over the column it names. Once the range crosses midnight,
 * midnight is written as the day that begins and the first label with room for it has its date in front, unless a
 * midnight came before. None overlaps another or leaves the chart.
 */
export function timeLabels(frame: ChartFrame, zone: Zone): readonly TimeLabel[] {
  const {since, until} = frame.range;
  const span = until - since;
  const long = span >= longRange;
  const step = timeSteps.find(({length}) => {
    const widest = long ? 10 : length < minute ? 8 : 5;
    return (length / span) * plotColumns(frame) >= widest + air;
  });
  if (step === undefined || !(span > 0)) {
    return [];
  }

  const labels: TimeLabel[] = [];
  const wording = {step: step.length, crosses: !sameDay(since, until - 1, zone), long};
  for (const time of roundTimes(frame.range, zone, step)) {
    const text = labelOf(time, zone, wording);
    const undated =
      wording.crosses && isClock(text) && labels.every((label) => isClock(label.text));
    const date = undated ? `${formatMonthDay(time, zone)} ` : '';
    const placed =
      place(frame, time, [date, text], labels) ?? place(frame, time, ['', text], labels);
    if (placed) {
      labels.push(placed);
    }
  }

  return labels;
}

function labelOf(time: number, zone: Zone, {step, crosses, long}: Wording): string {
  if (long) {
    return formatDate(time, zone);
  }

  const clock = formatClock(time, zone);
  if (step >= day || (crosses && clock === '00:00:00')) {
    return formatMonthDay(time, zone);
  }

  return step < minute ? clock : formatMinute(time, zone);
}

/** Whether a label tells a time of day and no date. */
function isClock(text: string): boolean {
  return text.includes(':') && !text.includes('-');
}

/** The label, the middle of its second part over its column, where it has room right of the ones before. */
function place(
  frame: ChartFrame,
  time: number,
  [lead, text]: readonly [lead: string, text: string],
  before: readonly TimeLabel[],
): TimeLabel | undefined {
  const column = columnOfTime(frame, time);
  if (column === undefined) {
    return undefined;
  }

  const last = before.at(-1);
  const at = frame.gutter + column - Math.floor(text.length / 2) - lead.length;
  const whole = lead + text;
  const least = last ? last.at + last.text.length + leastAir : 0;
  return at >= least && at + whole.length <= frame.width ? {at, text: whole} : undefined;
}
