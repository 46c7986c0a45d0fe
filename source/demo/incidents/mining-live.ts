import {minute, second} from '../../core/time.ts';
import type {WorldEvent} from '../world.ts';
import {home, regions, type Account} from './account.ts';
import {assumeOps, granted, stolenSession, type Move} from './mining-calls.ts';
import {blind, look, lookElsewhere, readSecret, soldOut, stay, tooMany} from './mining-moves.ts';
import {sessionNumber, sessionOpened} from './mining-schedule.ts';
import {Dice} from './random.ts';
import {event} from './record.ts';

type Phase = {readonly minutes: number; readonly gap: number; readonly moves: readonly Move[]};

const secrets = ['prod/payments/api-key', 'prod/search/admin', 'prod/mailer/smtp'] as const;
const poll = granted(stolenSession, 'ssm', 'GetCommandInvocation', {
  commandId: '00000000-0000-4000-8000-000000000000',
});

// Half an hour of phases, the gap between two calls in seconds; then they are gone through again.
const phases: readonly Phase[] = [
  {
    minutes: 6,
    gap: 8,
    moves: [...look, lookElsewhere, lookElsewhere, blind.stop, stay[1], tooMany(8)],
  },
  {
    minutes: 4,
    gap: 10,
    moves: [...secrets.map((name) => readSecret(name, false)), look[0]!, stay[3]],
  },
  {
    minutes: 6,
    gap: 9,
    moves: [soldOut(4, 'g5.12xlarge'), soldOut(8, 'c7a.16xlarge'), tooMany(4), look[6]!, look[1]!],
  },
  {minutes: 5, gap: 14, moves: [poll, look[0]!, look[5]!]},
  {minutes: 4, gap: 9, moves: [blind.stop, blind.remove, blind.selectors, stay[0], stay[2]]},
  {minutes: 5, gap: 12, moves: [lookElsewhere, look[1]!, tooMany(8), poll]},
];
const round = phases.reduce((sum, {minutes}) => sum + minutes, 0);

/** How the main story goes on in a minute after the start of the demo, counted from 0; oldest first. */
export function miningMinute(account: Account, index: number): readonly WorldEvent[] {
  if (index < 0) {
    return [];
  }

  const from = account.startedAt + index * minute;
  const dice = new Dice(account.seed, 'mining live', index);
  const {gap, moves} = phaseAt(index);
  const events = [...renewal(account, from)];
  for (let offset = dice.int(1, gap); offset < 60; offset += dice.int(gap - 4, gap + 4)) {
    const move = dice.pick(moves);
    // The stranger goes round the other regions; everything else happens at home.
    const region = move === lookElsewhere ? dice.pick(regions.slice(1)) : home;
    const time = from + offset * second;
    const own = new Dice(account.seed, 'mining live', index, offset);
    events.push(event(move({account, time, region, dice: own}), time, region, own, delay(own)));
  }

  return events.sort((a, b) => a.time - b.time);
}

/** The role's session is opened anew before it runs out. */
function renewal(account: Account, from: number): readonly WorldEvent[] {
  const number = sessionNumber(account, from + minute - 1);
  const time = sessionOpened(account, number);
  if (number === 0 || time < from) {
    return [];
  }

  const dice = new Dice(account.seed, 'mining session', number);
  const call = assumeOps(number)({account, time, region: home, dice});
  return [event(call, time, home, dice, 9 * second)];
}

function phaseAt(index: number): Phase {
  let rest = index % round;
  for (const phase of phases) {
    if (rest < phase.minutes) {
      return phase;
    }

    rest -= phase.minutes;
  }

  return phases[0]!;
}

/** Quick, but now and then so late that it belongs among what has been read already. */
function delay(dice: Dice): number {
  return (dice.chance(0.08) ? dice.int(120, 560) : dice.int(5, 25)) * second;
}
