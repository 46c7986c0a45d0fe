import {minute} from '../../core/time.ts';
import type {WorldInstance} from '../world.ts';

/** How busy a machine is when nothing special happens, in percent of its CPU. */
export type Profile = {
  readonly idle: number;
  /** What the busiest hour of the day adds. */
  readonly swing: number;
  /** Hour of the day, UTC, at which it is busiest. */
  readonly peak: number;
  /** How far the slow noise goes up and down. */
  readonly noise: number;
  /** Chance that a ten-minute block of the working day is a job at full tilt. */
  readonly bursts: number;
};

/** An instance over its whole life, which the world knows beforehand. */
export type Machine = Omit<WorldInstance, 'stateReason'> & {
  readonly profile: Profile;
  /** What DescribeInstances will say about its end. */
  readonly ending: string;
};

/** A time in which a story decides how busy a machine is. */
export type Load = {
  readonly id: string;
  readonly from: number;
  readonly until: number;
  /** Percent. */
  readonly level: number;
  /** How long it takes to get there and back, ms. */
  readonly ramp: number;
};

export const userShutdown = 'Client.UserInitiatedShutdown: User initiated shutdown';
export const spotShutdown = 'Server.SpotInstanceTermination: Spot instance termination';

/** When the first datapoint of a machine begins: it boots first, and the period must be whole. */
export function firstSample(machine: Machine): number {
  const interval = sampleInterval(machine) * 1000;
  return Math.ceil((machine.launchedAt + 4 * minute) / interval) * interval;
}

/** Seconds between what an instance sends. */
export function sampleInterval(machine: Pick<Machine, 'monitoring'>): 60 | 300 {
  return machine.monitoring === 'detailed' ? 60 : 300;
}

/** A machine as it is seen at a moment: nobody knows its end before it has come. */
export function seenAt(machine: Machine, now: number): WorldInstance {
  const {profile: _profile, ending, ...seen} = machine;
  const ended = machine.endedAt <= now;
  return {...seen, endedAt: ended ? machine.endedAt : Infinity, stateReason: ended ? ending : ''};
}
