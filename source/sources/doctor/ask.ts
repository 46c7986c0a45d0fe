import {clientConfig, type AwsSettings} from '../aws-settings.ts';
import {type Clock} from '../clock.ts';
import {type Action} from './actions.ts';
import {watchTrip} from './trip.ts';

/** How an action was answered. Either `answer` or `error` tells what came of it. */
export type Tried = {
  readonly action: Action;
  readonly region: string;
  readonly answer: unknown;
  /** The SDK's error; undefined where it worked. */
  readonly error: unknown;
  /** `https://host`; '' where nothing was sent. */
  readonly url: string;
  /** ms to the head of the answer; undefined where none came. */
  readonly took: number | undefined;
  /** The HTTP status of the answer; 0 where none came. */
  readonly status: number;
  /** ms that our clock is ahead of AWS's. */
  readonly skew: number | undefined;
};

class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** Tries actions, one call each, none longer than `limit` ms. Never rejects. */
export class Asker {
  readonly #settings: AwsSettings;
  readonly #clock: Clock;
  readonly #limit: number;

  constructor(settings: AwsSettings, clock: Clock, limit: number) {
    this.#settings = {...settings, answerTimeout: limit};
    this.#clock = clock;
    this.#limit = limit;
  }

  /** Tries the action with the person's credentials. */
  async try(action: Action, region: string): Promise<Tried> {
    return this.#ask(action, region, {});
  }

  /** Asks without credentials: AWS refuses, and has been reached. */
  async reach(action: Action, region: string): Promise<Tried> {
    return this.#ask(action, region, unsigned);
  }

  async #ask(action: Action, region: string, more: object): Promise<Tried> {
    const trip = watchTrip(this.#clock);
    let [answer, error]: unknown[] = [];
    try {
      const now = this.#clock.now();
      answer = await within(this.#clock, this.#limit, async (signal) => {
        const config = {...clientConfig(this.#settings, region), ...more};
        return action.ask({config, trip, signal, now});
      });
    } catch (error_) {
      error = error_;
    }

    return {
      action,
      region,
      answer,
      error,
      url: trip.url(),
      took: trip.took(),
      status: trip.status(),
      skew: trip.skew(),
    };
  }
}

/** What a task resolves to, unless that takes longer than `limit` ms: then it is aborted and a TimeoutError thrown. */
export async function within<Result>(
  clock: Clock,
  limit: number,
  task: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const late = new AbortController();
  const done = new AbortController();
  const lateness = (async (): Promise<never> => {
    await clock.wait(limit, done.signal);
    late.abort();
    throw new TimeoutError('no answer in time');
  })();
  try {
    return await Promise.race([task(late.signal), lateness]);
  } finally {
    done.abort();
    lateness.catch(() => undefined);
  }
}

const noAuth = 'smithy.api#noAuth';

/** Makes a client send its requests unsigned, so that it looks for no credentials. */
const unsigned = {
  httpAuthSchemeProvider: () => [{schemeId: noAuth}],
  httpAuthSchemes: [
    {
      schemeId: noAuth,
      identityProvider: () => async () => ({}),
      signer: {sign: async (request: unknown) => request},
    },
  ],
};
