import {type OwnCall} from '../core/event-store.ts';
import {productName} from './aws-settings.ts';
import {type Lookup} from './cloudtrail.ts';
import {withPage} from './with-page.ts';

export type OwnCallsOptions = {
  /** Calls are signed with another key from now on: what is own has changed. */
  readonly onNewKey?: () => void;
  /** When the credentials end, ms since 1970; undefined where they do not. */
  readonly onEnd?: (expiresAt: number | undefined) => void;
};

/** Knows the calls of this trailtop by the keys that sign them, which change while it runs. */
export class OwnCalls {
  readonly #keys = new Set<string>();
  readonly #options: OwnCallsOptions;

  constructor(options: OwnCallsOptions = {}) {
    this.#options = options;
  }

  /** Made with one of our access keys by a program that calls itself what we call ourselves. */
  readonly isOwn: OwnCall = (key, agent) =>
    this.#keys.has(key) && agent.includes(`app/${productName}`);

  /** The same lookup, whose keys are learnt with every page. */
  learning(lookup: Lookup): Lookup {
    return withPage(lookup, async (request, signal) => {
      const page = await lookup.page(request, signal);
      try {
        this.#learn(await lookup.accessKeyId());
        this.#options.onEnd?.(await lookup.expiresAt?.());
      } catch {
        // The page is here all the same.
      }

      return page;
    });
  }

  #learn(key: string): void {
    if (!this.#keys.has(key)) {
      this.#keys.add(key);
      this.#options.onNewKey?.();
    }
  }
}
