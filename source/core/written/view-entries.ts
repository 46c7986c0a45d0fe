import {printFilter} from '../filter.ts';
import {metricWords} from '../save/note/commands.ts';
import {shellLine} from '../save/note/shell.ts';
import {type SafeText} from '../sanitize.ts';
import {type ViewEntries} from '../state/keeping.ts';
import {type State} from '../state/model.ts';
import {formatDuration, formatIso} from '../time.ts';

/**
 * What is looked at, as a view of config.json has it: range, filter, what the list shows, what is charted, and of what
 * reaches AWS only what the command line or a view named. Not the paths of an archive: those stand behind `@name`.
 */
export function viewEntries(state: State): ViewEntries {
  const {filter, isFilterOff, view, zone, mode, chart, startedWith} = state;
  const charted = mode === 'live' ? metricEntries(state) : {};
  return {
    ...startedWith.named,
    ...rangeEntries(state),
    ...(filter && !isFilterOff ? {filter: printFilter(filter)} : {}),
    show: view,
    ...charted,
    ...(chart.threshold ? {threshold: String(chart.threshold.value)} : {}),
    ...(zone === 'local' ? {local: true} : {}),
  };
}

function rangeEntries({choice}: State): ViewEntries {
  switch (choice.kind) {
    case 'all': {
      return {};
    }

    case 'live': {
      return {since: formatDuration(choice.span)};
    }

    case 'fixed': {
      return {since: formatIso(choice.since), until: formatIso(choice.until)};
    }

    case 'said': {
      const {since, until} = choice;
      return since === undefined ? {around: until} : {since, until};
    }
  }
}

/** What trailtop found by itself (in ALARM, busiest) it finds anew. */
function metricEntries(state: State): ViewEntries {
  const {chart} = state;
  const isChosen = chart.why === 'chosen';
  const words = metricWords(isChosen ? state : {...state, chart: {...chart, charted: []}});
  const entries = new Map<string, string[]>();
  for (let at = 0; at < words.length; at += 2) {
    const flag = words[at] === '-i' ? 'instance' : (words[at] ?? '').slice(2);
    entries.set(flag, [...(entries.get(flag) ?? []), words[at + 1] ?? '']);
  }

  return Object.fromEntries(
    [...entries].map(([flag, values]) => [
      flag,
      flag === 'instance' || flag === 'dimension' ? values : (values[0] ?? ''),
    ]),
  );
}

/** The command line that shows the same without config.json. */
export function viewCommand(state: State): SafeText {
  const flags = Object.entries(viewEntries(state)).flatMap(([flag, value]) => {
    const values = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
    return typeof value === 'boolean'
      ? [`--${flag}`]
      : // A value that begins with a minus is joined to its flag, for whoever reads it.
        values.flatMap((each) =>
          each.startsWith('-') ? [`--${flag}=${each}`] : [`--${flag}`, each],
        );
  });
  return shellLine(['trailtop', ...source(state), ...flags, ...files(state)]);
}

/** The command line that shows the same once the view is kept. */
export function openCommand(state: State, name: string): SafeText {
  return shellLine(['trailtop', ...source(state), `@${name}`, ...files(state)]);
}

function source({isDemo, startedWith: {timeColumn, metricsFrom}}: State): readonly string[] {
  return [
    ...(isDemo ? ['--demo'] : []),
    ...(timeColumn === undefined ? [] : ['--time-column', timeColumn]),
    ...(metricsFrom === undefined ? [] : ['--metrics-from', metricsFrom]),
  ];
}

function files({startedWith: {paths}}: State): readonly string[] {
  return paths.map((path) => (/^[\-@]./v.test(path) ? `./${path}` : path));
}
