/**
 * The state of the screen and the one way in which it changes: `reduce(state, action)`. Everything that comes from
 * outside (keys, events, datapoints, failures, the clock) is an action.
 */
import {type Coverage, addCoverage} from './loading/coverage.ts';
import {type TrailEvent} from './event.ts';
import {type Problem} from './problem.ts';
import {type RegionAnswer} from './loading/everywhere.ts';
import {type Find} from './event-store/finds.ts';
import {type Block, type PackedEvents} from './event-store/packed.ts';
import {EventStore, type Arrival, type OwnCall} from './event-store.ts';
import {type CommandId} from './commands.ts';
import {withColumns} from './filter/wants.ts';
import {type EditKey} from './state/line-edit.ts';
import {type Series} from './metric.ts';
import {addPage} from './metric/cost.ts';
import {type TimeRange} from './time.ts';
import {runCommand} from './state/run-command.ts';
import {editPrompt, typeText} from './state/prompts.ts';
import {type RecordedSeries} from './archive/recorded-series.ts';
import {takeRecorded} from './state/recorded.ts';
import {takeSaveReport} from './state/save.ts';
import {takeRecording, type Recording} from './state/recording.ts';
import {openBefore} from './state/before.ts';
import {resize} from './state/debug.ts';
import {takeMetrics} from './state/metric-menu.ts';
import {takeAlarms, type KnownAlarms} from './state/alarms.ts';
import {holdPicked} from './state/held-pick.ts';
import {type KnownMetrics} from './state/metrics.ts';
import {type SaveReport} from './state/saving.ts';
import {type KeepReport} from './state/keeping.ts';
import {takeKeepReport} from './state/keep-view.ts';
import {askedFirst} from './state/loading.ts';
import {settle} from './state/settle.ts';
import {
  type FileProblem,
  chartGeneration,
  type Identity,
  type InstanceInfo,
  type RegionFeed,
  type State,
} from './state/model.ts';

export type {Identity, InstanceInfo, Overlay, Prompt, RegionFeed, State} from './state/model.ts';
export {chartGeneration} from './state/model.ts';
export {initialState, type StartOptions} from './state/initial.ts';

export type Action =
  | {readonly type: 'command'; readonly id: CommandId}
  | {readonly type: 'text'; readonly text: string}
  | {readonly type: 'edit'; readonly key: EditKey}
  | {readonly type: 'tick'; readonly now: number}
  | {readonly type: 'resize'; readonly columns: number; readonly rows: number}
  | {readonly type: 'identity'; readonly identity: Identity}
  | {readonly type: 'expiry'; readonly expiresAt: number | undefined}
  | {readonly type: 'isOwn'; readonly isOwn: OwnCall}
  | {
      readonly type: 'events';
      readonly now: number;
      readonly events: readonly TrailEvent[];
      readonly how: Arrival['how'];
    }
  | {readonly type: 'packed'; readonly now: number; readonly events: PackedEvents}
  /** The same records, packed in another way. */
  | {readonly type: 'repacked'; readonly block: Block; readonly content: Block}
  | {
      readonly type: 'found';
      readonly finds: readonly Find[];
      /** Blocks of records that have been searched, and that are to be. */
      readonly done: number;
      readonly total: number;
    }
  | {readonly type: 'coverage'; readonly coverage: Coverage}
  | ({
      readonly type: 'feed';
      readonly region: string;
      readonly generation: number;
    } & RegionFeed)
  | {
      readonly type: 'archive';
      readonly filesDone: number;
      readonly filesTotal: number;
      readonly columns: readonly string[];
      readonly problems: readonly FileProblem[];
      readonly skipped: number;
      readonly isDone: boolean;
    }
  | {
      readonly type: 'series';
      readonly now: number;
      readonly generation: number;
      readonly range: TimeRange;
      readonly series: readonly Series[];
    }
  | {readonly type: 'chartProblem'; readonly problem: Problem | undefined}
  | {readonly type: 'metrics'; readonly known: KnownMetrics}
  | {readonly type: 'alarms'; readonly known: KnownAlarms}
  /** A page of GetMetricData has come: how many metrics it was asked for. */
  | {readonly type: 'paid'; readonly metrics: number}
  | {
      readonly type: 'instances';
      /** What has been learned of instances: of one that is known, the rest stays. */
      readonly instances: ReadonlyArray<Partial<InstanceInfo> & Pick<InstanceInfo, 'id'>>;
      /** Whether an action is missed: replaces what was said of it before. */
      readonly lacks?: {readonly action: string; readonly problem: Problem | undefined};
      /** What to chart where the person has chosen nothing, and why these. */
      readonly suggested?: {readonly ids: readonly string[]; readonly why: string};
    }
  | {
      readonly type: 'everywhere';
      readonly request: number;
      readonly region: string;
      readonly answer: RegionAnswer;
    }
  /** Which regions are enabled could not be asked: only the watched ones are searched. */
  | {readonly type: 'everywhereLacks'; readonly request: number; readonly problem: Problem}
  | {readonly type: 'recorded'; readonly path: string; readonly recorded: RecordedSeries}
  | {readonly type: 'save'; readonly serial: number; readonly report: SaveReport}
  | {readonly type: 'recording'; readonly recording: Recording}
  | {readonly type: 'kept'; readonly serial: number; readonly report: KeepReport}
  | {readonly type: 'notice'; readonly text: string};

