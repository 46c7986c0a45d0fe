import {groupId} from '../core/instances/groups.ts';
import {defaultMetric, ec2Namespace} from '../core/metric/choice.ts';
import {type Action, type InstanceInfo} from '../core/state.ts';
import {hour, minute} from '../core/time.ts';
import {clientConfig, type AwsSettings} from './aws-settings.ts';
import {type Clock} from './clock.ts';
import {EmptyAnswerError, kindOf} from './problem.ts';

/** What CloudWatch has CPU of. */
export type ChartableNames = {
  readonly instances: readonly string[];
  /** Auto Scaling groups, by name. */
  readonly groups: readonly string[];
};

/** Names what can be charted: ListMetrics, of the last three hours or of two weeks. Rejects with the SDK's error. */
export type NameChartable = (isRecent: boolean, signal: AbortSignal) => Promise<ChartableNames>;

export type ChartableOptions = {
  readonly name: NameChartable;
  /** DescribeInstances of up to 100 ids. Rejects with the SDK's error. */
  readonly describe: (
    ids: readonly string[],
    signal: AbortSignal,
  ) => Promise<ReadonlyArray<Omit<InstanceInfo, 'alarm'>>>;
  readonly clock: Pick<Clock, 'now'>;
  readonly dispatch: (action: Action) => void;
};

/** What the picker has open: since when, and of whom no name is known. */
export type PickerWanted = {
  readonly since: number;
  readonly unnamed: readonly string[];
};

/** ListMetrics tells of the last three hours for itself; what ended before is found only where it is asked for all. */
const recent = 3 * hour;
const fresh = 5 * minute;
const batch = 100;

/** The screen changes many times a second while the picker is open: what failed is not asked for again with each change. */
const failurePause = 10_000;
const refusedPause = 5 * minute;
const mostPages = 20;

/**
 * What the picker offers beside the running instances: Auto Scaling groups, and instances that have ended. Asked for
 * when the picker is opened, and only then. A failure is no loss that is told here: whoever may not list metrics is
 * told by the list of instances, and what the events name is offered anyway.
 */
export class Chartable {
  readonly #options: ChartableOptions;
  readonly #stop = new AbortController();
  readonly #freshUntil = new Map<boolean, number>();
  readonly #described = new Set<string>();
  #describeFrom = -Infinity;

  constructor(options: ChartableOptions) {
    this.#options = options;
  }

  /** The picker is open: asks for what is not known yet. */
  want({since, unnamed}: PickerWanted): void {
    const {clock} = this.#options;
    const isRecent = clock.now() - since <= recent;
    if (clock.now() >= (this.#freshUntil.get(isRecent) ?? -Infinity)) {
      this.#freshUntil.set(isRecent, clock.now() + fresh);
      void this.#list(isRecent);
    }

    const ids = unnamed.filter((id) => !this.#described.has(id)).slice(0, batch);
    if (ids.length > 0 && clock.now() >= this.#describeFrom) {
      void this.#describe(ids);
    }
  }

  stop(): void {
    this.#stop.abort();
  }

  async #list(isRecent: boolean): Promise<void> {
    const {name, dispatch} = this.#options;
    try {
      const {instances, groups} = await name(isRecent, this.#stop.signal);
      this.#stop.signal.throwIfAborted();
      dispatch({
        type: 'instances',
        instances: [
          ...instances.map((id) => ({id})),
          ...groups.map((group) => ({id: groupId(group), name: group})),
        ],
      });
    } catch (error) {
      this.#freshUntil.set(isRecent, this.#againFrom(error));
    }
  }

  #againFrom(error: unknown): number {
    const pause = kindOf(error) === 'denied' ? refusedPause : failurePause;
    return this.#options.clock.now() + pause;
  }

  /** EC2 tells of an ended instance for about an hour, and of one that it has forgotten nothing: each is asked once. */
  async #describe(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      this.#described.add(id);
    }

    const {describe, dispatch} = this.#options;
    try {
      const instances = await describe(ids, this.#stop.signal);
      this.#stop.signal.throwIfAborted();
      dispatch({type: 'instances', instances});
    } catch (error) {
      // Until then the names of their launches and tags are all there is.
      this.#describeFrom = this.#againFrom(error);
      for (const id of ids) {
        this.#described.delete(id);
      }
    }
  }
}

/** ListMetrics through the SDK, which is loaded with the first call. */
export function nameChartable(settings: AwsSettings, region: string): NameChartable {
  return async (isRecent, signal) => {
    const sdk = await import('@aws-sdk/client-cloudwatch');
    const client = new sdk.CloudWatchClient(clientConfig(settings, region));
    const instances = new Set<string>();
    const groups = new Set<string>();
    const byDimension: Readonly<Record<string, Set<string>>> = {
      InstanceId: instances,
      AutoScalingGroupName: groups,
    };
    try {
      let token: string | undefined;
      for (let page = 0; page < mostPages; page++) {
        // eslint-disable-next-line no-await-in-loop -- a page names the next
        const output = await client.send(
          new sdk.ListMetricsCommand({
            Namespace: ec2Namespace,
            MetricName: defaultMetric.metric,
            ...(isRecent ? {RecentlyActive: 'PT3H' as const} : {}),
            ...(token === undefined ? {} : {NextToken: token}),
          }),
          {abortSignal: signal},
        );
        if (output.Metrics === undefined) {
          throw new EmptyAnswerError('the answer holds no list of metrics');
        }

        for (const {Dimensions: dimensions = []} of output.Metrics) {
          const [only, ...more] = dimensions;
          const {Name: name = '', Value: value = ''} = only ?? {};
          if (more.length === 0 && value !== '' && Object.hasOwn(byDimension, name)) {
            byDimension[name]?.add(value);
          }
        }

        token = output.NextToken;
        if (token === undefined) {
          break;
        }
      }
    } finally {
      client.destroy();
    }

    return {instances: [...instances], groups: [...groups]};
  };
}
