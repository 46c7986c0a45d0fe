import {lastPart, shortArn} from '../reading/arn.ts';
import {firstOf, leads, pair, prefixed, words} from '../reading/phrase.ts';
import type {Call, Describe, Sentences} from './call.ts';

const service: Describe = (call) =>
  words(
    prefixed('svc', lastPart(call.ask('service', 'serviceName'))),
    prefixed('in', lastPart(call.ask('cluster'))),
    prefixed(call.signs.to, task(call)),
    pair('desired', call.ask('desiredCount')),
    call.ask('forceNewDeployment') === 'true' ? 'new deployment' : '',
  );

const nodegroup: Describe = (call) =>
  words(
    call.ask('nodegroupName'),
    prefixed('in', call.ask('name', 'clusterName')),
    pair('desired', call.ask('scalingConfig.desiredSize')),
    call.ask('releaseVersion', 'version'),
  );

const entry: Describe = (call) =>
  words(
    call.ask('name', 'clusterName'),
    prefixed('+', shortArn(decodeArn(call.ask('principalArn')))),
    lastPart(decodeArn(call.ask('policyArn'))),
  );

/** Sentences about ECS and EKS. */
export const containers: Readonly<Record<'ecs' | 'eks', Sentences>> = {
  ecs: {
    CreateService: service,
    UpdateService: service,
    DeleteService: service,
    RunTask: (call) => words(task(call), prefixed('in', lastPart(call.ask('cluster')))),
    StopTask: (call) => words(lastPart(call.ask('task')), call.ask('reason')),
    RegisterTaskDefinition: (call) =>
      leads(
        call.ask('family'),
        lastPart(call.gave('taskDefinition.taskDefinitionArn')),
        call.signs,
      ),
    UpdateContainerInstancesState: (call) =>
      words(
        firstOf(call.asked('containerInstances').map((arn) => lastPart(arn))),
        call.ask('status'),
      ),
  },
  eks: {
    UpdateNodegroupConfig: nodegroup,
    UpdateNodegroupVersion: nodegroup,
    CreateNodegroup: nodegroup,
    DeleteNodegroup: nodegroup,
    CreateAccessEntry: entry,
    AssociateAccessPolicy: entry,
  },
};

function task(call: Call): string {
  const text = call.ask('taskDefinition');
  return shortArn(text).replace(/^task-definition\//v, '');
}

/** EKS records ARNs of the request's path as they were sent: URL-encoded. */
function decodeArn(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
