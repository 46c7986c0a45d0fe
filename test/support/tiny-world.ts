import {
  type Sample,
  type World,
  type WorldAlarm,
  type WorldEvent,
  type WorldInstance,
  type WorldMetric,
} from '../../source/demo/world.ts';

/** Noon of a day on which nothing else happened; everything in the tiny world is told relative to it. */
export const noon = Date.UTC(2026, 10, 22, 12);

export type TinyWorldParts = {
  readonly regions?: readonly string[];
  /** In any order; a test may add to the array while the world is in use. */
  readonly events?: readonly WorldEvent[];
  readonly metrics?: readonly WorldMetric[];
  /** The value of a metric at a time (ms), asked once an interval; undefined leaves a gap. */
  readonly valueAt?: (metric: WorldMetric, time: number) => number | undefined;
  readonly instances?: readonly WorldInstance[];
  readonly alarms?: readonly WorldAlarm[];
};

/** A world of only what a test puts into it; without parts, an account in which nothing ever happened. */
export function tinyWorld(parts: TinyWorldParts = {}): World {
  const {
    regions = ['us-east-1', 'eu-west-1'],
    events = [],
    metrics = [],
    valueAt = () => 50,
    instances = [],
    alarms = [],
  } = parts;
  return {
    account: '123456789012',
    caller: {
      arn: 'arn:aws:sts::123456789012:assumed-role/OncallRO/kim',
      userId: 'AROAEXAMPLEONCALL:kim',
      accessKeyId: 'ASIAEXAMPLEONCALL',
    },
    regions,
    events: (region, since, until) =>
      events
        .filter((event) => event.region === region && event.time >= since && event.time < until)
        .sort((a, b) => a.time - b.time),
    samples: (metric, since, until) => samplesOf(metric, since, until, valueAt),
    metrics: () => metrics,
    instances: () => instances,
    alarms: () => alarms,
  };
}

function samplesOf(
  metric: WorldMetric,
  since: number,
  until: number,
  valueAt: NonNullable<TinyWorldParts['valueAt']>,
): readonly Sample[] {
  const step = metric.interval * 1000;
  const samples: Sample[] = [];
  for (let time = Math.ceil(since / step) * step; time < until; time += step) {
    const value = valueAt(metric, time);
    if (value !== undefined) {
      samples.push({time, value});
    }
  }

  return samples;
}

export type TinyEventParts = {
  readonly id: string;
  /** Ms since 1970; noon unless said otherwise. */
  readonly time?: number;
  /** Seconds until LookupEvents returns it. */
  readonly lateness?: number;
  readonly name?: string;
  readonly source?: string;
  readonly region?: string;
  readonly user?: string;
  readonly readOnly?: boolean;
  readonly accessKeyId?: string;
  readonly resources?: WorldEvent['resources'];
};

/** An event: kim stopped an instance, unless said otherwise. */
export function tinyEvent(parts: TinyEventParts): WorldEvent {
  const {
    id,
    time = noon,
    lateness = 0,
    name = 'StopInstances',
    source = 'ec2.amazonaws.com',
    region = 'us-east-1',
    user = 'kim',
    readOnly = false,
    accessKeyId = 'AKIAEXAMPLEKIM',
    resources = [],
  } = parts;
  return {
    record: {
      eventVersion: '1.11',
      userIdentity: {type: 'IAMUser', userName: user, accessKeyId},
      eventTime: new Date(time).toISOString().replace('.000Z', 'Z'),
      eventSource: source,
      eventName: name,
      awsRegion: region,
      eventID: id,
      readOnly,
    },
    time,
    visibleAt: time + lateness * 1000,
    region,
    username: user,
    resources,
  };
}

/** CPU of an instance, in percent. */
export function tinyCpu(instanceId: string, interval: 60 | 300 = 60): WorldMetric {
  return {
    namespace: 'AWS/EC2',
    name: 'CPUUtilization',
    dimensions: [{Name: 'InstanceId', Value: instanceId}],
    unit: 'Percent',
    interval,
  };
}

/** A running instance that was launched a day before noon. */
export function tinyInstance(parts: Partial<WorldInstance> & {readonly id: string}): WorldInstance {
  return {
    name: 'web-1',
    type: 'c7i.large',
    availabilityZone: 'us-east-1a',
    launchedAt: noon - 86_400_000,
    endedAt: Infinity,
    monitoring: 'detailed',
    securityGroups: ['sg-0b7'],
    privateAddress: '10.0.0.5',
    autoScalingGroup: '',
    stateReason: '',
    ...parts,
  };
}

/** Numbers in [0, 1) that look random and are the same in every run. */
export function tinyRandom(seed = 1): () => number {
  let state = seed;
  return () => {
    // The constants of the "minimal standard" generator of Park and Miller.
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
