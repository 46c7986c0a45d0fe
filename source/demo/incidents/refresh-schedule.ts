import {day, minute, second} from '../../core/time.ts';
import {storyTimes, type Account} from './account.ts';
import type {Load} from './machine.ts';

/** Seconds from the first StartInstanceRefresh to the one that took the change back. */
export const rollbackAfter = 46 * 60;

/** The two launch template versions: the one that works and the one that does not. */
export const versions = {good: '41', bad: '42'} as const;

// Each refresh replaces one member after the other: [end of the old one, start of the new one], seconds.
const replacements = [
  [38, 71],
  [296, 331],
] as const;

/** When a member of the group web was launched and ended, in seconds from the first refresh. */
export function rollOver(generation: number, index: number): readonly [number, number] {
  const [ended, launched] = replacements[index] ?? [0, 0];
  const from =
    generation === 0
      ? (-116 * day) / second - 4000 * index
      : launched + (generation - 1) * rollbackAfter;
  return [from, generation === 2 ? Infinity : ended + generation * rollbackAfter];
}

/** The instances that were members of the group web at a time; while one is replaced, still the old one. */
export function webMembers(account: Account, time: number): readonly [string, string] {
  const since = (time - storyTimes(account).refresh) / second;
  const member = (index: number) => {
    const generation = [2, 1].find((which) => rollOver(which, index)[0] <= since) ?? 0;

    return account.machines.web[generation]?.[index] ?? '';
  };

  return [member(0), member(1)];
}

/** The bad version keeps the CPU of its members high until they are gone. */
export function refreshLoads(account: Account): readonly Load[] {
  const {refresh} = storyTimes(account);
  return (account.machines.web[1] ?? []).map((id, index) => {
    const [launched, ended] = rollOver(1, index);
    return {
      id,
      from: refresh + launched * second + 5 * minute,
      until: refresh + ended * second + minute,
      level: 93 + 2 * index,
      ramp: 3 * minute,
    };
  });
}

/** When the alarm of the group went off and when it was over, ms since 1970. */
export function refreshAlarm(account: Account): readonly [number, number] {
  const {refresh} = storyTimes(account);
  return [
    wholePeriod(refresh + 29 * minute),
    wholePeriod(refresh + rollbackAfter * second + 21 * minute),
  ];
}

function wholePeriod(time: number): number {
  return Math.floor(time / (5 * minute)) * 5 * minute;
}
