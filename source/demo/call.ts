import {isJsonObject, type Json, type JsonObject} from '../core/json.ts';
import {type Clock, type Random} from './clock.ts';
import {type Input} from './input.ts';
import {type OutputStructure} from './output.ts';
import {type OwnCalls} from './own-calls.ts';
import {type PageTokens} from './page-token.ts';
import {type Throttle} from './throttle.ts';
import {type World} from './world.ts';

/** A request that has been understood, up to its parameters. */
export type Call = {
  readonly operation: string;
  /** The region that it is signed for. */
  readonly region: string;
  readonly userAgent: string;
  readonly requestId: string;
  readonly input: Input;
};

/** What operations work with. */
export type Context = {
  readonly world: World;
  readonly clock: Clock;
  readonly random: Random;
  readonly tokens: PageTokens;
  readonly ownCalls: OwnCalls;
  /** LookupEvents' quota. */
  readonly lookups: Throttle;
};

/** Answers a call or throws AwsError. */
export type Operation = (call: Call, context: Context) => OutputStructure;

/** Instances, metrics and alarms live in the first of the world's regions. */
export function isHome(call: Call, world: World): boolean {
  return call.region === world.regions[0];
}

const tokenNames = new Set(['NextToken', 'nextToken']);

/** What two pages of one walk have in common: operation, region and all parameters but the token. */
export function requestKey(call: Call): string {
  const parameters = Object.entries(call.input.json()).filter(([key]) => !tokenNames.has(key));
  return JSON.stringify([call.operation, call.region, sorted(Object.fromEntries(parameters))]);
}

function sorted(value: Json | undefined): Json {
  if (Array.isArray(value)) {
    return value.map((item: Json) => sorted(item));
  }

  if (!isJsonObject(value)) {
    return value ?? null;
  }

  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  const result: JsonObject = Object.fromEntries(
    entries.map(([key, member]) => [key, sorted(member)]),
  );
  return result;
}
