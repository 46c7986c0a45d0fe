import process from 'node:process';
import {seriesLabel} from './core/metric/choice.ts';
import {convergesFor} from './core/metric/settled.ts';
import {autoPeriod} from './core/metric.ts';
import {minute, utc, type TimeRange} from './core/time.ts';
import {type Options} from './options.ts';
import {printMetrics, type PrintedSeries, type SuppliedMetrics} from './print/metrics.ts';
import {runPrinting} from './printing.ts';
import {withSharedCredentials, type AwsSettings} from './sources/aws-settings.ts';
import {chooseInstances} from './sources/choose-instances.ts';
import {createMetrics} from './sources/cloudwatch.ts';
import {describeInstances} from './sources/instances.ts';
import {createMetricStatistics} from './sources/metric-statistics.ts';
import {followMetrics} from './sources/metrics-follower.ts';
import {MetricsReader, type ReadSeries} from './sources/metrics-reader.ts';
import {systemClock} from './sources/system-clock.ts';
import {localZone} from './terminal/local-zone.ts';

/** How CloudWatch is reached. */
export type MetricsSupply = {
  readonly settings: AwsSettings;
  /** Instances are in the first. */
  readonly regions: readonly string[];
  readonly close: () => Promise<void> | void;
};

/** `trailtop metrics`: prints the datapoints of a range. */
export async function runMetrics(
  options: Options,
  ascii: boolean,
  supply: MetricsSupply,
): Promise<void> {
  try {
    await runPrinting(async ({output, stderr, signal}) => {
      const {isChart, isFollowing, zone, threshold, alarm} = options;
      const {stdout} = process;
      const format = isChart ? 'chart' : (options.output ?? (stdout.isTTY ? 'table' : 'jsonl'));
      const range = rangeOf(options, systemClock.now());
      const hasNames = format !== 'json' && format !== 'jsonl';
      return printMetrics({
        supply: supplied(options, {range, supply, signal, hasNames}),
        format,
        isFollowing,
        range,
        output,
        stderr,
        ascii,
        zone: zone === 'local' ? localZone : utc,
        threshold,
        alarm,
        columns: stdout.isTTY ? stdout.columns : undefined,
      });
    });
  } finally {
    await supply.close();
  }
}

/** Unlike the screen's, the range does not wait for the next step of a grid. */
function rangeOf({choice}: Options, now: number): TimeRange {
  return choice.kind === 'fixed'
    ? {since: choice.since, until: choice.until}
    : {since: now - (choice.kind === 'live' ? choice.span : 60 * minute), until: now};
}

type Reach = {
  readonly range: TimeRange;
  readonly supply: MetricsSupply;
  readonly signal: AbortSignal;
  readonly hasNames: boolean;
};

async function* supplied(
  options: Options,
  {range, supply, signal, hasNames}: Reach,
): AsyncGenerator<SuppliedMetrics> {
  const settings = withSharedCredentials(supply.settings);
  const [region = '', ...others] = supply.regions;
  const endpoint = settings.endpointUrl ?? settings.endpointName ?? '';
  const api = createMetrics(settings, region);
  const statistics = createMetricStatistics(settings, region);
  const asking = {region, endpoint, api, clock: systemClock};
  try {
    if (others.length > 0) {
      yield remark(`instances of ${region} are read, and of no other region: name another with -r`);
    }

    const chosen =
      options.instances.length > 0
        ? {ids: options.instances, why: '', problems: []}
        : await chooseInstances(asking, signal);
    yield* chosen.problems.map((problem) => ({kind: 'problem' as const, ...problem}));
    if (chosen.ids.length === 0) {
      return;
    }

    const isNamed = hasNames || chosen.why !== '';
    const names = await namesOf(settings, region, isNamed ? chosen.ids : [], signal);
    if (chosen.why !== '') {
      const called = chosen.ids.map((id) => [names.get(id), id].filter(Boolean).join(' '));
      yield remark(
        `no instance is named, so these are printed (${chosen.why}): ${called.join(', ')}`,
      );
    }

    const period =
      options.metric.period === 'auto'
        ? autoPeriod(range.until - range.since, systemClock.now() - range.since, false)
        : options.metric.period;
    const reading = {ids: chosen.ids, metric: options.metric, period, range};
    const reader = new MetricsReader({...asking, statistics, random: Math.random});
    const shown = (series: readonly ReadSeries[]) => ({
      kind: 'series' as const,
      series: series.map((one): PrintedSeries => ({
        ...one,
        name: names.get(one.id) ?? '',
        metric: options.metric,
        period,
        provisionalFrom: systemClock.now() - convergesFor,
      })),
    });

    if (options.isFollowing) {
      for await (const followed of followMetrics(reader, reading, {clock: systemClock, signal})) {
        yield followed.kind === 'points' ? shown(followed.series) : followed;
      }

      return;
    }

    const {series, problems} = await reader.read(reading, signal);
    if (series.length > 0) {
      yield shown(series);
    }

    yield* problems.map((problem) => ({kind: 'problem' as const, ...problem}));
    const empty = series.filter(({points}) => points.length === 0);
    if (empty.length > 0) {
      const called = empty.map(({id}) => seriesLabel(id)).join(', ');
      const {namespace, metric} = options.metric;
      yield remark(`${namespace} has no datapoint of ${metric} in this range for ${called}`);
    }
  } catch (error) {
    // A signal, or a reader that has gone: what was printed is all there is.
    if (!signal.aborted) {
      throw error;
    }
  } finally {
    api.close();
    statistics.close();
  }
}

function remark(message: string): SuppliedMetrics {
  return {kind: 'problem', message, isFailure: false};
}

/** Names are a help and no more: without them there are the ids. */
async function namesOf(
  settings: AwsSettings,
  region: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const instances = ids.filter((id) => id.startsWith('i-'));
  try {
    const described =
      instances.length === 0 ? [] : await describeInstances(settings, region, instances, signal);
    return new Map(described.map(({id, name}) => [id, name]));
  } catch {
    return new Map();
  }
}
