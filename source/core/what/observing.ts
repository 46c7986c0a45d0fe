import {accountText, lastPart, shortArn} from '../reading/arn.ts';
import {member} from '../json.ts';
import {firstOf, leads, pair, prefixed, words} from '../reading/phrase.ts';
import {policyHint} from '../reading/policy.ts';
import type {Describe, Sentences} from './call.ts';

const logs: Describe = (call) =>
  words(
    shortArn(call.ask('logGroupName', 'logGroupIdentifier', 'logGroupNames')),
    call.ask('logStreamName'),
  );

const alarms: Describe = (call) => firstOf(call.asked('alarmNames', 'alarmName'));

const detector: Describe = (call) =>
  words(prefixed('detector', call.ask('detectorId')), pair('enable', call.ask('enable')));

const members: Describe = (call) =>
  words(
    firstOf(call.asked('accountIds').map((id) => accountText(id))),
    prefixed('of', detector(call)),
  );

/** A filter that archives hides what GuardDuty finds. */
const findingsFilter: Describe = (call) =>
  words(call.ask('name', 'filterName'), call.ask('action').toLowerCase());

const recorder: Describe = (call) =>
  call.ask(
    'configurationRecorderName',
    'configurationRecorder.name',
    'deliveryChannelName',
    'configRuleName',
    'configRule.configRuleName',
    'configurationAggregatorName',
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
    PutSubscriptionFilter: (call) =>
      leads(logs(call), shortArn(call.ask('destinationArn')), call.signs),
    CreateExportTask: (call) =>
      leads(logs(call), pair('bucket', call.ask('destination')), call.signs),
    PutResourcePolicy: (call) =>
      words(call.ask('policyName'), policyHint(member(call.request, 'policyDocument'), call.signs)),
    DeleteResourcePolicy: (call) => call.ask('policyName'),
    DeleteMetricFilter: (call) => words(logs(call), call.ask('filterName')),
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
    CreateDetector: (call) =>
      words(prefixed('detector', call.gave('detectorId')), pair('enable', call.ask('enable'))),
    DeleteDetector: detector,
    DeleteMembers: members,
    DisassociateMembers: members,
    StopMonitoringMembers: members,
    DisassociateFromMasterAccount: detector,
    DisassociateFromAdministratorAccount: detector,
    DeletePublishingDestination: (call) =>
      words(call.ask('destinationId'), prefixed('of', detector(call))),
    CreateFilter: findingsFilter,
    UpdateFilter: findingsFilter,
    DeleteFilter: findingsFilter,
    ArchiveFindings: (call) => firstOf(call.asked('findingIds')),
    UpdateIPSet: (call) => words(call.ask('name', 'ipSetId'), call.ask('location')),
    DeleteIPSet: (call) => call.ask('ipSetId'),
    CreateThreatIntelSet: (call) => words(call.ask('name'), call.ask('location')),
    UpdateDetector: detector,
    CreateIPSet: (call) => words(call.ask('name'), call.ask('location')),
  },
  config: {
    StartConfigurationRecorder: recorder,
    StopConfigurationRecorder: recorder,
    PutConfigurationRecorder: (call) =>
      words(
        recorder(call),
        pair('all types', call.ask('configurationRecorder.recordingGroup.allSupported')),
      ),
    PutConfigRule: recorder,
    DeleteConfigurationAggregator: recorder,
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
