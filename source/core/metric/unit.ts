import {ec2Namespace, type MetricChoice} from './choice.ts';

/**
 * The units of EC2's own metrics: GetMetricData does not tell them. Source: AWS, "List the available CloudWatch metrics
 * for your instances".
 */
const ec2Units: Readonly<Record<string, string>> = {
  CPUUtilization: 'Percent',
  CPUCreditUsage: 'Count',
  CPUCreditBalance: 'Count',
  CPUSurplusCreditBalance: 'Count',
  CPUSurplusCreditsCharged: 'Count',
  NetworkIn: 'Bytes',
  NetworkOut: 'Bytes',
  NetworkPacketsIn: 'Count',
  NetworkPacketsOut: 'Count',
  DiskReadBytes: 'Bytes',
  DiskWriteBytes: 'Bytes',
  DiskReadOps: 'Count',
  DiskWriteOps: 'Count',
  EBSReadBytes: 'Bytes',
  EBSWriteBytes: 'Bytes',
  EBSReadOps: 'Count',
  EBSWriteOps: 'Count',
  'EBSIOBalance%': 'Percent',
  'EBSByteBalance%': 'Percent',
  MetadataNoToken: 'Count',
  MetadataNoTokenRejected: 'Count',
  StatusCheckFailed: 'Count',
  StatusCheckFailed_Instance: 'Count',
  StatusCheckFailed_System: 'Count',
  StatusCheckFailed_AttachedEBS: 'Count',
};

/** Names of EC2's own metrics. */
export const ec2Metrics: readonly string[] = Object.keys(ec2Units);

/** The unit of a metric as CloudWatch calls it: known for EC2, for others told by the name; '' where it does not tell. */
export function unitOf({namespace, metric}: Pick<MetricChoice, 'namespace' | 'metric'>): string {
  if (namespace === ec2Namespace && Object.hasOwn(ec2Units, metric)) {
    return ec2Units[metric] ?? '';
  }

  const found = unitNames.find(([pattern]) => pattern.test(metric));
  return found?.[1] ?? '';
}

const unitNames: ReadonlyArray<readonly [RegExp, string]> = [
  [/percent|utilization|%$/iv, 'Percent'],
  [/bytes$/iv, 'Bytes'],
  [/count$|requests$|packets|ops$/iv, 'Count'],
];

/** The unit of what a statistic makes of a metric: samples are counted, whatever they are samples of. */
export function unitOfStatistic(choice: MetricChoice): string {
  return choice.statistic === 'SampleCount' ? 'Count' : unitOf(choice);
}

/** Whether values lie between 0 and 100: percentages, as long as they are not added up or counted. */
export function isPercent({statistic, ...metric}: MetricChoice): boolean {
  return unitOf(metric) === 'Percent' && statistic !== 'Sum' && statistic !== 'SampleCount';
}
