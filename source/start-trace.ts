import process from 'node:process';

/** What is done, and when: ms since the process began. */
export type Step = {
  readonly name: string;
  readonly startTime: number;
  /** ms that the processor has worked for this process until then, all threads together. */
  readonly detail: number;
};

const prefix = 'trailtop: ';
const isTraced = (process.env['TRAILTOP_TRACE'] ?? '') !== '';

/**
 * Notes that a step of the start is done, the first time that it is. Without TRAILTOP_TRACE it does nothing. Node's own
 * timeline holds the steps: the bundle has this file twice, since cli.js loads main.js later.
 */
export function traceStart(name: string): void {
  const mark = prefix + name;
  if (isTraced && performance.getEntriesByName(mark).length === 0) {
    const {user, system} = process.cpuUsage();
    performance.mark(mark, {detail: (user + system) / 1000});
  }
}

/** Where the start took its time, a line a step; '' where it was not traced. */
export function startReport(): string {
  const marks = isTraced ? performance.getEntriesByType('mark') : [];
  return reportOf(
    (marks as PerformanceMark[]).flatMap(({name, startTime, detail}) =>
      name.startsWith(prefix) ? [{name, startTime, detail: Number(detail)}] : [],
    ),
  );
}

/** A line a step: when it was done, how long after the one before, the processor's part of that, and its name. */
export function reportOf(steps: readonly Step[]): string {
  if (steps.length === 0) {
    return '';
  }

  const cell = (ms: number) => ms.toFixed(1).padStart(8);
  const lines = steps.map(({name, startTime, detail}, index) => {
    const before = steps[index - 1];
    const took = startTime - (before?.startTime ?? 0);
    const worked = detail - (before?.detail ?? 0);
    return `${cell(startTime)} ${cell(took)} ${cell(worked)}  ${name.replace(prefix, '')}`;
  });
  return ['   at ms  took ms   cpu ms  start', ...lines, ''].join('\n');
}
