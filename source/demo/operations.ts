import {type Operation} from './call.ts';
import {describeAlarms} from './cloudwatch-alarms.ts';
import {getMetricData} from './cloudwatch-data.ts';
import {listMetrics} from './cloudwatch-metrics.ts';
import {getMetricStatistics} from './cloudwatch-statistics.ts';
import {describeInstances, describeRegions} from './ec2.ts';
import {lookupEvents} from './lookup-events.ts';
import {type Service} from './service.ts';
import {getCallerIdentity} from './sts.ts';

/** Everything that the demo account answers. */
const operations: ReadonlyMap<Service['name'], ReadonlyMap<string, Operation>> = new Map([
  ['cloudtrail', new Map<string, Operation>([['LookupEvents', lookupEvents]])],
  [
    'monitoring',
    new Map<string, Operation>([
      ['DescribeAlarms', describeAlarms],
      ['GetMetricData', getMetricData],
      ['GetMetricStatistics', getMetricStatistics],
      ['ListMetrics', listMetrics],
    ]),
  ],
  ['sts', new Map<string, Operation>([['GetCallerIdentity', getCallerIdentity]])],
  [
    'ec2',
    new Map<string, Operation>([
      ['DescribeInstances', describeInstances],
      ['DescribeRegions', describeRegions],
    ]),
  ],
]);

/** Names of all operations. */
export const operationNames: readonly string[] = [...operations].flatMap(([, known]) =>
  [...known].map(([name]) => name),
);

export function findOperation(service: Service, operation: string): Operation | undefined {
  return operations.get(service.name)?.get(operation);
}
