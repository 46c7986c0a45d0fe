import {autoPeriod, mergeDatapoints, type Datapoint, type Series} from '../core/metric.ts';
import {type Action} from '../core/state.ts';
import {minute, second, type TimeRange} from '../core/time.ts';
import {type Clock, type Random} from './clock.ts';
import {type MetricsApi} from './cloudwatch.ts';
import {explain, type ProblemKind} from './problem.ts';

export type ChartWanted = {
  readonly ids: readonly string[];
  readonly names: ReadonlyMap<string, string>;
  readonly range: TimeRange;
  readonly generation: number;
  readonly refreshes: number;
};

export type ChartFeedOptions = {
  readonly region: string;
  readonly endpoint: string;
  readonly api: MetricsApi;
  readonly clock: Clock;
  readonly random: Random;
  readonly dispatch: (action: Action) => void;
};

const metric = 'CPUUtilization';
const statistic = 'Average';

/** CloudWatch's newest datapoints converge for some minutes: so much is asked for again and overwritten. */
const converging = 15 * minute;
const provisional = 10 * minute;
const longestPause = minute;

type Remembered = {
  readonly points: readonly Datapoint[];
  readonly since: number;
  readonly until: number;
};

/**
 * Keeps the charted series up to date: one GetMetricData for all of them, when new data can exist; what is older than
 * a quarter of an hour is remembered and never asked for again.
 */
export class ChartFeed {
  readonly #options: ChartFeedOptions;
  readonly #remembered = new Map<string, Remembered>();
  readonly #basic = new Set<string>();
  #wanted: ChartWanted | undefined;
  readonly #stop = new AbortController();
  #cancel = new AbortController();
  #failures = 0;
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
      before.ids.join(' ') === wanted.ids.join(' ');
    if (!isSame) {
      this.#cancel.abort();
      this.#cancel = new AbortController();
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
        await (signal.aborted ? undefined : clock.wait(pause, signal));
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
    if (!wanted || wanted.ids.length === 0) {
      return longestPause;
    }

    const {range, generation} = wanted;
    const now = clock.now();
    const period = autoPeriod(range.until - range.since, now - range.since, false);
    await this.#fetch(wanted, period, now, signal);
    // What is no longer wanted is remembered, but not shown.
    signal.throwIfAborted();
    dispatch({
      type: 'series',
      now: clock.now(),
      generation,
      range,
      series: wanted.ids.map((id) => this.#series(id, wanted, period, now)),
    });
    this.#learn(wanted, period);
    // A range that has ended settles a quarter of an hour later; then nothing new can exist in it.
    return range.until + converging < now
      ? 24 * 60 * minute
      : untilNextPeriod(now, Math.min(period, 60));
  }

  async #fetch(
    wanted: ChartWanted,
    period: number,
    now: number,
    signal: AbortSignal,
  ): Promise<void> {
    const since = Math.floor(wanted.range.since / (period * second)) * period * second;
    const until = Math.min(wanted.range.until, Math.ceil(now / minute) * minute);
    // Those that need the same stretch are asked for together.
    const groups = new Map<number, string[]>();
    for (const id of wanted.ids) {
      const known = this.#remembered.get(`${id} ${period}`);
      const isReusable = known && known.since <= since && known.until >= since;
      const from = isReusable
        ? Math.min(Math.max(since, alignDown(known.until - converging, period)), until)
        : since;
      if (from < until) {
        groups.set(from, [...(groups.get(from) ?? []), id]);
      }
    }

    for (const [from, ids] of groups) {
      // eslint-disable-next-line no-await-in-loop -- one request at a time
      const answer = await this.#options.api.datapoints(
        {ids, metric, statistic, period, since: from, until},
        signal,
      );
      for (const [id, points] of answer) {
        this.#remember(`${id} ${period}`, points, from, Math.min(until, now));
      }
    }
  }

  #remember(key: string, points: readonly Datapoint[], from: number, until: number): void {
    const known = this.#remembered.get(key);
    const joins = known !== undefined && known.until >= from && known.since <= from;
    this.#remembered.set(key, {
      points: joins
        ? mergeDatapoints(
            known.points.filter(({time}) => time < from || time >= until),
            points,
          )
        : points,
      since: joins ? known.since : from,
      until: joins ? Math.max(known.until, until) : until,
    });
  }

  #series(id: string, wanted: ChartWanted, period: number, now: number): Series {
    const points = this.#remembered.get(`${id} ${period}`)?.points ?? [];
    return {
      id,
      name: wanted.names.get(id) ?? '',
      metric,
      statistic,
      unit: 'Percent',
      period: spacing(points, period),
      points,
      provisionalFrom: now - provisional,
    };
  }

  /** Minutes were asked for and every fifth came: the instance has basic monitoring. */
  #learn(wanted: ChartWanted, asked: number): void {
    const basic = wanted.ids.filter((id) => {
      const points = this.#remembered.get(`${id} ${asked}`)?.points ?? [];
      return asked < 300 && points.length > 2 && spacing(points, asked) >= 300;
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
      loses: metric,
      region,
      endpoint,
    });
    dispatch({type: 'chartProblem', problem});
    return problem.kind;
  }
}

function alignDown(time: number, period: number): number {
  return Math.floor(time / (period * second)) * period * second;
}

/** Until a little after the next full period: data takes some seconds to arrive. */
function untilNextPeriod(now: number, period: number): number {
  const length = period * second;
  return Math.ceil((now + 1) / length) * length - now + 5 * second;
}

/** The period that the instance really sends with: basic monitoring sends every 300 s whatever is asked. */
function spacing(points: readonly Datapoint[], asked: number): number {
  if (asked >= 300 || points.length < 2) {
    return asked;
  }

  let least = Infinity;
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (before) {
      least = Math.min(least, point.time - before.time);
    }
  }

  return Math.max(asked, least / second);
}
