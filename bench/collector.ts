import {minute, hour} from '../source/core/time.ts';
import {noon, tinyRandom} from '../test/support/tiny-world.ts';
import {makeCalls, type Shape} from './support/calls.ts';
import {openEndpointTrail} from './support/endpoint-trail.ts';
import {follow, followFor, type HourFigures, type Watch} from './support/follow.ts';
import {openModelTrail} from "./support/model-trail.ts";
import {poll} from './support/polls.ts';
import {table} from './support/table.ts';
import {type Trail} from './support/trail.ts';
import {watchWithTrailtop} from './support/trailtop.ts';

const random = tinyRandom(1);
void minute;
const t = (trail: Trail): Watch => {
  const w = watchWithTrailtop(trail, random);
  w.want({since: noon - hour, until: noon + 5 * minute});
  return w;
};
const rows: string[][] = [];
for (const shape of ['uniform', 'bursty'] as Shape[]) for (const perMinute of [30, 300]) for (const failing of [0, 0.2]) for (const [name, m] of [['trailtop', t], ['naive', (tr: Trail) => poll(tr, 0)], ['overlap', (tr: Trail) => poll(tr, 5*minute)]] as const) {
  if (process.argv[2] && !name.includes(process.argv[2])) continue;
  const r = tinyRandom(3);
  const calls = makeCalls({perMinute, shape, since: noon - 2 * hour, until: noon + followFor, random: r});
  const trail = process.argv[3] ? await openEndpointTrail({calls, start: noon, failing, random: r}) : openModelTrail({calls, start: noon, failing, random: r});
  const f: HourFigures = await follow(trail, m);
  console.log(name, shape, perMinute, failing, JSON.stringify(f));
}
void table; void rows;