/** The next state. The same object comes back where nothing changed, and then nothing is drawn. */
export function reduce(state: State, action: Action): State {
  return holdPicked(state, settle(state, step(state, action)));
}

function step(state: State, action: Action): State {
  switch (action.type) {
    case 'command': {
      return runCommand(answered(state, action.id), action.id);
    }

    case 'text': {
      return typeText(state, action.text);
    }

    case 'edit': {
      return editPrompt(state, action.key);
    }

    case 'tick': {
      return action.now > state.now ? {...state, now: action.now} : state;
    }

    case 'resize': {
      return resize(state, action.columns, action.rows);
    }

    case 'identity': {
      return {...state, identity: action.identity};
    }

    case 'expiry': {
      return {...state, credentialsEnd: action.expiresAt};
    }

    case 'isOwn': {
      state.store.setOwn(action.isOwn);
      return {...state, storeVersion: state.store.version};
    }

    case 'events': {
      state.store.add(action.events, {how: action.how});
      return {...state, now: Math.max(state.now, action.now), storeVersion: state.store.version};
    }

    case 'packed': {
      state.store.addPacked(action.events);
      return {...state, now: Math.max(state.now, action.now), storeVersion: state.store.version};
    }

    case 'repacked': {
      state.store.replaceBlock(action.block, action.content);
      return state;
    }

    case 'found': {
      for (const {question, rows, hits} of action.finds) {
        state.visible.finds.learn(question, rows, hits);
      }

      return {...state, search: {done: action.done, total: action.total}};
    }

    case 'coverage': {
      return {...state, coverage: addCoverage(state.coverage, action.coverage)};
    }

    case 'feed': {
      // An answer to a question that is no longer asked says nothing about the present one.
      return action.generation === state.generation ? takeFeed(state, action) : state;
    }

    case 'archive': {
      return takeArchive(state, action);
    }

    case 'series': {
      return action.generation === chartGeneration(state) ? takeSeries(state, action) : state;
    }

    case 'chartProblem': {
      const chart = {...state.chart, problem: action.problem};
      return state.isBeforeAsked && action.problem
        ? {
            ...state,
            chart,
            isBeforeAsked: false,
            notice: 'the chart could not be read: ! tells why',
          }
        : {...state, chart};
    }

    case 'metrics': {
      return takeMetrics(state, action.known);
    }

    case 'paid': {
      const {chart} = state;
      return {...state, chart: {...chart, cost: addPage(chart.cost, action.metrics)}};
    }

    case 'alarms': {
      return takeAlarms(state, action.known);
    }

    case 'instances': {
      return takeInstances(state, action);
    }

    case 'everywhere': {
      const {everywhere} = state;
      return everywhere?.request === action.request
        ? {
            ...state,
            everywhere: {
              ...everywhere,
              answers: new Map(everywhere.answers).set(action.region, action.answer),
            },
          }
        : state;
    }

    case 'recorded': {
      return takeRecorded(state, action.path, action.recorded);
    }

    case 'everywhereLacks': {
      const {everywhere} = state;
      return everywhere?.request === action.request
        ? {...state, everywhere: {...everywhere, lacks: action.problem}}
        : state;
    }

    case 'save': {
      return takeSaveReport(state, action.serial, action.report);
    }

    case 'kept': {
      return takeKeepReport(state, action.serial, action.report);
    }

    case 'recording': {
      return takeRecording(state, action.recording);
    }

    case 'notice': {
      return {...state, notice: action.text};
    }
  }
}

