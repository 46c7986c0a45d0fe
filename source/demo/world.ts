import {type JsonObject} from '../core/json.ts';

/** An event of the demo account, with what LookupEvents shows beside the record. */
export type WorldEvent = {
  /** The native CloudTrail record (its eventTime has one-second resolution, like AWS's). */
  readonly record: JsonObject;
  /** eventTime in ms since 1970. */
  readonly time: number;
  /** When LookupEvents begins to return it, ms since 1970: always after `time`. */
  readonly visibleAt: number;
  readonly region: string;
  /** LookupEvents' Username; '' where AWS leaves it out. */
  readonly username: string;
  readonly resources: ReadonlyArray<{readonly ResourceType: string; readonly ResourceName: string}>;
};

/** A measured value of a metric over one minute, as CloudWatch receives it from EC2. */
export type Sample = {readonly time: number; readonly value: number};

export type WorldMetric = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: ReadonlyArray<{readonly Name: string; readonly Value: string}>;
  readonly unit: string;
  /** Seconds between what the instance sends: 300 with basic monitoring, 60 with detailed. */
  readonly interval: 60 | 300;
};

export type WorldInstance = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly availabilityZone: string;
  readonly launchedAt: number;
  /** When it ended; Infinity while it runs. */
  readonly endedAt: number;
  readonly monitoring: 'basic' | 'detailed';
  readonly securityGroups: readonly string[];
  readonly privateAddress: string;
  readonly autoScalingGroup: string;
  /** As DescribeInstances gives it once the instance has ended; '' while it runs. */
  readonly stateReason: string;
};

export type WorldAlarm = {
  readonly name: string;
  readonly metric: WorldMetric;
  readonly threshold: number;
  readonly comparison: 'GreaterThanThreshold' | 'LessThanThreshold';
  /** Seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly statistic: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly stateUpdatedAt: number;
  readonly stateReason: string;
};

/**
 * An AWS account that exists only here: what happened in it at any time of the last 90 days and what happens from now
 * on, as a pure function of its seed and the moment the demo began. The same question always has the same answer.
 */
export type World = {
  readonly account: string;
  /** The demo's own caller: ARN, user id and access key as STS returns them. */
  readonly caller: {readonly arn: string; readonly userId: string; readonly accessKeyId: string};
  /** Enabled regions; the first is home, where the instances are. Global services record in us-east-1. */
  readonly regions: readonly string[];
  /** Events of a region with `since <= time < until`, oldest first. Visibility is the endpoint's matter. */
  events(region: string, since: number, until: number): readonly WorldEvent[];
  /** Minute (or five-minute) samples of one metric with `since <= time < until`, oldest first; gaps are gaps. */
  samples(metric: WorldMetric, since: number, until: number): readonly Sample[];
  /** Metrics that have sent data in the two weeks before `now`. */
  metrics(now: number): readonly WorldMetric[];
  instances(now: number): readonly WorldInstance[];
  alarms(now: number): readonly WorldAlarm[];
};
