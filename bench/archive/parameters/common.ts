import {type Json} from '../../../source/core/json.ts';
import {type Session} from '../callers.ts';
import {type Call} from '../catalogue.ts';
import {type Random} from '../random.ts';

/** What a call asked for and what it was answered. */
export type Body = {
  readonly request: Json;
  readonly response: Json;
  readonly resources?: readonly Json[];
};

export type Situation = {
  readonly random: Random;
  readonly call: Call;
  readonly session: Session;
  readonly region: string;
  readonly time: number;
  /** How long lists are, 1 for the usual length. */
  readonly stretch: number;
};

export type Maker = (situation: Situation) => Body;

/** As many things as a list usually holds, more or fewer as the archive needs. */
export function listOf(
  {random, stretch}: Situation,
  usual: number,
  make: (index: number) => Json,
): readonly Json[] {
  const length = Math.min(600, 1 + Math.floor(random.wait(usual * stretch)));
  return Array.from({length}, (_, index) => make(index));
}

/** An id that comes back: one of so many. */
export function oneOf(random: Random, prefix: string, count: number): string {
  const which = Math.floor(random.next() ** 2 * count);
  return `${prefix}-0${(which * 40_503 + 0x12_34_56_78).toString(16)}${((which * 2_246_822_519) % 0xff_ff_ff_ff).toString(16).padStart(8, '0')}`;
}

export const groupOf = (random: Random) => oneOf(random, 'sg', 300);
export const subnetOf = (random: Random) => oneOf(random, 'subnet', 60);
export const volumeOf = (random: Random) => oneOf(random, 'vol', 3000);
export const nameOf = (random: Random) =>
  `${random.pick(['orders', 'billing', 'search', 'ingest', 'auth', 'media', 'größe', 'report'])}-${random.pick(['prod', 'prod', 'staging', 'dev'])}-${random.below(40)}`;
