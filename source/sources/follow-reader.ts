import {addCoverage, type Coverage} from '../core/loading/coverage.ts';
import {compareNewestFirst, type TrailEvent} from '../core/event.ts';
import {lateAfter} from '../core/event-store.ts';
import {type PushedAttribute} from '../core/loading/passes.ts';
import {type Problem} from '../core/problem.ts';
import {type Action} from '../core/state.ts';
import {minute} from '../core/time.ts';
import {type Lookup} from './cloudtrail.ts';
import {RegionCollector} from './collector.ts';
import {KnownIds} from './known-ids.ts';
import {readRegion, type ReadOptions, type RegionSource} from './region-reader.ts';
import {type Supplied} from './supplied.ts';
import {withPage} from './with-page.ts';

export type FollowOptions = ReadOptions & {
  /** ms between looks at the newest events. */
  readonly refresh: number;
  /** Whether an event is to be given on; whether it arrived far behind newer ones is known only here. */
  readonly wants: (event: TrailEvent, isLate: boolean) => boolean;
};

/** More than an account makes in the quarter of an hour for which events are met again. */
const remembered = 200_000;

/** The same problem is not said again so soon. */
const silence = 10 * minute;

/**
 * The range oldest first, once it has been read whole, then every event once as it becomes visible, for ever. The
 * collector begins with the reading of the range, so that nothing falls between the two. A network or a server that fails
 * is waited for; a region whose range cannot be read for another reason is not followed; where that is so of all, it ends. After an abort it just ends.
 *
 * @yields Events in groups, and problems: a region that is lost, or, as no failure, that something is being retried.
 */
export async function* followRange(
  sources: readonly RegionSource[],
  options: FollowOptions,
): AsyncGenerator<Supplied> {
  const {signal} = options;
  const arrivals = new Arrivals(
    options,
    sources.map(({region}) => region),
  );
  const collectors = new Map(
    sources.map((source) => [source.region, startCollector(source, arrivals, options)]),
  );
  /** Reads the range of one region; `onStruggle` is called when that takes longer than the others should wait. */
  const loadOne = async (source: RegionSource, onStruggle: () => void) => {
    const {region} = source;
    for await (const supplied of readRegion(source, {...options, isPatient: true})) {
      if (supplied.kind === 'events') {
        arrivals.take(region, supplied.events, 'load');
      } else if (supplied.isFailure) {
        arrivals.problem(supplied);
        collectors.get(region)?.stop();
        collectors.delete(region);
      } else {
        arrivals.say(supplied.message);
        onStruggle();
      }
    }

    arrivals.isLoaded(region);
  };

  try {
    await allBut(sources, loadOne);
    while (!signal.aborted) {
      yield* arrivals.drain();
      if (collectors.size === 0) {
        return;
      }

      // eslint-disable-next-line no-await-in-loop -- it is followed until nobody wants it any more
      await arrivals.more(signal);
    }
  } finally {
    for (const collector of collectors.values()) {
      collector.stop();
    }
  }
}

/** Loads all regions; resolves when each has been loaded or struggles. Those that struggle go on. */
async function allBut(
  sources: readonly RegionSource[],
  load: (source: RegionSource, onStruggle: () => void) => Promise<void>,
): Promise<void> {
  await Promise.all(
    sources.map(async (source) => {
      const {promise, resolve} = Promise.withResolvers<void>();
      await Promise.race([promise, load(source, resolve)]);
    }),
  );
}

/** Watches the present of one region; its own passes have nothing to do. */
function startCollector(source: RegionSource, arrivals: Arrivals, options: FollowOptions) {
  const {clock, random, refresh, attribute} = options;
  const {region, endpoint, lookup, budget} = source;
  let coverage: readonly Coverage[] = [];
  const collector = new RegionCollector({
    region,
    endpoint,
    lookup: attribute ? asking(lookup, attribute) : lookup,
    budget,
    clock,
    random,
    refresh,
    store: arrivals,
    coverage: () => coverage,
    dispatch(action: Action) {
      if (action.type === 'events') {
        arrivals.take(region, action.events, action.how);
      } else if (action.type === 'coverage') {
        coverage = addCoverage(coverage, action.coverage);
      } else if (action.type === 'feed' && action.problem) {
        arrivals.retrying(region, action.problem);
      }
    },
  });
  const now = clock.now();
  collector.want({range: {since: now, until: now}, generation: 1, isLive: true, refreshes: 0});
  return collector;
}

