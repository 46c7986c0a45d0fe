import {UsageError} from './usage-error.ts';

/** What the flags say of alarms and levels, as they were given. */
export type AlarmFlags = {
  readonly alarm?: string | undefined;
  readonly threshold?: string | undefined;
  readonly instance?: readonly string[] | undefined;
  readonly metric?: string | undefined;
  readonly stat?: string | undefined;
  readonly period?: string | undefined;
  readonly namespace?: string | undefined;
  readonly dimension?: readonly string[] | undefined;
  readonly chart: boolean;
};

export type AlarmOptions = {
  /** The alarm whose instance, metric and time are shown. */
  readonly alarm: string | undefined;
  /** A level that is drawn on the chart. */
  readonly threshold: number | undefined;
};

const named = ['instance', 'metric', 'stat', 'period', 'namespace', 'dimension'] as const;

/** CloudWatch takes no longer name of an alarm. */
const longestName = 255;

/** Reads `--alarm` and `--threshold`. Throws UsageError where they are wrong or do not go with the others. */
export function readAlarm(given: AlarmFlags, command: string, isArchive: boolean): AlarmOptions {
  const {alarm, threshold} = given;
  for (const [flag, value] of [
    ['alarm', alarm],
    ['threshold', threshold],
  ] as const) {
    if (value !== undefined && (command === 'events' || command === 'doctor')) {
      throw new UsageError(`--${flag} belongs to the monitor and to trailtop metrics`);
    }
  }

  if (threshold !== undefined && command === 'metrics' && !given.chart) {
    throw new UsageError('--threshold draws a line: trailtop metrics takes it with --chart');
  }

  return {
    alarm: alarm === undefined ? undefined : readName(alarm, given, isArchive),
    threshold: threshold === undefined ? undefined : readLevel(threshold),
  };
}

function readName(alarm: string, given: AlarmFlags, isArchive: boolean): string {
  if (isArchive) {
    throw new UsageError(
      '--alarm asks CloudWatch, and an archive has no CloudWatch: --threshold N draws a line at a level',
    );
  }

  const other = named.find((flag) => given[flag] !== undefined && given[flag]?.length !== 0);
  if (other !== undefined) {
    throw new UsageError(
      `--alarm charts what the alarm watches: leave --${other} out, or name what to chart without --alarm`,
    );
  }

  if (alarm.trim() === '' || alarm.length > longestName) {
    throw new UsageError('--alarm takes the name of an alarm, as CloudWatch shows it');
  }

  return alarm;
}

function readLevel(text: string): number {
  const level = Number(text);
  if (text.trim() === '' || !Number.isFinite(level)) {
    throw new UsageError(`--threshold takes a number such as 80, not "${text}"`);
  }

  return level;
}
