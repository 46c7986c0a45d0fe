import {autoPeriod, type Series} from '../core/metric.ts';
import {
  choiceKey,
  defaultMetric,
  ec2Namespace,
  isInstance,
  type MetricChoice,
} from '../core/metric/choice.ts';
import {nextLook} from '../core/metric/refresh.ts';
import {spacing} from '../core/metric/spacing.ts';
import {unitOfStatistic} from '../core/metric/unit.ts';
import {type Action} from '../core/state.ts';
import {minute, second, type TimeRange} from '../core/time.ts';
import {alignDown, ChartMemory, converging} from './chart-memory.ts';
import {together} from './chart-requests.ts';
import {type Clock, type Random} from './clock.ts';
import {type MetricsApi} from './cloudwatch.ts';
import {explain, type ProblemKind} from './problem.ts';

export type ChartWanted = {
  readonly ids: readonly string[];
  /** CPU unless said otherwise. */
  readonly metric?: MetricChoice;
  readonly names: ReadonlyMap<string, string>;
  readonly range: TimeRange;
  readonly generation: number;
  readonly refreshes: number;
  /** Nothing is asked for a chart that nobody sees: the list has the whole screen, or the screen is too small. */
  readonly isVisible?: boolean;
};

export type ChartFeedOptions = {
  readonly region: string;
  readonly endpoint: string;
  readonly api: MetricsApi;
  readonly clock: Clock;
  readonly random: Random;
  readonly dispatch: (action: Action) => void;
};

const provisional = 10 * minute;
const longestPause = minute;

/**
 * Keeps the charted series up to date: one GetMetricData for all of them, when new data can exist; what is older than
 * a quarter of an hour is remembered and never asked for again.
 */
export class ChartFeed {
  readonly #options: ChartFeedOptions;
  readonly #memory = new ChartMemory();
  readonly #basic = new Set<string>();
  #wanted: ChartWanted | undefined;
  readonly #stop = new AbortController();
  #cancel = new AbortController();
  /** Ends the pause between two questions, and leaves a question that is under way alone. */
  #wake = new AbortController();
  #failures = 0;
  /** What was charted last. */
  #shown: MetricChoice | undefined;
  #isRunning = false;

  constructor(options: ChartFeedOptions) {
    this.#options = options;
  }

  /** What is charted from now on. A question that is in flight for something else is cancelled. */
  want(wanted: ChartWanted): void {
    const before = this.#wanted;
    this.#wanted = wanted;
    const isSame =
      before?.generation === wanted.generation &&
      before.refreshes === wanted.refreshes &&
      before.range.since === wanted.range.since &&
      before.range.until === wanted.range.until &&
      before.metric === wanted.metric &&
      before.ids.join(' ') === wanted.ids.join(' ');
    if (!isSame) {
      this.#cancel.abort();
      this.#cancel = new AbortController();
    } else if (before.isVisible === false && wanted.isVisible !== false) {
      this.#wake.abort();
      this.#wake = new AbortController();
    }

    if (!this.#isRunning) {
      this.#isRunning = true;
      void this.#run();
    }
  }

  stop(): void {
    this.#stop.abort();
    this.#cancel.abort();
    this.#options.api.close();
  }