/** The same lookup, which asks for one attribute only. */
function asking(lookup: Lookup, attribute: PushedAttribute): Lookup {
  return withPage(lookup, async (request, signal) => lookup.page({...request, attribute}, signal));
}

/** What has come and is not given on yet, each event once. */
class Arrivals {
  /** As a store that lets nothing go. */
  readonly keptBackTo: number | undefined;
  readonly #options: FollowOptions;
  readonly #known = new KnownIds();
  readonly #newest = new Map<string, number>();
  readonly #said = new Map<string, number>();
  /** What has come of regions whose range is not read whole yet: it is to come oldest first. */
  readonly #held = new Map<string, TrailEvent[]>();
  #events: TrailEvent[] = [];
  #problems: Supplied[] = [];
  #wake: (() => void) | undefined;

  constructor(options: FollowOptions, regions: readonly string[]) {
    this.#options = options;
    for (const region of regions) {
      this.#held.set(region, []);
    }
  }

  /** As the collector asks: whether an event has been met. */
  rowOf(id: string): number | undefined {
    return this.#known.has(id) ? 0 : undefined;
  }

  /** The range of a region has been read, or cannot be: what it has brought may go on. */
  isLoaded(region: string): void {
    for (const event of this.#held.get(region) ?? []) {
      this.#events.push(event);
    }

    this.#held.delete(region);
    if (this.#held.size === 0) {
      // From now on only what is met again and again need be known.
      this.#known.size = remembered;
    }

    this.#wake?.();
  }

  take(region: string, events: readonly TrailEvent[], how: 'load' | 'follow'): void {
    const {range, wants} = this.#options;
    for (const event of events) {
      const newest = this.#newest.get(region) ?? -Infinity;
      if (this.#known.meet(event) && !(event.time < range.since)) {
        const isLate = how === 'follow' && event.time < newest - lateAfter;
        if (wants(event, isLate)) {
          (this.#held.get(region) ?? this.#events).push(event);
        }
      }

      if (event.time > newest) {
        this.#newest.set(region, event.time);
      }
    }

    this.#wake?.();
  }

  problem(problem: Supplied): void {
    this.#problems.push(problem);
    this.#wake?.();
  }

  /** Something does not work and is tried again: said, but not again and again. */
  retrying(region: string, {title, advice}: Problem): void {
    this.say(`${region}: ${title}${advice === '' ? '' : `; ${advice}`}`);
  }

  /** What is worth knowing, but not again and again. */
  say(message: string): void {
    const now = this.#options.clock.now();
    if (now - (this.#said.get(message) ?? -Infinity) >= silence) {
      this.#said.set(message, now);
      this.problem({kind: 'problem', message, isFailure: false});
    }
  }

  *drain(): Generator<Supplied> {
    const problems = this.#problems;
    const events = this.#events;
    this.#problems = [];
    this.#events = [];
    yield* problems;
    if (events.length > 0) {
      yield {kind: 'events', events: events.sort((a, b) => -compareNewestFirst(a, b))};
    }
  }

  /** Resolves when something has come, or the signal is aborted. */
  async more(signal: AbortSignal): Promise<void> {
    if (this.#events.length > 0 || this.#problems.length > 0 || signal.aborted) {
      return;
    }

    const {promise, resolve} = Promise.withResolvers<void>();
    const onAbort = () => {
      resolve();
    };

    this.#wake = onAbort;
    signal.addEventListener('abort', onAbort, {once: true});
    await promise;
    signal.removeEventListener('abort', onAbort);
    this.#wake = undefined;
  }
}
