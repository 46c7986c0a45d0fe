import {endingOf, endingWindow, lineEnds, type Ending} from '../chart/endings.ts';
import {chartedSeries} from '../chart/shown-frame.ts';
import {missing} from '../loading/coverage.ts';
import {pushedAll, pushedWrites} from '../loading/passes.ts';
import {settledTo} from '../loading/reach.ts';
import {type Series} from '../metric.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {asShown} from '../state/frozen.ts';
import {presentOf, zoneOf, type State} from '../state/model.ts';
import {formatClock} from '../time.ts';
import {pointTime} from './point-time.ts';

/** Until when datapoints could have come: the last answer, or the end of what was recorded. */
function knownUntil(state: State): number {
  const {mode, now, chart} = state;
  if (mode === 'live') {
    return Math.min(now, chart.loadedFor?.until ?? now);
  }

  const ends = chartedSeries(state).map(
    ({points, period}) => (points.at(-1)?.time ?? -Infinity) + period * 1000,
  );
  return Math.max(...ends, -Infinity);
}

/** The ends of a charted line in the range, those of instances with their cause. */
export function endingsOf(state: State, series: Series): readonly Ending[] {
  const {store, frozenAt = Infinity} = state;
  return lineEnds(series, state.range, knownUntil(state)).flatMap(
    (end) => endingOf(store, series, end, frozenAt) ?? [],
  );
}

/** The end that a moment lies behind, while the line has not begun again. */
export function endingAt(state: State, series: Series, time: number): Ending | undefined {
  return endingsOf(state, series).find(({at, until}) => time >= at && time < until);
}

/** How much is said of an end: by which call, by whom, or only how. */
export type EndingDepth = 'call' | 'who' | 'how';

/** The longest words first. */
export const endingDepths: readonly EndingDepth[] = ['call', 'who', 'how'];

/** Why a line ends, without its name: `ended 12:09: StopInstances 12:09:33 by kim (role ops)`; in short where room is. */
export function endingWords(state: State, ending: Ending, depth: EndingDepth = 'call'): SafeText {
  const cause = {call: causeWords, who: shortCause, how: shortestCause}[depth](state, ending);
  // The call tells when it ended; its last datapoint may have come minutes later.
  const time = 'time' in ending.cause ? ending.cause.time : ending.at;
  return t`ended ${pointTime(state, time)}: ${cause}`;
}

function shortestCause(_state: State, {cause}: Ending): SafeText {
  switch (cause.kind) {
    case 'stopped': {
      return t`stopped`;
    }

    case 'terminated': {
      return t`terminated`;
    }

    case 'spot': {
      return t`Spot`;
    }

    case 'group': {
      return t`by its group`;
    }

    case 'unknown': {
      return t`no loaded call`;
    }
  }
}

function shortCause(state: State, {cause}: Ending): SafeText {
  switch (cause.kind) {
    case 'stopped':
    case 'terminated': {
      return t`${cause.kind === 'stopped' ? t`stopped` : t`terminated`} by ${safe(cause.who, {ascii: state.ascii})}`;
    }

    case 'group': {
      return t`by its Auto Scaling group`;
    }

    case 'spot': {
      return cause.row === undefined ? t`Spot, probably taken back` : t`Spot, taken back`;
    }

    case 'unknown': {
      return t`no loaded call: shut down from inside, or not loaded`;
    }
  }
}

function causeWords(state: State, ending: Ending): SafeText {
  const {ascii} = state;
  const {cause} = ending;
  switch (cause.kind) {
    case 'stopped':
    case 'terminated': {
      return t`${callWords(state, cause.name, cause.time)} by ${safe(cause.who, {ascii})}`;
    }

    case 'group': {
      const name = cause.group || instanceOf(state, ending)?.group || '';
      const group = name === '' ? t`` : t` ${safe(name, {ascii})}`;
      return t`by its Auto Scaling group${group} (${callWords(state, cause.name, cause.time)})`;
    }

    case 'spot': {
      return cause.row === undefined
        ? (toldWords(state, ending) ??
            t`a Spot instance, probably taken back: no loaded call ended it`)
        : t`AWS took the Spot capacity back ${formatClock(cause.time, zoneOf(state))}`;
    }

    case 'unknown': {
      return toldWords(state, ending) ?? unknownWords(state, ending);
    }
  }
}

function instanceOf({chart}: State, {id}: Ending) {
  return chart.instances.find((each) => each.id === id);
}

/** EC2's own reason, where no call tells: it knows the last one of an instance that is still down. */
function toldWords(state: State, ending: Ending): SafeText | undefined {
  const reason = instanceOf(state, ending)?.reason ?? '';
  if (reason === '' || ending.until !== Infinity) {
    return undefined;
  }

  const said = t`EC2 says: ${safe(reason, {ascii: state.ascii})}`;
  return /InstanceInitiatedShutdown|instance initiated/iv.test(reason)
    ? t`shut down from inside (${said})`
    : t`no loaded call ended it; ${said}`;
}

function callWords(state: State, name: string, time: number): SafeText {
  return t`${safe(name, {ascii: state.ascii})} ${formatClock(time, zoneOf(state))}`;
}

/** Where no loaded call ended it, it counts what is loaded. */
function unknownWords(state: State, ending: Ending): SafeText {
  if (state.mode === 'archive') {
    return t`no call in these files ended it: shut down from inside, or unknown`;
  }

  const {coverage, regions, store} = asShown(state);
  const asked = endingWindow(ending);
  const {since} = asked;
  // The instances are in the first region.
  const [home = ''] = regions;
  const isRead =
    since >= (store.keptBackTo ?? -Infinity) &&
    missing(coverage, home, [pushedAll, pushedWrites], {
      since,
      until: Math.min(asked.until, presentOf(state)),
    }).length === 0;
  if (!isRead) {
    return t`no loaded call ended it: shut down from inside, or the call is not loaded`;
  }

  return asked.until > (settledTo(state) ?? -Infinity)
    ? t`no API call ended it so far: one may still arrive`
    : t`no API call ended it: shut down from inside, or unknown`;
}
