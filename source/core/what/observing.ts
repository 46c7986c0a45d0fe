import {lastPart, shortArn} from '../reading/arn.ts';
import {firstOf, pair, prefixed, words} from '../reading/phrase.ts';
import type {Describe, Sentences} from './call.ts';

const logs: Describe = (call) =>
  words(
    shortArn(call.ask('logGroupName', 'logGroupIdentifier', 'logGroupNames')),
    call.ask('logStreamName'),
  );

const alarms: Describe = (call) => firstOf(call.asked('alarmNames', 'alarmName'));

const detector: Describe = (call) =>
  words(prefixed('detector', call.ask('detectorId')), pair('enable', call.ask('enable')));

const recorder: Describe = (call) =>
  call.ask(
    'configurationRecorderName',
    'configurationRecorder.name',
    'deliveryChannelName',
    'configRuleName',
  );

/** Sentences about what watches the account: logs, alarms, detectors and recorders. */
export const observing: Readonly<
  Record<'logs' | 'monitoring' | 'guardduty' | 'config' | 'bedrock', Sentences>
> = {
  logs: {
    CreateLogGroup: logs,
    DeleteLogGroup: logs,
    CreateLogStream: logs,
    DeleteLogStream: logs,
    PutRetentionPolicy: (call) => words(logs(call), pair('days', call.ask('retentionInDays'))),
    DeleteRetentionPolicy: logs,
    StartQuery: (call) => words(logs(call), call.ask('queryString')),
    DeleteSubscriptionFilter: (call) => words(logs(call), call.ask('filterName')),
  },
  monitoring: {
    DeleteAlarms: alarms,
    DisableAlarmActions: alarms,
    EnableAlarmActions: alarms,
    PutMetricAlarm: alarms,
    SetAlarmState: (call) => words(alarms(call), pair('state', call.ask('stateValue'))),
    DescribeAlarms: (call) => alarms(call) || 'all',
  },
  guardduty: {
    DeleteDetector: detector,
    UpdateDetector: detector,
    CreateIPSet: (call) => words(call.ask('name'), call.ask('location')),
  },
  config: {
    StopConfigurationRecorder: recorder,
    DeleteConfigurationRecorder: recorder,
    DeleteDeliveryChannel: recorder,
    DeleteConfigRule: recorder,
  },
  bedrock: {
    InvokeModel: (call) => lastPart(call.ask('modelId')),
    InvokeModelWithResponseStream: (call) => lastPart(call.ask('modelId')),
    Converse: (call) => lastPart(call.ask('modelId')),
    ConverseStream: (call) => lastPart(call.ask('modelId')),
  },
};
