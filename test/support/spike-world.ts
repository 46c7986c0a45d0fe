import {type TrailEvent} from '../../source/core/event.ts';
import {type JsonObject} from '../../source/core/json.ts';
import {type Series} from '../../source/core/metric.ts';
import {chartGeneration, reduce, type State} from '../../source/core/state.ts';
import {hour, minute} from '../../source/core/time.ts';
import {aScreen, ago, arrive, noon} from './a-record.ts';
import {call, session} from './event-records.ts';

/** Machines of these tests. */
export const machine = {
  tree: 'i-0aaaa1111bbbb2222',
  river: 'i-0cccc3333dddd4444',
} as const;

/** A call so many minutes before noon; its eventID is `id`. It is a write unless the record says otherwise. */
export function made(
  id: string,
  name: string,
  minutes: number,
  record: JsonObject = {},
): TrailEvent {
  return call('ec2', name, {
    eventID: id,
    eventTime: new Date(ago(minutes)).toISOString(),
    readOnly: false,
    ...record,
  });
}

/** Names a machine as EC2's own calls do. */
export function on(...ids: readonly string[]): JsonObject {
  return {requestParameters: {instancesSet: {items: ids.map((instanceId) => ({instanceId}))}}};
}

/** A machine is launched, by hand or as a member of a group. */
export function launched(
  id: string,
  instance: string,
  minutes: number,
  {
    group,
    template,
    security,
    record = {},
  }: {group?: string; template?: string; security?: string; record?: JsonObject} = {},
): TrailEvent {
  return made(id, 'RunInstances', minutes, {
    requestParameters: {
      ...(template && {launchTemplate: {launchTemplateId: template, version: '7'}}),
      tagSpecificationSet: {
        items: [
          {
            resourceType: 'instance',
            tags: group ? [{key: 'aws:autoscaling:groupName', value: group}] : [],
          },
        ],
      },
    },
    responseElements: {
      instancesSet: {
        items: [
          {instanceId: instance, ...(security && {groupSet: {items: [{groupId: security}]}})},
        ],
      },
    },
    ...record,
  });
}

/** What Auto Scaling calls by itself. */
export const byAutoScaling: JsonObject = {
  userIdentity: session('AWSServiceRoleForAutoScaling', 'AutoScaling', {
    invokedBy: 'autoscaling.amazonaws.com',
    accessKeyId: 'ASIASERVICE0SERVICE7',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        arn: 'arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
        userName: 'AWSServiceRoleForAutoScaling',
      },
    },
  }),
  sourceIPAddress: 'autoscaling.amazonaws.com',
};

/** A call to Auto Scaling about a group. */
export function aboutGroup(
  id: string,
  name: string,
  minutes: number,
  group: string,
  request: JsonObject = {},
): TrailEvent {
  return made(id, name, minutes, {
    eventSource: 'autoscaling.amazonaws.com',
    requestParameters: {autoScalingGroupName: group, ...request},
  });
}

/** CPU a minute, quiet and from so many minutes before noon on at 96 %. */
export function cpuOf(id: string, from: number, level = 96, quiet = 10): Series {
  const points = [];
  for (let minutes = 60; minutes > 0; minutes--) {
    const noise = (minutes * 7) % 3;
    points.push({time: ago(minutes), value: (minutes <= from ? level : quiet) + noise});
  }

  return {
    id,
    name: '',
    metric: 'CPUUtilization',
    statistic: 'Average',
    unit: 'Percent',
    period: 60,
    points,
    provisionalFrom: noon,
  };
}

/** A screen at noon on which these series are charted and these events are loaded. */
export function charting(
  series: readonly Series[],
  events: readonly TrailEvent[],
  options: Parameters<typeof aScreen>[0] = {},
): State {
  const state = reduce(aScreen({...options, charted: series.map(({id}) => id)}), {
    type: 'coverage',
    coverage: {
      region: 'us-east-1',
      pushed: 'all',
      since: noon - 2 * hour,
      until: noon + minute,
      asOf: noon,
    },
  });
  const charted = reduce(state, {
    type: 'series',
    now: noon,
    generation: chartGeneration(state),
    range: state.range,
    series,
  });
  return arrive(charted, events, 'load');
}
