import {lastPart} from '../reading/arn.ts';
import {firstOf, leads, pair, prefixed, words} from '../reading/phrase.ts';
import type {Call, Describe, Sentences} from './call.ts';
import {version} from './ec2.ts';

const group: Describe = (call) => prefixed('asg', call.ask('autoScalingGroupName'));

const sized: Describe = (call) =>
  words(
    group(call),
    template(call),
    prefixed('config', call.ask('launchConfigurationName')),
    pair('min', call.ask('minSize')),
    pair('max', call.ask('maxSize')),
    pair('desired', call.ask('desiredCapacity')),
  );

const processes: Describe = (call) => words(group(call), firstOf(call.asked('scalingProcesses')));

const members: Describe = (call) =>
  words(firstOf(call.asked('instanceIds', 'instanceId')), prefixed('of', group(call)));

/** Sentences about Auto Scaling groups: the calls behind instances that nobody named. */
export const autoScaling: Sentences = {
  CreateAutoScalingGroup: sized,
  UpdateAutoScalingGroup: sized,
  DeleteAutoScalingGroup: (call) =>
    words(group(call), call.ask('forceDelete') === 'true' ? 'force' : ''),
  SetDesiredCapacity: sized,
  StartInstanceRefresh: (call) =>
    words(
      group(call),
      template(call, 'desiredConfiguration.'),
      prefixed('refresh', call.gave('instanceRefreshId')),
    ),
  CancelInstanceRefresh: group,
  RollbackInstanceRefresh: group,
  TerminateInstanceInAutoScalingGroup: (call) =>
    words(
      call.ask('instanceId'),
      prefixed('of asg', call.gave('activity.autoScalingGroupName')),
      call.ask('shouldDecrementDesiredCapacity') === 'true' ? 'desired -1' : '',
    ),
  AttachInstances: members,
  DetachInstances: members,
  EnterStandby: members,
  ExitStandby: members,
  SetInstanceHealth: (call) => words(call.ask('instanceId'), call.ask('healthStatus')),
  SetInstanceProtection: members,
  SuspendProcesses: processes,
  ResumeProcesses: processes,
  PutScalingPolicy: (call) => words(group(call), prefixed('policy', call.ask('policyName'))),
  ExecutePolicy: (call) => words(group(call), prefixed('policy', call.ask('policyName'))),
  DeletePolicy: (call) => words(group(call), prefixed('policy', call.ask('policyName'))),
  DeleteScheduledAction: (call) =>
    words(group(call), prefixed('schedule', call.ask('scheduledActionName'))),
  PutLifecycleHook: (call) =>
    words(
      group(call),
      prefixed('hook', call.ask('lifecycleHookName')),
      prefixed('at', lastPart(call.ask('lifecycleTransition'))),
    ),
  CompleteLifecycleAction: (call) =>
    words(call.ask('instanceId'), call.ask('lifecycleActionResult'), prefixed('in', group(call))),
  AttachLoadBalancerTargetGroups: (call) =>
    leads(
      group(call),
      firstOf(call.asked('targetGroupARNs').map((arn) => lastPart(arn))),
      call.signs,
    ),
  PutScheduledUpdateGroupAction: (call) =>
    words(
      group(call),
      prefixed('schedule', call.ask('scheduledActionName')),
      pair('desired', call.ask('desiredCapacity')),
    ),
  DeleteLaunchConfiguration: (call) => call.ask('launchConfigurationName'),
  CreateLaunchConfiguration: (call) =>
    words(call.ask('launchConfigurationName'), call.ask('instanceType'), call.ask('imageId')),
};

/** `template v42`: the template's own name is left out where it is the group's. */
function template(call: Call, under = ''): string {
  const specification = [
    'launchTemplate',
    'mixedInstancesPolicy.launchTemplate.launchTemplateSpecification',
  ].map((path) => `${under}${path}`);
  const ask = (key: string): string => call.ask(...specification.map((path) => `${path}.${key}`));
  const name = ask('launchTemplateName') || ask('launchTemplateId');
  const number = version(ask('version'));
  return name === '' && number === ''
    ? ''
    : words('template', name === call.ask('autoScalingGroupName') ? '' : name, number);
}
