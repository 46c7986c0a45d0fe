import {type Datapoint} from '../../source/core/metric.ts';
import {
  type MetricAlarm,
  type MetricRequest,
  type MetricsApi,
} from '../../source/sources/cloudwatch.ts';
import {type SimulatedClock} from '../support/simulated-clock.ts';

export type MetricsAsked = MetricRequest & {readonly at: number; readonly signal: AbortSignal};

/** CloudWatch over a value that a test gives for each instance and time, on the simulated clock. */
export class MetricsModel implements MetricsApi {
  readonly asked: MetricsAsked[] = [];
  valueAt: (id: string, time: number) => number | undefined = () => 50;
  /** Seconds between what an instance sends. */
  interval: (id: string) => number = () => 60;
  /** Thrown instead of an answer, for as long as it returns something. */
  failure: () => Error | undefined = () => undefined;
  listed: readonly string[] | Error = [];
  alarming: readonly MetricAlarm[] | Error = [];
  renewals = 0;
  isClosed = false;
  latency = 100;
  /** Hears of each answer of GetMetricData. */
  onPaid: (metrics: number) => void = () => undefined;
  /** Answers although nobody waits for it any more. */
  isDeaf = false;
  readonly #clock: SimulatedClock;

  constructor(clock: SimulatedClock) {
    this.#clock = clock;
  }

  async datapoints(
    request: MetricRequest,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly Datapoint[]>> {
    this.asked.push({...request, at: this.#clock.now(), signal});
    await this.#clock.wait(this.latency, this.isDeaf ? undefined : signal);
    const failure = this.failure();
    if (failure) {
      throw failure;
    }

    this.onPaid(request.ids.length);
    return new Map(request.ids.map((id) => [id, this.#points(id, request)]));
  }

  async instances(): Promise<readonly string[]> {
    await this.#clock.wait(this.latency);
    return given(this.listed);
  }

  async alarms(): Promise<readonly MetricAlarm[]> {
    await this.#clock.wait(this.latency);
    return given(this.alarming);
  }

  async renew(): Promise<void> {
    this.renewals++;
  }

  close(): void {
    this.isClosed = true;
  }

  #points(id: string, {since, until, period}: MetricRequest): readonly Datapoint[] {
    const step = Math.max(period, this.interval(id)) * 1000;
    const points: Datapoint[] = [];
    const end = Math.min(until, this.#clock.now());
    for (let time = Math.ceil(since / step) * step; time < end; time += step) {
      const value = this.valueAt(id, time);
      if (value !== undefined) {
        points.push({time, value});
      }
    }

    return points;
  }
}

function given<T>(value: T | Error): T {
  if (value instanceof Error) {
    throw value;
  }

  return value;
}
