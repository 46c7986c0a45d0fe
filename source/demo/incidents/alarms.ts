import {day, formatIso, hour, second} from '../../core/time.ts';
import type {WorldAlarm, WorldMetric} from '../world.ts';
import type {Account} from './account.ts';
import type {Metrics} from './metrics.ts';
import {batchAlarm} from './mining-schedule.ts';
import {refreshAlarm} from './refresh-schedule.ts';

/** The account's three alarms as DescribeAlarms shows them at a moment. */
export function alarmsAt(account: Account, metrics: Metrics, now: number): readonly WorldAlarm[] {
  const {machines, startedAt} = account;
  const [groupRang, groupOver] = refreshAlarm(account);
  const calmSince = Math.floor((startedAt - 16 * day) / hour) * hour;
  const batch = rule(cpu('InstanceId', machines.batch, 60), 80, 60, 3);
  const group = rule(cpu('AutoScalingGroupName', 'web', 60), 70, 300, 2);
  const status: WorldMetric = {
    ...cpu('InstanceId', machines.forgotten, 60),
    name: 'StatusCheckFailed',
    unit: 'Count',
  };
  const changed = (one: Rule, changes: ReadonlyArray<readonly [number, 'OK' | 'ALARM']>) => {
    const [time, state] = changes.findLast(([at]) => at <= now) ?? [calmSince, 'OK' as const];
    return {
      ...one,
      state,
      stateUpdatedAt: time,
      stateReason: crossed(metrics, one, time, state === 'ALARM'),
    };
  };

  return [
    {...changed(batch, [[batchAlarm(account), 'ALARM']]), name: 'batch-7-cpu-high'},
    {
      ...changed(group, [
        [groupRang, 'ALARM'],
        [groupOver, 'OK'],
      ]),
      name: 'web-cpu-high',
    },
    {
      ...rule(status, 0, 60, 2),
      name: 'reporting-old-status-check',
      statistic: 'Maximum',
      state: 'INSUFFICIENT_DATA',
      stateUpdatedAt: startedAt - 20 * day + hour,
      stateReason: 'Insufficient Data: 2 datapoints were unknown.',
    },
  ];
}

type Rule = Omit<WorldAlarm, 'name' | 'state' | 'stateReason' | 'stateUpdatedAt'>;

function cpu(Name: string, Value: string, interval: 60 | 300): WorldMetric {
  return {
    namespace: 'AWS/EC2',
    name: 'CPUUtilization',
    dimensions: [{Name, Value}],
    unit: 'Percent',
    interval,
  };
}

function rule(
  metric: WorldMetric,
  threshold: number,
  period: number,
  evaluationPeriods: number,
): Rule {
  return {
    metric,
    threshold,
    comparison: 'GreaterThanThreshold',
    period,
    evaluationPeriods,
    statistic: 'Average',
  };
}

/** The sentence with which CloudWatch explains a change of state: the datapoints that it looked at, newest first. */
function crossed(metrics: Metrics, one: Rule, time: number, above: boolean): string {
  const {metric, threshold, period, evaluationPeriods} = one;
  const step = period * second;
  const count = above ? evaluationPeriods : 1;
  const points = Array.from({length: count}, (_, index) => {
    const from = time - (index + 1) * step;
    const values = metrics.samples(metric, from, from + step).map(({value}) => value);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.length === 0
      ? []
      : [`${Math.round(mean * 1000) / 1000} (${writtenMinute(from)})`];
  }).flat();
  const transition = above ? 'OK -> ALARM' : 'ALARM -> OK';
  return (
    `Threshold Crossed: ${count} out of the last ${count} datapoints [${points.join(', ')}] ` +
    `${count === 1 ? 'was' : 'were'} ${above ? '' : 'not '}greater than the threshold (${threshold.toFixed(1)}) ` +
    `(minimum ${count} ${count === 1 ? 'datapoint' : 'datapoints'} for ${transition} transition).`
  );
}

/** `22/11/26 12:16:00`. */
function writtenMinute(time: number): string {
  const iso = formatIso(time);
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(2, 4)} ${iso.slice(11, 19)}`;
}
