import {minute} from '../core/time.ts';
import {invalidValue} from './aws-error.ts';
import {isHome, requestKey, type Call, type Context} from './call.ts';
import {metricOutput, pageStart} from './cloudwatch-metrics.ts';
import {compareText} from './compare-text.ts';
import {type OutputStructure} from './output.ts';
import {simpleStatistics} from './statistics.ts';
import {type WorldAlarm} from './world.ts';

/** DescribeAlarms of CloudWatch, by name. Throws AwsError. */
export function describeAlarms(call: Call, context: Context): OutputStructure {
  const {input} = call;
  const {world, clock, tokens} = context;
  const size = input.number('MaxRecords') ?? 50;
  if (!Number.isSafeInteger(size) || size < 1 || size > 100) {
    throw invalidValue('The parameter MaxRecords must be between 1 and 100.');
  }

  const names = new Set(input.texts('AlarmNames'));
  const types = input.texts('AlarmTypes');
  const [prefix, state] = [input.text('AlarmNamePrefix'), input.text('StateValue')];
  const after = pageStart(call, context);
  const alarms = isHome(call, world) ? world.alarms(clock.now()) : [];
  const found = alarms
    .filter(({name}) => name > after && name.startsWith(prefix))
    .filter(({name}) => names.size === 0 || names.has(name))
    .filter((alarm) => state === '' || alarm.state === state)
    .filter(() => types.length === 0 || types.includes('MetricAlarm'))
    .sort((a, b) => compareText(a.name, b.name));
  const page = found.slice(0, size);
  const last = page.at(-1);
  return {
    MetricAlarms: page.map((alarm) => alarmOutput(alarm, call.region, world.account)),
    CompositeAlarms: [],
    NextToken:
      last && found.length > size ? tokens.seal(requestKey(call), {after: last.name}) : undefined,
  };
}

function alarmOutput(alarm: WorldAlarm, region: string, account: string): OutputStructure {
  return {
    AlarmName: alarm.name,
    AlarmArn: `arn:aws:cloudwatch:${region}:${account}:alarm:${alarm.name}`,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.stateUpdatedAt - minute),
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    StateValue: alarm.state,
    StateReason: alarm.stateReason,
    StateUpdatedTimestamp: new Date(alarm.stateUpdatedAt),
    StateTransitionedTimestamp: new Date(alarm.stateUpdatedAt),
    ...metricOutput(alarm.metric),
    [simpleStatistics.has(alarm.statistic) ? 'Statistic' : 'ExtendedStatistic']: alarm.statistic,
    Period: alarm.period,
    EvaluationPeriods: alarm.evaluationPeriods,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparison,
    TreatMissingData: 'missing',
  };
}
