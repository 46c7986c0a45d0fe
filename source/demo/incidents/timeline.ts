import {day, hour, minute, second} from '../../core/time.ts';
import type {WorldEvent} from '../world.ts';
import type {Activity, Moment} from './activity.ts';
import {home, type Account} from './account.ts';
import {bounded} from './bounded.ts';
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
    const rate = activity.rate(region === home, busy, index);
    // As often as the rate says on the average, evenly rather than in heaps.
    const times = Math.floor(rate + dice.next());
    for (let run = 0; run < times; run++) {
      const parts = dice.int(...activity.parts);
      const since = index * minute + dice.int(0, 59 - activity.spread) * second;
      const words = [account.seed, region, index, number, run];
      const scene = {account, region, activity, words, since};
      for (let part = 0; part < parts; part++) {
        const offset = parts === 1 ? 0 : Math.floor((part * activity.spread) / (parts - 1));
        events.push(new NoiseEvent(scene, part, since + offset * second));
      }
    }
  }

  return events.sort((a, b) => a.time - b.time);
}

/** What the calls of one run of an activity share. */
type Scene = {
  readonly account: Account;
  readonly region: string;
  readonly activity: Activity;
  /** What tells this run from all others. */
  readonly words: ReadonlyArray<string | number>;
  /** When its first call is made. */
  readonly since: number;
};

// Enough for the hours that somebody looks at.
const writtenOf = bounded(6000, (event: NoiseEvent) => event.write());

/**
 * An event of the noise. What it says is made when it is asked for and soon forgotten: 90 days have millions of them,
 * and their records would not fit into memory.
 */
class NoiseEvent implements WorldEvent {
  readonly #scene: Scene;
  readonly #part: number;
  readonly time: number;
  readonly visibleAt: number;

  constructor(scene: Scene, part: number, time: number) {
    this.#scene = scene;
    this.#part = part;
    this.time = time;
    this.visibleAt = time + drawDelay(new Dice('delay', ...scene.words, part));
  }

  get region() {
    return this.#scene.region;
  }

  get record() {
    return writtenOf(this).record;
  }

  get username() {
    return writtenOf(this).username;
  }

  get resources() {
    return writtenOf(this).resources;
  }

  /** The event in words, made anew: always the same. */
  write(): Written {
    const {account, region, activity, words, since} = this.#scene;
    const part = this.#part;
    const moment: Moment = {
      account,
      region,
      time: this.time,
      since,
      part,
      whim: new Dice('whim', ...words).int(0, 999_999),
      dice: new Dice('call', ...words, part),
    };
    return write(activity.call(moment), this.time, region, new Dice('ids', ...words, part));
  }
}
