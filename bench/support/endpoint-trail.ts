import {setImmediate as nextTurn} from 'node:timers/promises';
import {startEndpoint} from '../../source/demo/endpoint.ts';
import {type World} from '../../source/demo/world.ts';
import {createLookup, type Lookup} from '../../source/sources/cloudtrail.ts';
import {kindOf} from '../../source/sources/problem.ts';
import {createSimulatedClock} from '../../test/support/simulated-clock.ts';
import {tinyWorld} from '../../test/support/tiny-world.ts';
import {type Call} from './calls.ts';
import {recordOf} from './record.ts';
import {indexAt} from './sorted.ts';
import {latency, nextFailure, type Trail, type TrailOptions} from './trail.ts';

const region = 'us-east-1';
const credentials = {accessKeyId: 'ASIAEXAMPLEONCALL', secretAccessKey: 'bench'};

/**
 * The embedded endpoint over a loopback socket, asked through the SDK. Time stands still while a request is on its way,
 * so that an hour takes as long as its requests do.
 */
export async function openEndpointTrail(options: TrailOptions): Promise<Trail> {
  const {calls, start, failing = 0, random} = options;
  const onItsWay = new Set<symbol>();
  const clock = createSimulatedClock(start, async () => {
    do {
      await nextTurn();
    } while (onItsWay.size > 0);
  });
  const endpoint = await startEndpoint({world: worldOf(calls), clock, random});
  const settings = {endpointUrl: endpoint.url, credentials, proxyEnv: {}};
  const inner = createLookup(settings, region);
  const asked: number[] = [];
  let throttled = 0;

  const lookup: Lookup = {
    ...inner,
    async page(request, signal) {
      await clock.wait(latency / 2, signal);
      const kind = nextFailure(failing, random);
      endpoint.faults.set('LookupEvents', kind && {kind});
      asked.push(clock.now());
      const sent = Symbol('request');
      onItsWay.add(sent);
      try {
        return await inner.page(request, signal);
      } catch (error) {
        throttled += kind === undefined && kindOf(error) === 'throttled' ? 1 : 0;
        throw error;
      } finally {
        onItsWay.delete(sent);
        await clock.wait(latency / 2, signal);
      }
    },
  };

  return {
    clock,
    calls,
    lookup,
    asked,
    throttled: () => throttled,
    async ownIds(since, until) {
      endpoint.faults.set('*', undefined);
      const reader = createLookup(settings, region);
      const attribute = {key: 'EventName', value: 'LookupEvents'};
      const ids: string[] = [];
      let token: string | undefined;
      do {
        await clock.advance(1000);
        const page = await reader.page(
          {since, until, attribute, token},
          new AbortController().signal,
        );
        ids.push(...page.events.map(({id}) => id));
        token = page.token;
      } while (token !== undefined);

      reader.close();
      return ids;
    },
    close: async () => endpoint.close(),
  };
}

/** An account in which these calls were made, and nothing else. */
function worldOf(calls: readonly Call[]): World {
  const events = calls.map(({id, time, visibleAt, isRead}) => ({
    record: recordOf(id, time, isRead),
    time,
    visibleAt,
    region,
    username: 'i-0a1b2c3d4e5f60718',
    resources: [],
  }));
  return {
    ...tinyWorld({regions: [region]}),
    events: (_region, since, until) => events.slice(indexAt(events, since), indexAt(events, until)),
  };
}
