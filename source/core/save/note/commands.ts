import {chartedSeries} from '../../chart/shown-frame.ts';
import {printFilter, type Filter} from '../../filter.ts';
import {pushedTerm} from '../../loading/pushed-filter.ts';
import {defaultMetric, dimensionsOf, isInstance, ownDimensions} from '../../metric/choice.ts';
import {isExtended} from '../../metric/statistic.ts';
import {t, type SafeText} from '../../sanitize.ts';
import {watchedRegions, type State} from '../../state/model.ts';
import {formatIso} from '../../time.ts';
import {shellLine} from './shell.ts';

/** The commands that show the same again: our own, and those of the AWS CLI. */
export function commandLines(state: State): readonly SafeText[] {
  const {startedWith} = state;
  const {paths, timeColumn, metricsFrom} = startedWith;
  const source = [
    ...(state.isDemo ? ['--demo'] : []),
    ...profileWords(state),
    ...regionWords(state),
    ...(timeColumn === undefined ? [] : ['--time-column', timeColumn]),
  ];
  const series = metricsFrom === undefined ? [] : ['--metrics-from', metricsFrom];
  const charted = state.mode === 'live' ? metricWords(state) : [];
  const zone = state.zone === 'local' ? ['--local'] : [];
  const files = paths.map((path) => (path.startsWith('-') && path !== '-' ? `./${path}` : path));
  const events = ['trailtop', 'events', ...rangeWords(state), ...source];
  const screen = ['trailtop', ...rangeWords(state), ...source, ...charted, ...series, ...zone];
  const view = state.view === 'notable' ? [] : ['--show', state.view];
  return [
    ...(state.isDemo ? [t`# the demo plays anew at each start, from that moment on`] : []),
    ...(paths.includes('-') ? [t`# - was what came through the pipe`] : []),
    shellLine([...events, ...filterWords(state, true), ...files]),
    shellLine([...screen, ...view, ...filterWords(state, false), ...files]),
    ...(state.mode === 'live' && !state.isDemo ? [...lookups(state), ...statistics(state)] : []),
  ];
}

/** The range in words that mean the same on any later day; everything in an archive needs none. */
function rangeWords({choice, range}: State): readonly string[] {
  return choice.kind === 'all'
    ? []
    : ['--since', formatIso(range.since), '--until', formatIso(range.until)];
}

/** What is charted, and what of it where that is not what everything begins with. */
export function metricWords({chart: {charted, metric}}: State): readonly string[] {
  const {namespace, statistic, period, dimensions} = metric;
  const pairs = [
    ...charted.flatMap((id) => (isInstance(id) ? [] : ownDimensions(id))),
    ...dimensions,
  ];
  return [
    ...charted.flatMap((id) => (isInstance(id) ? ['-i', id] : [])),
    ...(namespace === defaultMetric.namespace ? [] : ['--namespace', namespace]),
    ...(metric.metric === defaultMetric.metric ? [] : ['--metric', metric.metric]),
    ...(statistic === defaultMetric.statistic ? [] : ['--stat', statistic]),
    ...(period === 'auto' ? [] : ['--period', String(period)]),
    ...pairs.flatMap(({name, value}) => ['--dimension', `${name}=${value}`]),
  ];
}

/** The demo has regions of its own; an archive needs none. */
function regionWords({mode, isDemo, regions, globalRegion}: State): readonly string[] {
  if (mode === 'archive' || isDemo) {
    return [];
  }

  return ['-r', regions.join(','), ...(globalRegion === '' ? ['--no-global'] : [])];
}

function profileWords({identity, isDemo}: State): readonly string[] {
  return identity && identity.profile !== '' && !isDemo ? ['--profile', identity.profile] : [];
}

/** The filter that is on. `events` has no view: there it is a term of the filter. */
function filterWords(state: State, hasView: boolean): readonly string[] {
  const filter: Filter = state.filter && !state.isFilterOff ? state.filter : [];
  const view = {notable: 'is:notable', writes: 'is:write', all: ''}[state.view];
  const asksForOwn = filter.some(
    (term) => term.kind === 'class' && !term.negated && term.classes.includes('own'),
  );
  const text = [hasView && !asksForOwn ? view : '', printFilter(filter)].filter(Boolean).join(' ');
  return text === '' ? [] : ['--filter', text];
}

function awsWords(state: State, service: string, command: string, region: string) {
  return ['aws', service, command, '--region', region, ...profileWords(state)];
}

function awsRange({range}: State): readonly string[] {
  return ['--start-time', formatIso(range.since), '--end-time', formatIso(range.until)];
}

/** LookupEvents takes one attribute at the most, and only where that cannot change the answer. */
function lookups(state: State): readonly SafeText[] {
  const pushed = pushedTerm({...state, prompt: undefined});
  const attribute = pushed
    ? ['--lookup-attributes', attributeWord(pushed.attribute, pushed.value)]
    : [];
  return watchedRegions(state).map((region) =>
    shellLine([
      ...awsWords(state, 'cloudtrail', 'lookup-events', region),
      ...awsRange(state),
      ...attribute,
    ]),
  );
}

/** As the AWS CLI reads it: its short form splits at commas, JSON holds any value. */
function attributeWord(key: string, value: string): string {
  return /^[\w\-.\/:@]+$/v.test(value)
    ? `AttributeKey=${key},AttributeValue=${value}`
    : JSON.stringify([{AttributeKey: key, AttributeValue: value}]);
}

function statistics(state: State): readonly SafeText[] {
  const [home = ''] = state.regions;
  const {namespace} = state.chart.metric;
  return chartedSeries(state).map(({id, metric, statistic, period}) =>
    shellLine([
      ...awsWords(state, 'cloudwatch', 'get-metric-statistics', home),
      '--namespace',
      namespace,
      '--metric-name',
      metric,
      '--dimensions',
      ...dimensionsOf(state.chart.metric, id).map(({name, value}) => `Name=${name},Value=${value}`),
      isExtended(statistic) ? '--extended-statistics' : '--statistics',
      statistic,
      '--period',
      String(period),
      ...awsRange(state),
    ]),
  );
}
