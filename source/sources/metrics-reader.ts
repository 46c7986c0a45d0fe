import {type Datapoint} from '../core/metric.ts';
import {dimensionsOf, type MetricChoice} from '../core/metric/choice.ts';
import {unitOf} from '../core/metric/unit.ts';
import {type TimeRange} from '../core/time.ts';
import {type Clock, type Random} from './clock.ts';
import {type MetricsApi} from './cloudwatch.ts';
import {suffices, type MetricStatistics} from './metric-statistics.ts';
import {pauseAfter} from './persist.ts';
import {explain, kindOf} from './problem.ts';

/** A series as CloudWatch answered for it. Strings as they came. */
export type ReadSeries = {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly points: readonly Datapoint[];
};

export type MetricsReading = {
  readonly ids: readonly string[];
  readonly metric: MetricChoice;
  /** Seconds. */
  readonly period: number;
  readonly range: TimeRange;
};

export type MetricsAnswer = {
  /** In the order of the ids; without those that could not be read. */
  readonly series: readonly ReadSeries[];
  readonly problems: ReadonlyArray<{readonly message: string; readonly isFailure: boolean}>;
};

export type MetricsReaderOptions = {
  readonly region: string;
  readonly endpoint: string;
  readonly statistics: Pick<MetricStatistics, 'read'>;
  readonly api: Pick<MetricsApi, 'datapoints'>;
  readonly clock: Clock;
  readonly random: Random;
};

const mostAttempts = 5;

/**
 * Reads series of a range: by GetMetricStatistics, which the free tier covers, where its 1,440 datapoints suffice and it
 * is allowed, else by one GetMetricData for all. A series that cannot be read leaves the others alone.
 */
export class MetricsReader {
  readonly #options: MetricsReaderOptions;
  /** GetMetricStatistics has been refused: nobody need be refused twice. */
  #isRefused = false;

  constructor(options: MetricsReaderOptions) {
    this.#options = options;
  }

  /** Rejects only when the signal is aborted. */
  async read(reading: MetricsReading, signal: AbortSignal): Promise<MetricsAnswer> {
    if (this.#isRefused || !suffices(reading.range, reading.period)) {
      return this.#readTogether(reading, signal);
    }

    const series: ReadSeries[] = [];
    const problems: Array<MetricsAnswer['problems'][number]> = [];
    for (const id of reading.ids) {
      try {
        // eslint-disable-next-line no-await-in-loop -- one request at a time
        series.push(await this.#readOne(id, reading, signal));
      } catch (error) {
        signal.throwIfAborted();
        this.#isRefused = kindOf(error) === 'denied';
        problems.push(this.#failure(error, 'cloudwatch:GetMetricStatistics', reading));
        if (this.#isRefused || isOfAll(error)) {
          break;
        }
      }
    }

    return this.#isRefused ? this.#readTogether(reading, signal) : {series, problems};
  }

  async #readOne(
    id: string,
    {metric, period, range}: MetricsReading,
    signal: AbortSignal,
  ): Promise<ReadSeries> {
    const {statistics} = this.#options;
    const {namespace, metric: name, statistic} = metric;
    const dimensions = dimensionsOf(metric, id);
    const request = {namespace, metric: name, statistic, dimensions, period, range};
    const answer = await this.#patiently(async () => statistics.read(request, signal), signal);
    return {...answer, id, unit: answer.unit === '' ? unitOf(metric) : answer.unit};
  }

  async #readTogether(reading: MetricsReading, signal: AbortSignal): Promise<MetricsAnswer> {
    const {ids, metric, period, range} = reading;
    const {namespace, metric: name, statistic, dimensions} = metric;
    const request = {ids, namespace, metric: name, statistic, dimensions, period, ...range};
    try {
      const answer = await this.#patiently(
        async () => this.#options.api.datapoints(request, signal),
        signal,
      );
      return {
        series: ids.map((id) => ({
          id,
          label: name,
          // GetMetricData does not tell it.
          unit: unitOf(metric),
          points: answer.get(id) ?? [],
        })),
        problems: [],
      };
    } catch (error) {
      signal.throwIfAborted();
      return {
        series: [],
        problems: [this.#failure(error, 'cloudwatch:GetMetricData', reading)],
      };
    }
  }

  /** Asks again where AWS was only too busy. */
  async #patiently<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const {clock, random} = this.#options;
    for (let failures = 1; ; failures++) {
      try {
        // eslint-disable-next-line no-await-in-loop -- an attempt follows a failed one
        return await ask();
      } catch (error) {
        const kind = kindOf(error);
        if (
          signal.aborted ||
          failures >= mostAttempts ||
          (kind !== 'throttled' && kind !== 'server')
        ) {
          throw error;
        }

        // eslint-disable-next-line no-await-in-loop -- the pause before the next attempt
        await clock.wait(pauseAfter(failures, random), signal);
      }
    }
  }

  #failure(error: unknown, action: string, {metric}: MetricsReading) {
    const {region, endpoint} = this.#options;
    const problem = explain(error, {action, loses: metric.metric, region, endpoint});
    // Nothing goes on by itself once it has been printed.
    const advice = problem.advice.replace(/(?:; )?it is tried again by itself$/v, '');
    const message = advice === '' ? problem.title : `${problem.title}; ${advice}`;
    return {message, isFailure: true};
  }
}

/** Whether the next series would fail in the same way. */
function isOfAll(error: unknown): boolean {
  return ['expired', 'credentials', 'clock', 'disabled', 'region', 'network'].includes(
    kindOf(error),
  );
}
