import {choiceKey, defaultMetric, ownDimensions} from '../core/metric/choice.ts';
import {type Action} from '../core/state.ts';
import {type KnownMetric} from '../core/state/metrics.ts';
import {minute} from '../core/time.ts';
import {type Clock} from './clock.ts';
import {type MetricName, type MetricNames} from './metric-names.ts';
import {explain} from './problem.ts';

export type MetricListOptions = {
  readonly region: string;
  readonly endpoint: string;
  readonly api: MetricNames;
  readonly clock: Pick<Clock, 'now'>;
  readonly dispatch: (action: Action) => void;
};

/** A new metric takes a quarter of an hour to be listed: nobody misses what is asked for so seldom. */
const fresh = 5 * minute;

/** A failure is tried again when the menu is opened after so long. */
const freshFailure = 10_000;

/** What ListMetrics knows of what is charted: asked for when somebody opens the menu, and only then. */
export class MetricList {
  readonly #options: MetricListOptions;
  #asking = new AbortController();
  #asked = '';
  #freshUntil = -Infinity;

  constructor(options: MetricListOptions) {
    this.#options = options;
  }

  /** The menu is open over these: asks, unless that is under way or was done of late. */
  want(ids: readonly string[]): void {
    const key = ids.join(' ');
    if (ids.length === 0 || (key === this.#asked && this.#options.clock.now() < this.#freshUntil)) {
      return;
    }

    this.#asking.abort();
    this.#asking = new AbortController();
    this.#asked = key;
    this.#freshUntil = Infinity;
    void this.#ask(ids, this.#asking.signal);
  }

  stop(): void {
    this.#asking.abort();
    this.#options.api.close();
  }

  async #ask(ids: readonly string[], signal: AbortSignal): Promise<void> {
    const {region, endpoint, clock, dispatch} = this.#options;
    try {
      const metrics = await this.#read(ids, signal);
      signal.throwIfAborted();
      this.#freshUntil = clock.now() + fresh;
      dispatch({type: 'metrics', known: {ids, metrics, problem: undefined}});
    } catch (error) {
      if (signal.aborted) {
        return;
      }

      const problem = explain(error, {
        action: 'cloudwatch:ListMetrics',
        loses: 'which metrics there are',
        region,
        endpoint,
      });
      this.#freshUntil = clock.now() + freshFailure;
      dispatch({type: 'metrics', known: {ids, metrics: [], problem}});
    }
  }

  async #read(ids: readonly string[], signal: AbortSignal): Promise<readonly KnownMetric[]> {
    const {api} = this.#options;
    const found = new Map<string, KnownMetric>();
    for (const id of ids) {
      const own = ownDimensions(id);
      for (const isRecent of [true, false]) {
        // eslint-disable-next-line no-await-in-loop -- CloudWatch takes 25 such requests a second from everybody
        const names = await api.list(own, isRecent, signal);
        for (const name of names) {
          add(found, id, isRecent, {
            ...name,
            dimensions: name.dimensions.filter((each) =>
              own.every((one) => each.name !== one.name || each.value !== one.value),
            ),
          });
        }
      }
    }

    return [...found.values()];
  }
}

function add(
  found: Map<string, KnownMetric>,
  id: string,
  isRecent: boolean,
  name: MetricName,
): void {
  const key = choiceKey({...defaultMetric, ...name});
  const known = found.get(key);
  found.set(key, {
    ...name,
    ids: [...new Set([...(known?.ids ?? []), id])],
    isRecent: isRecent || (known?.isRecent ?? false),
  });
}