/** A key takes away what was said, every key but `q` what was asked of it, and what `b` waits for. */
function answered(state: State, id: CommandId): State {
  const isQuitAsked = state.isQuitAsked && id === 'quit';
  return state.notice === '' && isQuitAsked === state.isQuitAsked && !state.isBeforeAsked
    ? state
    : {...state, notice: '', isQuitAsked, isBeforeAsked: false};
}

type ActionOf<T extends Action['type']> = Extract<Action, {readonly type: T}>;

function takeFeed(state: State, action: ActionOf<'feed'>): State {
  const before = state.feeds.get(action.region);
  const {type: _type, region, generation: _generation, ...said} = action;
  // What is settled stays settled, also while something is wrong.
  const settledTo = said.settledTo ?? before?.settledTo;
  const feed: RegionFeed = settledTo === undefined ? said : {...said, settledTo};
  return JSON.stringify(feed) === JSON.stringify(before)
    ? state
    : askedFirst({...state, feeds: new Map(state.feeds).set(region, feed)}, feed);
}

function takeArchive(state: State, action: ActionOf<'archive'>): State {
  const {archive} = state;
  const [first] = action.problems;
  const columns = [...new Set([...archive.columns, ...action.columns])];
  return {
    ...(columns.length > archive.columns.length ? readAgain(state, columns) : state),
    // The first one is told where it is seen; ! lists them all.
    notice:
      first && archive.problems.length === 0 ? `${first.path}: ${first.message}` : state.notice,
    archive: {
      filesDone: action.filesDone,
      filesTotal: action.filesTotal,
      columns,
      problems: [...archive.problems, ...action.problems],
      skipped: archive.skipped + action.skipped,
      isDone: action.isDone || archive.isStopped,
      isStopped: archive.isStopped,
    },
  };
}

/** The filters that were written before these columns were known, wherever one is kept. */
function readAgain(state: State, columns: readonly string[]): State {
  const again = <T extends {readonly filter: State['filter']}>(holder: T): T => {
    const filter = holder.filter && withColumns(holder.filter, columns);
    return filter === holder.filter ? holder : {...holder, filter};
  };

  const {prompt} = state;
  return {
    ...again(state),
    way: state.way.map((place) => again(place)),
    prompt: prompt && {...prompt, before: again(prompt.before)},
  };
}

function takeSeries(state: State, action: ActionOf<'series'>): State {
  const series = new Map(state.chart.series);
  for (const one of action.series) {
    series.set(one.id, one);
  }

  const taken = {
    ...state,
    now: Math.max(state.now, action.now),
    chart: {...state.chart, series, problem: undefined, loadedFor: action.range},
  };
  return state.isBeforeAsked ? openBefore({...taken, isBeforeAsked: false, notice: ''}) : taken;
}

const unknownInstance: InstanceInfo = {
  id: '',
  name: '',
  type: '',
  state: '',
  monitoring: '',
  alarm: '',
};

function takeInstances(state: State, action: ActionOf<'instances'>): State {
  const known = new Map(state.chart.instances.map((one) => [one.id, one]));
  for (const one of action.instances) {
    known.set(one.id, {...(known.get(one.id) ?? unknownInstance), ...one});
  }

  const instances = [...known.values()];
  const {suggested, lacks} = action;
  const others = state.chart.lacks.filter((lack) => lack.action !== lacks?.action);
  const chart = {
    ...state.chart,
    instances,
    lacks: lacks?.problem ? [...others, lacks.problem] : others,
  };
  return suggested && state.chart.charted.length === 0
    ? {
        ...state,
        chart: {
          ...chart,
          generation: chart.generation + 1,
          charted: suggested.ids,
          why: suggested.why,
        },
      }
    : {...state, chart};
}

/** An empty store: for the composition root and for tests. */
export function createStore(): EventStore {
  return new EventStore();
}
