import {type Datapoint} from '../../core/metric.ts';
import {type MetricChoice} from '../../core/metric/choice.ts';

/** A series to be printed. Strings as they came from outside. */
export type PrintedSeries = {
  /** The instance, or what else is printed (core/metric/choice.ts). */
  readonly id: string;
  /** A name to read beside it; '' where there is none. */
  readonly name: string;
  /** What AWS calls it: the metric's name. */
  readonly label: string;
  /** As CloudWatch calls it; '' where nobody knows. */
  readonly unit: string;
  readonly metric: MetricChoice;
  /** Seconds. */
  readonly period: number;
  /** Ascending. */
  readonly points: readonly Datapoint[];
  /** Datapoints at or after this instant may still change. */
  readonly provisionalFrom: number;
};

/** A name to read, else the id. */
export type Named = Pick<PrintedSeries, 'id' | 'name'>;
