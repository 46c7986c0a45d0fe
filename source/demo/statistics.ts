/** A statistic of the values of one period; undefined where it is none that exists here. Values are never empty. */
export function statistic(name: string): ((values: readonly number[]) => number) | undefined {
  const simple = simpleStatistics.get(name);
  if (simple) {
    return simple;
  }

  const digits = /^p(?<percent>\d{1,3}(?:\.\d{1,10})?)$/v.exec(name)?.groups?.['percent'];
  const percent = Number(digits ?? Number.NaN);
  return percent >= 0 && percent <= 100 ? (values) => percentile(values, percent) : undefined;
}

/** Average, Maximum, Minimum, Sum, SampleCount: what GetMetricStatistics takes as Statistics. */
export const simpleStatistics: ReadonlyMap<string, (values: readonly number[]) => number> = new Map(
  [
    ['Average', (values: readonly number[]) => sum(values) / values.length],
    ['Maximum', (values: readonly number[]) => Math.max(...values)],
    ['Minimum', (values: readonly number[]) => Math.min(...values)],
    ['Sum', sum],
    ['SampleCount', (values: readonly number[]) => values.length],
  ],
);

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) {
    total += value;
  }

  return total;
}

/** Between the two nearest values where the rank falls between them. */
function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (percent / 100) * (sorted.length - 1);
  const below = sorted[Math.floor(rank)] ?? Number.NaN;
  const above = sorted[Math.ceil(rank)] ?? below;
  return below + (above - below) * (rank - Math.floor(rank));
}
