import {check, type Check} from '../../core/check.ts';
import {type MetricChoice} from '../../core/metric/choice.ts';
import {formatDollars, hourlyCost} from '../../core/metric/cost.ts';
import {autoPeriod} from '../../core/metric.ts';
import {type RangeChoice} from '../../core/state/range.ts';
import {formatDuration, second} from '../../core/time.ts';

/** A bare start charts so many: the two busiest. */
const bareStart = 2;

/** What an hour of the chart costs as it is set, and what is free of it. */
export function costCheck(
  {instances, metric}: {readonly instances: readonly string[]; readonly metric: MetricChoice},
  choice: RangeChoice,
): Check {
  const count = instances.length === 0 ? bareStart : instances.length;
  const {period: chosen} = metric;
  const period = chosen === 'auto' ? autoPeriod(spanOf(choice), 0, false) : chosen;
  const {calls, dollars} = hourlyCost(count, period);
  const what = `${count} ${count === 1 ? 'series' : 'series together'} at ${formatDuration(period * second)}`;
  const who = instances.length === 0 ? ', as a bare start charts them' : '';
  return check(
    'cost',
    'ok',
    `a live chart of ${what}${who}: about ${calls} GetMetricData requests and ${formatDollars(dollars)} an hour, nothing while it is hidden; LookupEvents is free, and ListMetrics, DescribeAlarms and GetMetricStatistics are within the free million requests a month`,
  );
}

/** How long a range is, in ms; everything in an archive has no chart that costs. */
function spanOf(choice: RangeChoice): number {
  return choice.kind === 'live'
    ? choice.span
    : choice.kind === 'fixed'
      ? choice.until - choice.since
      : 0;
}
