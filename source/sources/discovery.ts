import {type Problem} from '../core/problem.ts';
import {type Action, type State} from '../core/state.ts';
import {minute} from '../core/time.ts';
import {type Clock} from './clock.ts';
import {type MetricAlarm, type MetricsApi} from './cloudwatch.ts';
import {explain, type Failure} from './problem.ts';

export type DiscoveryOptions = {
  readonly region: string;
  readonly endpoint: string;
  readonly api: Pick<MetricsApi, 'alarms' | 'instances' | 'datapoints' | 'busiest'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly dispatch: (action: Action) => void;
  /** What is charted (then nobody need pay for finding the busiest) and which instances are known. */
  readonly chart: () => Pick<State['chart'], 'charted' | 'instances'>;
};

export type Question = {
  readonly action: string;
  /** What the person misses without it, as the end of a sentence. */
  readonly loses: string;
};

/** What is asked about instances. */
export const questions = {
  alarming: {action: 'cloudwatch:DescribeAlarms', loses: 'which instances are in ALARM'},
  listing: {action: 'cloudwatch:ListMetrics', loses: 'the list of instances'},
  comparing: {action: 'cloudwatch:GetMetricData', loses: 'which instances are busiest'},
  naming: {action: 'ec2:DescribeInstances', loses: 'names of instances'},
} as const satisfies Readonly<Record<string, Question>>;

const {alarming, listing, comparing} = questions;

const metric = 'CPUUtilization';
const mostCharted = 2;
const mostCompared = 500;

/** One of the questions could not be answered; says which, and what it costs. */
export class DiscoveryError extends Error {
  override readonly name = 'DiscoveryError';
  readonly question: Question;
  readonly problem: Failure;

  constructor(question: Question, problem: Failure, cause: unknown) {
    super(problem.title, {cause});
    this.question = question;
    this.problem = problem;
  }
}

/** What is missed, or undefined to take that back. Whatever the failure, it bears the action it is known by. */
export function lackOf({action}: Question, problem: Problem | undefined) {
  return {action, problem: problem && {...problem, action}};
}

/**
 * Finds what can be charted and what to begin with: the instances whose alarm is in ALARM, else the two busiest of the
 * last hour. Each question may fail alone: without alarms there are still the busiest, without the list those in ALARM.
 * Calls `onFound` with the ids, what is to be charted first. Rejects with DiscoveryError where the list or what is
 * busiest is not known.
 */
export async function discoverInstances(
  options: DiscoveryOptions,
  onFound: (ids: readonly string[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const {api, dispatch, chart} = options;
  const [alarmed, listed] = await Promise.all([
    attempt(options, alarming, async () => api.alarms(signal)),
    attempt(options, listing, async () => api.instances(metric, signal)),
  ]);
  signal.throwIfAborted();
  const alarms: readonly MetricAlarm[] = alarmed.value ?? [];
  const alarmOf = new Map(
    alarms.filter((alarm) => alarm.metric === metric).map((alarm) => [alarm.instance, alarm.name]),
  );
  const inAlarm = [...alarmOf.keys()];
  const known = [...new Set([...inAlarm, ...(listed.value ?? [])])];
  // An alarm that has ended is taken away also from those that are no longer listed; an unknown one stays as it was.
  const instances = alarmed.value
    ? [...new Set([...known, ...chart().instances.map(({id}) => id)])].map((id) => ({
        id,
        alarm: alarmOf.get(id) ?? '',
      }))
    : known.map((id) => ({id}));
  dispatch({
    type: 'instances',
    instances,
    lacks: lackOf(alarming, alarmed.failure?.problem),
    ...(inAlarm.length > 0
      ? {suggested: {ids: inAlarm.slice(0, mostCharted), why: 'in ALARM'}}
      : {}),
  });
  const ranked =
    inAlarm.length > 0 || known.length === 0 || chart().charted.length > 0
      ? {value: inAlarm}
      : await attempt(options, comparing, async () => byLoad(options, known, signal));
  signal.throwIfAborted();
  if (inAlarm.length === 0 && ranked.value && ranked.value.length > 0) {
    const suggested = {ids: ranked.value.slice(0, mostCharted), why: 'busiest'};
    dispatch({type: 'instances', instances: [], suggested});
  }

  onFound([...new Set([...(ranked.value ?? []), ...known])]);
  const failure = listed.failure ?? ranked.failure;
  if (failure) {
    throw failure;
  }
}

type Attempt<T> = {readonly value?: T; readonly failure?: DiscoveryError};

/** Asks; a failure does not keep the other questions from being asked. */
async function attempt<T>(
  {region, endpoint}: DiscoveryOptions,
  question: Question,
  ask: () => Promise<T>,
): Promise<Attempt<T>> {
  try {
    return {value: await ask()};
  } catch (error) {
    const problem = explain(error, {...question, region, endpoint});
    return {failure: new DiscoveryError(question, problem, error)};
  }
}

/** The busiest of the last hour first; those that sent nothing last. */
async function byLoad(
  {api, clock}: DiscoveryOptions,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const until = Math.ceil(clock.now() / minute) * minute;
  const since = until - 60 * minute;
  // One query for all of them; where Metrics Insights is not to be had, they are compared one by one.
  const ranked = await api
    .busiest?.({metric, most: mostCharted, counted: ids.length, since, until}, signal)
    .catch(() => undefined);
  const known = ranked?.filter((id) => ids.includes(id)) ?? [];
  signal.throwIfAborted();
  if (known.length >= Math.min(mostCharted, ids.length)) {
    return known;
  }

  const answer = await api.datapoints(
    {
      ids: ids.slice(0, mostCompared),
      metric,
      statistic: 'Average',
      period: 300,
      since,
      until,
    },
    signal,
  );
  const means = [...answer].map(([id, points]) => {
    const sum = points.reduce((total, {value}) => total + value, 0);
    return {id, mean: points.length > 0 ? sum / points.length : -1};
  });
  return means.sort((a, b) => b.mean - a.mean).map(({id}) => id);
}
