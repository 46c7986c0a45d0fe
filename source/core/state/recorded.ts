import {type RecordedSeries} from '../archive/recorded-series.ts';
import {type InstanceInfo, type State} from './model.ts';
import {mostCharted} from './picker.ts';

/** The series of `--metrics-from` are here: the first eight are charted, `i` chooses others. */
export function takeRecorded(
  state: State,
  path: string,
  {series, problems}: RecordedSeries,
): State {
  const {archive, chart} = state;
  const charted = series.slice(0, mostCharted);
  const words = [...problems, ...leftOut(series.map(({id}) => id))];
  const [first] = words;
  const isPercent = charted.every(({points}) =>
    points.every(({value}) => value >= 0 && value <= 100),
  );
  return {
    ...state,
    notice: first === undefined ? state.notice : `${path}: ${first}`,
    archive: {
      ...archive,
      problems: [
        ...archive.problems,
        ...words.map((message) => ({path, message, named: series.length === 0})),
      ],
    },
    chart: {
      ...chart,
      charted: charted.map(({id}) => id),
      why: 'recorded',
      // The picker chooses among them as among instances.
      instances: series.map(({id}): InstanceInfo => ({...nothingKnown, id})),
      series: new Map(series.map((one) => [one.id, one])),
      scale: isPercent ? 'percent' : 'fit',
      loadedFor: state.range,
    },
  };
}

const nothingKnown: Omit<InstanceInfo, 'id'> = {
  name: '',
  type: '',
  state: '',
  monitoring: '',
  alarm: '',
};

/** Names of series that are told one by one. */
const mostNames = 10;

function leftOut(ids: readonly string[]): readonly string[] {
  const others = ids.slice(mostCharted);
  const more = others.length - mostNames;
  const names = `${others.slice(0, mostNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return others.length === 0
    ? []
    : [
        `has ${ids.length} series: ${mostCharted} are drawn and i chooses others; left out: ${names}`,
      ];
}
