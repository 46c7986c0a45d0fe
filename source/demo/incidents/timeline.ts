import {day, hour, minute, second} from '../../core/time.ts';
import type {WorldEvent} from '../world.ts';
import type {Activity} from './activity.ts';
import {home, type Account} from './account.ts';
import {readingActivities} from './noise.ts';
import {writingActivities} from './ordinary-writes.ts';
import {Dice} from './random.ts';
import {drawDelay, write, type Written} from './record.ts';
import {serviceActivities} from './services.ts';

const activities = [...readingActivities, ...serviceActivities, ...writingActivities];

/** The share of people at work at a time, 0 to 1: few by night (UTC), all from nine to six. */
export function busyAt(time: number): number {
  const hours = (time % day) / hour;
  const up = Math.min(1, Math.max(0, (hours - 6) / 3));
  const down = Math.min(1, Math.max(0, (21 - hours) / 3));
  return 0.06 + 0.94 * Math.min(up, down);
}

/** The noise of one minute in one region, oldest first. */
export function noiseMinute(
  account: Account,
  region: string,
  index: number,
): readonly WorldEvent[] {
  const busy = busyAt(index * minute);
  const events: WorldEvent[] = [];
  for (const [number, activity] of activities.entries()) {
    const dice = new Dice(account.seed, 'noise', region, index, number);
    const rate = activity.rate(region === home, busy);
    // As often as the rate says on the average, evenly rather than in heaps.
    const times = Math.floor(rate + dice.next());
    for (let run = 0; run < times; run++) {
      const parts = dice.int(...activity.parts);
      const start = dice.int(0, 59 - activity.spread);
      const words = [account.seed, region, index, number, run] as const;
      for (let part = 0; part < parts; part++) {
        const offset = parts === 1 ? 0 : Math.floor((part * activity.spread) / (parts - 1));
        const at = {since: index * minute + start * second, offset: offset * second, part};
        events.push(new NoiseEvent(account, region, activity, words, at));
      }
    }
  }

  return events.sort((a, b) => a.time - b.time);
}

type Words = readonly [seed: number, region: string, minute: number, activity: number, run: number];

/**
 * An event of the noise. What it says is made when it is asked for and not kept: 90 days have millions of them, and
 * their records would not fit into memory.
 */
class NoiseEvent implements WorldEvent {
  static #last: {readonly event: NoiseEvent; readonly written: Written} | undefined;

  readonly time: number;
  readonly visibleAt: number;
  readonly region: string;
  readonly #account: Account;
  readonly #activity: Activity;
  readonly #words: Words;
  readonly #since: number;
  readonly #part: number;

  constructor(
    account: Account,
    region: string,
    activity: Activity,
    words: Words,
    at: {since: number; offset: number; part: number},
  ) {
    this.#account = account;
    this.region = region;
    this.#activity = activity;
    this.#words = words;
    this.#since = at.since;
    this.#part = at.part;
    this.time = at.since + at.offset;
    this.visibleAt = this.time + drawDelay(new Dice('delay', ...words, at.part));
  }

  get record() {
    return this.#written.record;
  }

  get username() {
    return this.#written.username;
  }

  get resources() {
    return this.#written.resources;
  }

  get #written(): Written {
    // The three are usually asked for one after the other.
    if (NoiseEvent.#last?.event !== this) {
      NoiseEvent.#last = {event: this, written: this.#write()};
    }

    return NoiseEvent.#last.written;
  }

  #write(): Written {
    const {time, region} = this;
    const account = this.#account;
    const part = this.#part;
    const whim = new Dice('whim', ...this.#words).int(0, 999_999);
    const dice = new Dice('call', ...this.#words, part);
    const call = this.#activity.call({account, region, time, since: this.#since, part, whim, dice});
    return write(call, time, region, new Dice('ids', ...this.#words, part));
  }
}
