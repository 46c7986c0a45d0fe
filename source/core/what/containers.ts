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
    prefixed('+', principal(call)),
    lastPart(decodeArn(call.ask('policyArn'))),
  );

/** Sentences about ECS and EKS. */
export const containers: Readonly<Record<'ecs' | 'eks', Sentences>> = {
  ecs: {
    CreateService: service,
    UpdateService: service,
    DeleteService: service,
    RunTask: (call) => words(task(call), prefixed('in', lastPart(call.ask('cluster')))),
    ExecuteCommand: (call) =>
      words(
        lastPart(call.ask('task')),
        call.ask('container'),
        prefixed(call.signs.to, call.ask('command')),
        prefixed('in', lastPart(call.ask('cluster'))),
      ),
    CreateCluster: (call) => call.ask('clusterName'),
    DeleteCluster: (call) => lastPart(call.ask('cluster')),
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
    CreateCluster: cluster,
    DeleteCluster: cluster,
    UpdateClusterVersion: cluster,
    UpdateClusterConfig: cluster,
    DeleteAccessEntry: (call) =>
      words(call.ask('name', 'clusterName'), prefixed('-', principal(call))),
    UpdateNodegroupConfig: nodegroup,
    UpdateNodegroupVersion: nodegroup,
    CreateNodegroup: nodegroup,
    DeleteNodegroup: nodegroup,
    CreateAccessEntry: entry,
    AssociateAccessPolicy: entry,
  },
};

/** `web 1.33`, `web public ← 0.0.0.0/0`: who may reach the API of the cluster. */
function cluster(call: Call): string {
  const access = 'resourcesVpcConfig';
  const isPublic = call.ask(`${access}.endpointPublicAccess`);
  return words(
    call.ask('name', 'clusterName'),
    call.ask('version'),
    isPublic === '' ? '' : isPublic === 'true' ? 'public' : 'private',
    prefixed(call.signs.from, firstOf(call.asked(`${access}.publicAccessCidrs`))),
  );
}

function principal(call: Call): string {
  return shortArn(decodeArn(call.ask('principalArn')));
}

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
