import {type Dimension} from '../metric/choice.ts';
import {type Problem} from '../problem.ts';
import {type LineEdit} from './line-edit.ts';

/** The menu of the metric (`m`), of the statistic (`s`) or of the period (`p`). */
export type MetricOverlay = {
  readonly kind: 'metric';
  readonly what: 'metric' | 'statistic' | 'period';
  readonly line: LineEdit;
  readonly selected: number;
};

/** A metric that CloudWatch has of something that is charted. Strings as they came from outside. */
export type KnownMetric = {
  readonly namespace: string;
  readonly metric: string;
  /** Beside those of the charted thing itself: a path, a volume. */
  readonly dimensions: readonly Dimension[];
  /** The charted things that have it. */
  readonly ids: readonly string[];
  /** It has sent something within the last three hours. */
  readonly isRecent: boolean;
};

/** What ListMetrics knows of what is charted. */
export type KnownMetrics = {
  readonly ids: readonly string[];
  readonly metrics: readonly KnownMetric[];
  /** Why the list is missing, or not whole. */
  readonly problem: Problem | undefined;
};
