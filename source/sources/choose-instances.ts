import {type MetricsApi} from './cloudwatch.ts';
import {type Clock} from './clock.ts';
import {discoverInstances, DiscoveryError} from './discovery.ts';

export type ChooseOptions = {
  readonly region: string;
  readonly endpoint: string;
  readonly api: Pick<MetricsApi, 'alarms' | 'instances' | 'datapoints' | 'busiest'>;
  readonly clock: Pick<Clock, 'now'>;
};

/** What is looked at where nobody has named anything. */
export type Chosen = {
  readonly ids: readonly string[];
  /** `in ALARM` or `busiest`; '' where there is nothing. */
  readonly why: string;
  readonly problems: ReadonlyArray<{readonly message: string; readonly isFailure: boolean}>;
};

/**
 * The instances in ALARM, else the two busiest: what the screen's chart begins with. Rejects only when the signal is
 * aborted.
 */
export async function chooseInstances(
  options: ChooseOptions,
  signal: AbortSignal,
): Promise<Chosen> {
  let chosen: {readonly ids: readonly string[]; readonly why: string} = {ids: [], why: ''};
  const problems: Array<Chosen['problems'][number]> = [];
  try {
    await discoverInstances(
      {
        ...options,
        chart: () => ({charted: [], instances: []}),
        dispatch(action) {
          if (action.type !== 'instances') {
            return;
          }

          chosen = action.suggested ?? chosen;
          const lack = action.lacks?.problem;
          if (lack) {
            problems.push({message: `${lack.title}; ${lack.advice}`, isFailure: false});
          }
        },
      },
      () => undefined,
      signal,
    );
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof DiscoveryError)) {
      throw error;
    }

    const {title, advice} = error.problem;
    problems.push({
      message: `${title}; ${advice}, or name instances with -i`,
      isFailure: chosen.ids.length === 0,
    });
  }

  if (chosen.ids.length === 0 && problems.every(({isFailure}) => !isFailure)) {
    const message = 'no instance has sent anything within the last three hours: name one with -i';
    problems.push({message, isFailure: false});
  }

  return {...chosen, problems};
}
