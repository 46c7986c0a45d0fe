import {type MetricAlarm, type WatchedMetric} from '../../source/core/metric/alarm.ts';
import {noon} from './a-record.ts';

/** An alarm of a test on a machine's CPU, in ALARM since ten minutes before noon. */
export function anAlarm(
  instance: string,
  {
    watches = {},
    ...parts
  }: Partial<Omit<MetricAlarm, 'watches'>> & {readonly watches?: Partial<WatchedMetric>} = {},
): MetricAlarm {
  return {
    name: 'cpu-high',
    state: 'ALARM',
    changedAt: noon - 600_000,
    reason: 'Threshold Crossed: 2 out of the last 3 datapoints were greater than the threshold.',
    ...parts,
    watches: {
      namespace: 'AWS/EC2',
      metric: 'CPUUtilization',
      statistic: 'Average',
      period: 60,
      dimensions: [{name: 'InstanceId', value: instance}],
      threshold: 90,
      comparison: 'GreaterThanThreshold',
      datapoints: 2,
      evaluationPeriods: 3,
      ...watches,
    },
  };
}
