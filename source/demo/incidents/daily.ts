import {day, hour, minute, second} from '../../core/time.ts';
import type {WorldEvent} from '../world.ts';
import {home, type Account} from './account.ts';
import {signIns} from './sign-in.ts';
import {serviceEvents} from './service-events.ts';
import {Dice, keyOf} from './random.ts';
import {event, type Call} from './record.ts';

/** Something that happens twice a day at about the same hours: rare, but never missing from a day. */
export type Daily = {
  readonly name: string;
  /** Its calls, some seconds after one another. */
  readonly calls: ReadonlyArray<(daily: DailyMoment) => Call>;
  /** Seconds between the calls. */
  readonly gap?: number;
};

export type DailyMoment = {
  readonly account: Account;
  readonly time: number;
  readonly dice: Dice;
};

const dailies: readonly Daily[] = [...signIns, ...serviceEvents];

/** What happened in the home region on one day (counted from 1970) beside the noise, oldest first. */
export function eventsOfDay(account: Account, index: number): readonly WorldEvent[] {
  const events: WorldEvent[] = [];
  for (const {name, calls, gap = 3} of dailies) {
    for (const half of [0, 1]) {
      const dice = new Dice(account.seed, 'daily', name, index, half);
      // The half days between two that are 12 hours apart: each whole day, wherever it begins, has one of them.
      const place = (keyOf(account.seed, name) % 660) * minute;
      const start = index * day + half * 12 * hour + place + dice.int(0, 40 * 60) * second;
      for (const [part, call] of calls.entries()) {
        const time = start + part * gap * second;
        const own = new Dice(account.seed, 'daily', name, index, half, part);
        events.push(event(call({account, time, dice: own}), time, home, own));
      }
    }
  }

  return events.sort((a, b) => a.time - b.time);
}
