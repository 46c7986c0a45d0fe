import {day, formatIso, hour, minute} from '../../core/time.ts';
import type {WorldAlarm, WorldMetric} from '../world.ts';
import type {Account} from './account.ts';
import type {Metrics} from './metrics.ts';
import {batchAlarm} from './mining-schedule.ts';
import {refreshAlarm} from './refresh-schedule.ts';

/** The account's three alarms as DescribeAlarms shows them at a moment. */
export function alarmsAt(account: Account, metrics: Metrics, now: number): readonly WorldAlarm[] {
  const {machines, startedAt} = account;
  const rang = batchAlarm(account);
  const [groupRang, groupOver] = refreshAlarm(account);
  const batch = cpu('InstanceId', machines.batch, 60);
  const group = cpu('AutoScalingGroupName', 'web', 60);
  const groupChanged = [groupOver, groupRang, startedAt - 16 * day].find((time) => time <= now);
  return [
    {
      ...average(batch, 80, 60, 3),
      name: 'batch-7-cpu-high',
      ...(now >= rang
        ? {
            state: 'ALARM',
            stateUpdatedAt: rang,
            stateReason: crossed(metrics, batch, rang, {threshold: 80, minutes: 3, above: true}),
          }
        : calm(account, metrics, batch, 80)),
    },
    {
      ...average(group, 70, 300, 2),
      name: 'web-cpu-high',
      state: groupChanged === groupRang ? 'ALARM' : 'OK',
      stateUpdatedAt: groupChanged ?? startedAt - 90 * day,
      stateReason: crossed(metrics, group, groupChanged ?? now, {
        threshold: 70,
        minutes: 10,
        above: groupChanged === groupRang,
      }),
    },
    {
      ...average(
        {...cpu('InstanceId', machines.forgotten, 60), name: 'StatusCheckFailed', unit: 'Count'},
        0,
        60,
        2,
      ),
      name: 'reporting-old-status-check',
      statistic: 'Maximum',
      state: 'INSUFFICIENT_DATA',
      stateUpdatedAt: startedAt - 20 * day + hour,
      stateReason: 'Insufficient Data: 2 datapoints were unknown.',
    },
  ];
}

function cpu(Name: string, Value: string, interval: 60 | 300): WorldMetric {
  return {
    namespace: 'AWS/EC2',
    name: 'CPUUtilization',
    dimensions: [{Name, Value}],
    unit: 'Percent',
    interval,
  };
}

function average(
  metric: WorldMetric,
  threshold: number,
  period: number,
  evaluationPeriods: number,
): Omit<WorldAlarm, 'name' | 'state' | 'stateReason' | 'stateUpdatedAt'> {
  return {
    metric,
    threshold,
    comparison: 'GreaterThanThreshold',
    period,
    evaluationPeriods,
    statistic: 'Average',
  };
}

function calm(
  account: Account,
  metrics: Metrics,
  metric: WorldMetric,
  threshold: number,
): Pick<WorldAlarm, 'state' | 'stateReason' | 'stateUpdatedAt'> {
  const since = Math.floor((account.startedAt - 6 * day) / minute) * minute;
  return {
    state: 'OK',
    stateUpdatedAt: since,
    stateReason: crossed(metrics, metric, since, {threshold, minutes: 3, above: false}),
  };
}

/** The sentence with which CloudWatch explains a change of state, with the newest datapoint before it. */
function crossed(
  metrics: Metrics,
  metric: WorldMetric,
  time: number,
  {threshold, minutes, above}: {threshold: number; minutes: number; above: boolean},
): string {
  const last = metrics.samples(metric, time - minutes * minute, time).at(-1);
  const shown = last ? `[${last.value} (${writtenMinute(last.time)})] was ` : '';
  return (
    `Threshold Crossed: 1 datapoint ${shown}${above ? '' : 'not '}greater than the threshold ` +
    `(${threshold.toFixed(1)}) (minimum 1 datapoint for ${above ? 'OK -> ALARM' : 'ALARM -> OK'} transition).`
  );
}

/** `22/11/26 12:16:00`. */
function writtenMinute(time: number): string {
  const iso = formatIso(time);
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(2, 4)} ${iso.slice(11, 19)}`;
}
