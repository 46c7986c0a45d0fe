import {nearestName} from '../filter/names.ts';
import {statistics} from '../metric.ts';

/** What the menu offers: the plain statistics, then the percentiles that people ask for. */
export const offeredStatistics: readonly string[] = [
  ...statistics,
  'p50',
  'p90',
  'p95',
  'p99',
  'p99.9',
];

const meanings: Readonly<Record<string, string>> = {
  Average: 'the mean of a period',
  Maximum: 'the highest value of a period',
  Minimum: 'the lowest value of a period',
  Sum: 'all values of a period added up',
  SampleCount: 'how many values a period has',
};

export type StatisticAnswer =
  {readonly ok: true; readonly statistic: string} | {readonly ok: false; readonly message: string};

/**
 * A statistic as CloudWatch spells it (`Average`, `p99.9`), whatever the case it was typed in. The message says which one
 * was probably meant.
 */
export function readStatistic(text: string): StatisticAnswer {
  const typed = text.trim();
  const plain = statistics.find((each) => each.toLowerCase() === typed.toLowerCase());
  if (plain) {
    return {ok: true, statistic: plain};
  }

  const digits = /^p(?<percent>\d{1,3}(?:\.\d{1,10})?)$/iv.exec(typed)?.groups?.['percent'];
  if (digits !== undefined) {
    return Number(digits) <= 100
      ? {ok: true, statistic: `p${digits}`}
      : {ok: false, message: `${typed} is no percentile: they end at p100`};
  }

  const near = shortNames[typed.toLowerCase()] ?? nearestName(typed, statistics);
  return {
    ok: false,
    message: `there is no statistic "${typed}"${
      near === undefined
        ? `: it is ${statistics.join(', ')} or a percentile such as p95`
        : `; did you mean ${near}?`
    }`,
  };
}

/** What other tools call them, which no spelling is near to. */
const shortNames: Readonly<Record<string, string>> = {
  avg: 'Average',
  mean: 'Average',
  max: 'Maximum',
  min: 'Minimum',
  count: 'SampleCount',
  samples: 'SampleCount',
  median: 'p50',
};

/** Whether it is a percentile, which GetMetricStatistics wants as an extended statistic. */
export function isExtended(statistic: string): boolean {
  return !(statistics as readonly string[]).includes(statistic);
}

/** What a statistic is, in a few words. */
export function statisticMeaning(statistic: string): string {
  return Object.hasOwn(meanings, statistic)
    ? (meanings[statistic] ?? '')
    : `${statistic.slice(1)} % of the values of a period are at or below it`;
}
