import {type Problem} from '../core/problem.ts';
import {type KnownAlarms} from '../core/state/alarms.ts';
import {type Action} from '../core/state.ts';
import {minute} from '../core/time.ts';
import {type Clock, type Random} from './clock.ts';
import {type AlarmsApi} from './alarms.ts';
import {lackOf, questions} from './discovery.ts';
import {pauseAfter} from './persist.ts';
import {explain} from './problem.ts';

export type AlarmListOptions = {
  readonly region: string;
  readonly endpoint: string;
  readonly api: AlarmsApi;
  readonly clock: Clock;
  readonly random: Random;
  readonly dispatch: (action: Action) => void;
};

/** So often the alarms of a page of a hundred are asked for; those of ten pages a tenth as often. */
const pause = minute;
const pageSize = 100;
/** Who may not see alarms is not asked about every minute. */
const refusedPause = 5 * minute;

/** Keeps the alarms of the account up to date for as long as the screen is there. */
export class AlarmList {
  readonly #options: AlarmListOptions;
  readonly #stop = new AbortController();
  #looking = new AbortController();
  #told = '';
  #lacking = '';

  constructor(options: AlarmListOptions) {
    this.#options = options;
  }

  /** Asks now, and from then on again and again. What is under way is given up. */
  refresh(): void {
    this.#looking.abort();
    this.#looking = new AbortController();
    void this.#run(AbortSignal.any([this.#stop.signal, this.#looking.signal]));
  }

  stop(): void {
    this.#stop.abort();
    this.#options.api.close();
  }

  async #run(signal: AbortSignal): Promise<void> {
    const {clock} = this.#options;
    let failures = 0;
    while (!signal.aborted) {
      // eslint-disable-next-line no-await-in-loop -- one look after the other
      const wait = await this.#look(failures, signal);
      failures = wait.isFailure ? failures + 1 : 0;
      // eslint-disable-next-line no-await-in-loop -- the pause between two looks
      await clock.wait(wait.ms, signal).catch(() => undefined);
    }
  }

  async #look(failures: number, signal: AbortSignal): Promise<{ms: number; isFailure: boolean}> {
    const {api, region, endpoint, random} = this.#options;
    const {alarming} = questions;
    try {
      const known = await api.all(signal);
      signal.throwIfAborted();
      this.#tell(known);
      this.#lack(undefined);
      return {
        ms: pause * Math.max(1, Math.ceil(known.alarms.length / pageSize)),
        isFailure: false,
      };
    } catch (error) {
      if (signal.aborted) {
        return {ms: 0, isFailure: false};
      }

      const problem = explain(error, {...alarming, region, endpoint});
      this.#lack(problem);
      if (problem.kind === 'expired' || problem.kind === 'credentials') {
        await api.renew().catch(() => undefined);
      }

      const ms = problem.kind === 'denied' ? refusedPause : pauseAfter(failures + 1, random);
      return {ms, isFailure: true};
    }
  }

  #lack(problem: Problem | undefined): void {
    const lacking = problem?.title ?? '';
    if (lacking !== this.#lacking) {
      this.#lacking = lacking;
      const lacks = lackOf(questions.alarming, problem);
      this.#options.dispatch({type: 'instances', instances: [], lacks});
    }
  }

  /** Nothing is drawn where nothing has changed. */
  #tell(known: KnownAlarms): void {
    const told = JSON.stringify(known);
    if (told !== this.#told) {
      this.#told = told;
      this.#options.dispatch({type: 'alarms', known});
    }
  }
}
