import {type Datapoint} from '../core/metric.ts';
import {SettledDatapoints} from '../core/metric/settled.ts';
import {minute, second} from '../core/time.ts';
import {type Clock} from './clock.ts';
import {type MetricsReader, type MetricsReading, type ReadSeries} from './metrics-reader.ts';

/** What following brings: settled datapoints of the series in their order, or what goes wrong. */
export type Followed =
  | {readonly kind: 'points'; readonly series: readonly ReadSeries[]}
  | {readonly kind: 'problem'; readonly message: string; readonly isFailure: boolean};

/** CloudWatch needs some seconds after a full minute. */
const lateness = 5 * second;

/** The same problem is not said again so soon. */
const silence = 10 * minute;

/**
 * The range's datapoints oldest first, then each new one once it has settled (core/metric/settled.ts), for ever. Looks
 * once a minute. What goes wrong is said and tried again; where the range itself cannot be read,
 * it ends. After an abort it just ends.
 *
 * @yields Settled datapoints, and problems: as a failure where it ends because of it.
 */
export async function* followMetrics(
  reader: Pick<MetricsReader, 'read'>,
  reading: MetricsReading,
  {clock, signal}: {readonly clock: Clock; readonly signal: AbortSignal},
): AsyncGenerator<Followed> {
  const settled = new Map(reading.ids.map((id) => [id, new SettledDatapoints(reading.period)]));
  const said = new Map<string, number>();
  let {range} = reading;
  /** Up to here everything has been read without a failure. */
  let readTo = range.since;
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    try {
      // eslint-disable-next-line no-await-in-loop -- one look after the other
      const {series, problems} = await reader.read({...reading, range}, signal);
      const now = clock.now();
      const fresh = series.map((one) => ({
        ...one,
        points: take(settled.get(one.id), one.points, now),
      }));
      yield {kind: 'points', series: fresh};
      for (const {message} of problems) {
        const isLost = isFirst && series.length === 0;
        if (isLost || now - (said.get(message) ?? -Infinity) >= silence) {
          said.set(message, now);
          yield {kind: 'problem', message, isFailure: isLost};
        }
      }

      if (isFirst && series.length === 0) {
        return;
      }

      readTo = problems.length === 0 ? range.until : readTo;
      // eslint-disable-next-line no-await-in-loop -- until there can be something new
      await clock.wait(Math.ceil((now + 1) / minute) * minute - now + lateness, signal);
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }

      return;
    }

    // After a pause of hours (a suspended machine) what had not settled before it is still to be met.
    range = {
      since: Math.max(reading.range.since, oldestOpen(settled, readTo)),
      until: clock.now(),
    };
  }
}

/** From when on something may still be to settle that was there at the last good look. */
function oldestOpen(settled: ReadonlyMap<string, SettledDatapoints>, lastLook: number): number {
  return Math.min(...[...settled.values()].map((each) => each.begin(lastLook)));
}

function take(
  settled: SettledDatapoints | undefined,
  points: readonly Datapoint[],
  now: number,
): readonly Datapoint[] {
  return settled?.take(points, now) ?? [];
}