  async #run(): Promise<void> {
    const {api, clock, random} = this.#options;
    while (!this.#stop.signal.aborted) {
      const signal = AbortSignal.any([this.#stop.signal, this.#cancel.signal]);
      const wake = AbortSignal.any([signal, this.#wake.signal]);
      let pause = longestPause;
      let kind: ProblemKind | undefined;
      try {
        // One question after the other.
        // eslint-disable-next-line no-await-in-loop -- one question after the other
        pause = await this.#load(signal);
        this.#failures = 0;
      } catch (error) {
        if (!signal.aborted) {
          this.#failures++;
          kind = this.#tell(error);
          const backOff = Math.min(longestPause, second * 2 ** Math.min(6, this.#failures - 1));
          pause = backOff * (0.5 + random() / 2);
        }
      }

      try {
        // eslint-disable-next-line no-await-in-loop -- the pause between two questions
        await (signal.aborted ? undefined : clock.wait(pause, wake));
        // eslint-disable-next-line no-await-in-loop -- before the next question
        await (kind === 'expired' || kind === 'credentials' ? api.renew() : undefined);
      } catch {
        // Something else is wanted, it is over, or there are still no credentials: the loop looks.
      }
    }
  }

  /** Asks for what is missing and tells the screen; returns how long to wait until new data can exist. */
  async #load(signal: AbortSignal): Promise<number> {
    const {clock, dispatch} = this.#options;
    const wanted = this.#wanted;
    if (!wanted || wanted.ids.length === 0 || wanted.isVisible === false) {
      return longestPause;
    }

    const {range, generation} = wanted;
    const now = clock.now();
    const {metric = defaultMetric} = wanted;
    const period =
      metric.period === 'auto'
        ? autoPeriod(range.until - range.since, now - range.since, false)
        : metric.period;
    const show = () => {
      dispatch({
        type: 'series',
        now: clock.now(),
        generation,
        range,
        series: wanted.ids.map((id) => this.#series(id, wanted, period, now)),
      });
    };

    // Back at a metric that was charted before: what is known of it needs no answer to be shown.
    const isBack = this.#shown !== metric && this.#remembersAll(wanted, period);
    if (isBack) {
      show();
    }

    this.#shown = metric;
    const hasAsked = await this.#fetch(wanted, period, now, signal);
    // What is no longer wanted is remembered, but not shown.
    signal.throwIfAborted();
    if (hasAsked || !isBack) {
      show();
    }

    this.#learn(wanted, period);
    // A range that has ended settles a quarter of an hour later; then nothing new can exist in it.
    return range.until + converging < now
      ? 24 * 60 * minute
      : nextLook(
          now,
          period,
          wanted.ids.map((id) => this.#lookedAt(keyOf(wanted, id, period), period)),
        ) - now;
  }

  #lookedAt(key: string, period: number) {
    const points = this.#memory.points(key);
    return {
      spacing: spacing(points, period) * second,
      newest: points.at(-1)?.time,
      cameAt: this.#memory.cameAt(key),
    };
  }

  /** Asks for what is missing; returns whether anything was. */
  async #fetch(
    wanted: ChartWanted,
    period: number,
    now: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    const since = alignDown(wanted.range.since, period);
    const until = Math.min(wanted.range.until, Math.ceil(now / minute) * minute);
    const {refreshes} = wanted;
    const {namespace, metric, statistic, dimensions} = wanted.metric ?? defaultMetric;
    const due = {since, until, period, now, refreshes};
    const missing = wanted.ids.flatMap((id) => {
      const from = this.#memory.missingFrom(keyOf(wanted, id, period), due);
      return from === undefined ? [] : [{id, from}];
    });
    for (const {from, ids} of together(missing, until, period)) {
      // eslint-disable-next-line no-await-in-loop -- one request at a time
      const answer = await this.#options.api.datapoints(
        {ids, namespace, metric, dimensions, statistic, period, since: from, until},
        signal,
      );
      const asked = {from, until: Math.min(until, now), wantedSince: since, now, refreshes};
      for (const [id, points] of answer) {
        this.#memory.take(keyOf(wanted, id, period), points, asked);
      }
    }

    return missing.length > 0;
  }

  #remembersAll(wanted: ChartWanted, period: number): boolean {
    const {since, until} = wanted.range;
    const range = {since: alignDown(since, period), until};
    const now = this.#options.clock.now();
    return wanted.ids.every((id) => this.#memory.holds(keyOf(wanted, id, period), range, now));
  }

  #series(id: string, wanted: ChartWanted, period: number, now: number): Series {
    const points = this.#memory.points(keyOf(wanted, id, period));
    const {metric = defaultMetric} = wanted;
    return {
      id,
      name: wanted.names.get(id) ?? '',
      metric: metric.metric,
      statistic: metric.statistic,
      unit: unitOfStatistic(metric),
      period: spacing(points, period),
      points,
      provisionalFrom: now - provisional,
    };
  }

  /** Minutes were asked for and every fifth came: the instance has basic monitoring. */
  #learn(wanted: ChartWanted, asked: number): void {
    const isTold = (wanted.metric ?? defaultMetric).namespace === ec2Namespace;
    const basic = wanted.ids.filter((id) => {
      const points = this.#memory.points(keyOf(wanted, id, asked));
      return (
        isTold &&
        isInstance(id) &&
        asked < 300 &&
        points.length > 2 &&
        spacing(points, asked) >= 300
      );
    });
    const news = basic.filter((id) => !this.#basic.has(id));
    if (news.length > 0) {
      for (const id of news) {
        this.#basic.add(id);
      }

      this.#options.dispatch({
        type: 'instances',
        instances: news.map((id) => ({id, monitoring: 'basic' as const})),
      });
    }
  }

  #tell(error: unknown): ProblemKind {
    const {region, endpoint, dispatch} = this.#options;
    const problem = explain(error, {
      action: 'cloudwatch:GetMetricData',
      loses: (this.#wanted?.metric ?? defaultMetric).metric,
      region,
      endpoint,
    });
    dispatch({type: 'chartProblem', problem});
    return problem.kind;
  }
}

/** What is known of one metric, statistic and period is kept apart from what is known of another. */
function keyOf({metric = defaultMetric}: ChartWanted, id: string, period: number): string {
  return `${choiceKey(metric)} ${period} ${id}`;
}
