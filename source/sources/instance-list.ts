import {type Action, type InstanceInfo, type State} from '../core/state.ts';
import {isInstance} from '../core/metric/choice.ts';
import {minute} from '../core/time.ts';
import {type Clock, type Random} from './clock.ts';
import {type MetricsApi} from './cloudwatch.ts';
import {DiscoveryError, discoverInstances, lackOf, questions} from './discovery.ts';
import {persist, pauseAfter} from './persist.ts';
import {explain, type Failure} from './problem.ts';

export type InstanceListOptions = {
  readonly region: string;
  readonly endpoint: string;
  readonly api: Pick<MetricsApi, 'alarms' | 'instances' | 'datapoints' | 'busiest' | 'renew'>;
  /** Names and types of up to 100 instances. Rejects with the SDK's error. */
  readonly describe: (
    ids: readonly string[],
    signal: AbortSignal,
  ) => Promise<ReadonlyArray<Omit<InstanceInfo, 'alarm'>>>;
  readonly clock: Clock;
  readonly random: Random;
  readonly dispatch: (action: Action) => void;
  readonly chart: () => Pick<State['chart'], 'charted' | 'instances' | 'problem'>;
};

/** So often the list and the alarms are read again. */
const lookAgain = 5 * minute;
const mostNamed = 1000;
const batch = 100;

/** Which instances are being named, or were last. */
type Naming = {readonly key: string; readonly startedAt: number; isRunning: boolean};

/** Keeps what is known of instances up to date for as long as the screen is there: which there are, their alarms, names. */
export class InstanceList {
  readonly #options: InstanceListOptions;
  readonly #stop = new AbortController();
  #looking = new AbortController();
  #namer = new AbortController();
  #naming: Naming | undefined;
  /** What the chart was last told because nothing is charted. */
  #told: Failure | undefined;

  constructor(options: InstanceListOptions) {
    this.#options = options;
  }

  /** Reads everything now, and from then on again and again. What is under way is given up. */
  refresh(): void {
    this.#looking.abort();
    this.#looking = new AbortController();
    this.#naming = undefined;
    void this.#run(AbortSignal.any([this.#stop.signal, this.#looking.signal]));
  }

  stop(): void {
    this.#stop.abort();
  }

  async #run(signal: AbortSignal): Promise<void> {
    const {clock, random} = this.#options;
    let failures = 0;
    while (!signal.aborted) {
      // eslint-disable-next-line no-await-in-loop -- one look after the other
      failures = (await this.#look(signal)) ? 0 : failures + 1;
      const pause = failures === 0 ? lookAgain : pauseAfter(failures, random);
      // eslint-disable-next-line no-await-in-loop -- the pause between two looks
      await clock.wait(pause, signal).catch(() => undefined);
    }
  }

  /** Returns whether it could be found out what can be charted. */
  async #look(signal: AbortSignal): Promise<boolean> {
    const name = (ids: readonly string[]) => {
      this.#name(ids);
    };

    try {
      await discoverInstances(this.#options, name, signal);
      this.#tell(undefined);
      return true;
    } catch (error) {
      if (signal.aborted) {
        return false;
      }

      // Only what AWS or the way to it did wrong gets better by waiting.
      if (!(error instanceof DiscoveryError)) {
        throw error;
      }

      this.#tell(error);
      const {kind} = error.problem;
      await (kind === 'expired' || kind === 'credentials'
        ? this.#options.api.renew().catch(() => undefined)
        : undefined);
      return false;
    }
  }

  /** The chart itself is broken only where the failure leaves it without anything to show. */
  #tell(error: DiscoveryError | undefined): void {
    const {chart, dispatch} = this.#options;
    const told = error && chart().charted.length === 0 ? error.problem : undefined;
    if (told ?? (this.#told && chart().problem === this.#told)) {
      dispatch({type: 'chartProblem', problem: told});
    }

    this.#told = told;
    for (const question of [questions.listing, questions.comparing]) {
      const lack = told || error?.question !== question ? undefined : error.problem;
      dispatch({type: 'instances', instances: [], lacks: lackOf(question, lack)});
    }
  }

  /** Begins to name them, what is charted first; what is being named, or was of late, is not begun again. */
  #name(found: readonly string[]): void {
    const {clock, random, chart} = this.#options;
    const ids = [...new Set([...chart().charted, ...found])]
      .filter((id) => isInstance(id))
      .slice(0, mostNamed);
    const key = [...ids].sort().join(' ');
    const now = clock.now();
    const before = this.#naming;
    const isFresh = before?.key === key && (before.isRunning || now - before.startedAt < lookAgain);
    if (ids.length === 0 || isFresh) {
      return;
    }

    this.#namer.abort();
    this.#namer = new AbortController();
    const naming: Naming = {key, startedAt: now, isRunning: true};
    this.#naming = naming;
    const signal = AbortSignal.any([this.#stop.signal, this.#namer.signal]);
    const left = [...ids];
    void persist({clock, random, signal}, async () => {
      while (left.length > 0) {
        // eslint-disable-next-line no-await-in-loop -- one request at a time
        const isAllowed = await this.#describe(left.slice(0, batch), signal);
        left.splice(0, isAllowed ? batch : left.length);
      }

      naming.isRunning = false;
    });
  }

  /** Names are a help and no more: who may not see them is told under `!`. Returns whether they may be seen. */
  async #describe(ids: readonly string[], signal: AbortSignal): Promise<boolean> {
    const {describe, dispatch, region, endpoint} = this.#options;
    const {naming} = questions;
    try {
      const instances = await describe(ids, signal);
      signal.throwIfAborted();
      dispatch({type: 'instances', instances, lacks: lackOf(naming, undefined)});
      return true;
    } catch (error) {
      const problem = explain(error, {...naming, region, endpoint});
      if (signal.aborted || problem.kind !== 'denied') {
        throw error;
      }

      dispatch({type: 'instances', instances: [], lacks: lackOf(naming, problem)});
      return false;
    }
  }
}
