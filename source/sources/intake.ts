import {type TrailEvent} from '../core/event.ts';
import {type EventStore} from '../core/event-store.ts';
import {type Coverage, isCovered} from '../core/loading/coverage.ts';
import {pushedAll} from '../core/loading/passes.ts';
import {type Action} from '../core/state.ts';
import {type Clock} from './clock.ts';
import {KnownIds} from './known-ids.ts';
import {type Walk} from './walk.ts';

export type IntakeOptions = {
  readonly region: string;
  readonly clock: Clock;
  readonly store: Pick<EventStore, 'rowOf' | 'keptBackTo'>;
  readonly coverage: () => readonly Coverage[];
  readonly dispatch: (action: Action) => void;
};

/** Events without an id are told by their record; there are hardly any. */
const namelessRemembered = 1000;

/** Takes in what one region's pages bring, and tells what has been read. */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #nameless = new KnownIds(namelessRemembered);

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Gives a page's events on. Returns those that were not known. */
  take(events: readonly TrailEvent[]): readonly TrailEvent[] {
    const {clock, dispatch, region, coverage} = this.#options;
    const fresh = events.filter((event) => this.#isFresh(event));
    const news = events.filter(
      (event) => fresh.includes(event) || (event.id !== '' && !this.#isGone(event)),
    );
    // What comes where everything had been read before is late; elsewhere it is only being loaded.
    const isLate = ({time}: TrailEvent) => isCovered(coverage(), region, pushedAll, time);
    const groups = [
      {how: 'follow', events: news.filter((event) => isLate(event))},
      {how: 'load', events: news.filter((event) => !isLate(event))},
    ] as const;
    for (const group of groups) {
      if (group.events.length > 0) {
        dispatch({type: 'events', now: clock.now(), ...group});
      }
    }

    return fresh;
  }

  /** Tells how far a walk has read. */
  cover({reached, until, startedAt}: Walk, pushed: string): void {
    this.#options.dispatch({
      type: 'coverage',
      coverage: {
        region: this.#options.region,
        pushed,
        since: reached,
        until: Math.min(until, startedAt),
        asOf: startedAt,
      },
    });
  }

  /** Whether an event is neither here nor has been and gone. */
  #isFresh(event: TrailEvent): boolean {
    if (this.#isGone(event)) {
      return false;
    }

    return event.id === ''
      ? this.#nameless.meet(event)
      : this.#options.store.rowOf(event.id) === undefined;
  }

  /** Whether the store keeps nothing so old any more: what it had to let go does not come back as new. */
  #isGone({time}: TrailEvent): boolean {
    const {keptBackTo} = this.#options.store;
    return keptBackTo !== undefined && time <= keptBackTo;
  }
}
