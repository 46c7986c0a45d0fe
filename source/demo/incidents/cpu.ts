import {hour, minute} from '../../core/time.ts';
import type {Sample} from '../world.ts';
import {firstSample, sampleInterval, type Load, type Machine} from './machine.ts';
import {keyOf, uniform} from './random.ts';

/** A machine's CPU over time: what its profile says, with noise, gaps and what the stories did to it. */
export type Cpu = {
  /** Percent, averaged over the minute that begins at `time`. */
  readonly at: (time: number) => number;
  /** Whether nothing was sent for the period that begins at `time`. */
  readonly missing: (time: number) => boolean;
};

/** The CPU of a machine under the loads that name it. */
export function cpuOf(seed: number, machine: Machine, loads: readonly Load[]): Cpu {
  const key = keyOf(seed, 'cpu', machine.id);
  const own = loads.filter(({id}) => id === machine.id);
  return {
    at: (time) => busy(machine, own, key, time),
    missing: (time) => isGap(own, key, time),
  };
}

/** What a machine sends of one value in a range, one sample a period; several minutes are averaged. */
export function sampleMachine(
  machine: Machine,
  cpu: Cpu,
  value: (time: number, cpu: number) => number,
  [since, until]: readonly [number, number],
  interval: 60 | 300 = sampleInterval(machine),
): readonly Sample[] {
  const step = interval * 1000;
  const samples: Sample[] = [];
  const first = Math.max(Math.ceil(since / step) * step, firstSample(machine));
  for (let time = first; time < Math.min(until, machine.endedAt); time += step) {
    if (cpu.missing(time)) {
      continue;
    }

    let sum = 0;
    for (let part = time; part < time + step; part += minute) {
      sum += value(part, cpu.at(part));
    }

    samples.push({time, value: sum / (interval / 60)});
  }

  return samples;
}

function busy(machine: Machine, loads: readonly Load[], key: number, time: number): number {
  const {idle, swing, peak, noise, bursts} = machine.profile;
  const hours = (time % (24 * hour)) / hour;
  const daily = 0.5 + 0.5 * Math.cos(((hours - peak) / 24) * 2 * Math.PI);
  const jitter = uniform(key, time / minute) - 0.5;
  let value =
    idle +
    swing * daily ** 2 +
    noise * (wave(key, time, 37 * minute) + 0.6 * wave(key + 1, time, 8 * minute)) +
    (1 + 0.08 * idle) * jitter;
  if (uniform(key + 2, Math.floor(time / (10 * minute))) < bursts * daily) {
    value += 55 + 18 * uniform(key + 3, time / minute);
  }

  for (const load of loads) {
    const share = shareOf(load, time + minute / 2);
    // Steady at the top: what mines leaves nothing over.
    value += share * (load.level + 1.6 * jitter - value);
  }

  return Math.round(Math.min(100, Math.max(0.3, value)) * 1000) / 1000;
}

/** How much of a load is in force at a time, 0 to 1. */
function shareOf({from, until, ramp}: Load, time: number): number {
  if (time < from || time >= until + ramp) {
    return 0;
  }

  return Math.min(1, (time - from) / ramp, (until + ramp - time) / ramp);
}

/** Noise between -1 and 1 that changes smoothly from one lattice point to the next. */
function wave(key: number, time: number, length: number): number {
  const cell = Math.floor(time / length);
  const part = time / length - cell;
  const smooth = part * part * (3 - 2 * part);
  const [left, right] = [uniform(key, cell), uniform(key, cell + 1)];
  return 2 * (left + (right - left) * smooth) - 1;
}

/** Some blocks of four hours have a gap of a few minutes, never where a story is to be seen. */
function isGap(loads: readonly Load[], key: number, time: number): boolean {
  const block = Math.floor(time / (4 * hour));
  if (uniform(key + 4, block) >= 0.07) {
    return false;
  }

  const start = block * 4 * hour + Math.floor(uniform(key + 5, block) * 225) * minute;
  const end = start + (3 + Math.floor(uniform(key + 6, block) * 6)) * minute;
  return (
    time >= start &&
    time < end &&
    loads.every((load) => time < load.from - hour || time > load.until + hour)
  );
}
