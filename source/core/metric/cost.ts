import {stillSafe, type SafeText} from '../sanitize.ts';
import {hour} from '../time.ts';
import {lookEvery} from './refresh.ts';

/** GetMetricData so far: answered requests (a page is one) and US dollars. */
export type MetricCost = {readonly calls: number; readonly dollars: number};

export const noCost: MetricCost = {calls: 0, dollars: 0};

/** US dollars for one metric in one request. Source: AWS, "Amazon CloudWatch Pricing", GetMetricData; no part of it is free. */
const dollarsPerMetric = 1e-5;

/** So many statistics of one metric are paid once. */
const statisticsPaidOnce = 5;

/** What one kind of request costs, in US dollars: the metrics in it, how many statistics of each, and its pages. */
export function requestDollars({
  metrics,
  statistics = 1,
  pages = 1,
}: {
  readonly metrics: number;
  readonly statistics?: number;
  readonly pages?: number;
}): number {
  return metrics * Math.ceil(statistics / statisticsPaidOnce) * pages * dollarsPerMetric;
}

/** What was paid with another answered page on top. */
export function addPage({calls, dollars}: MetricCost, metrics: number): MetricCost {
  return {calls: calls + 1, dollars: dollars + requestDollars({metrics})};
}

/** What an hour of a live chart takes: so many series of a period (s), all in one request each time. */
export function hourlyCost(series: number, period: number): MetricCost {
  const looks = series === 0 ? 0 : Math.ceil(hour / lookEvery(period));
  const pages = Math.max(1, Math.ceil(series / mostInRequest));
  return {calls: looks * pages, dollars: looks * requestDollars({metrics: series})};
}

/** GetMetricData takes no more metrics at a time. */
const mostInRequest = 500;

/** `$0.0012`, `$1.50`, `$0`: two digits that count, cents from a dollar on. */
export function formatDollars(dollars: number): SafeText {
  if (!(dollars > 0 && dollars < Infinity)) {
    return stillSafe('$0');
  }

  const digits = Math.max(2, 1 - Math.floor(Math.log10(dollars)));
  return stillSafe(`$${dollars.toFixed(Math.min(20, digits))}`);
}
