import {type Json} from '../../source/core/json.ts';
import {fromLookup, type TrailEvent} from '../../source/core/event.ts';
import {hour, minute, second} from '../../source/core/time.ts';
import {Throttle} from '../../source/demo/throttle.ts';
import {uuid} from '../../source/demo/uuid.ts';
import {type Lookup, type LookupPage, type LookupRequest} from '../../source/sources/cloudtrail.ts';
import {createSimulatedClock} from '../../test/support/simulated-clock.ts';
import {type Call} from './calls.ts';
import {failureError, modelError} from './model-error.ts';
import {recordOf} from './record.ts';
import {latency, nextFailure, type Trail, type TrailOptions} from './trail.ts';

const pageSize = 50;
const quota = 2;

/** Failures of a call that AWS has answered all the same: it is an event. */
const isRecorded = new Set<string>(['throttling', 'dropped']);

/** The model forgets what is older: nobody asks for it any more, and it must not weigh on the heap. */
const remembered = 2 * hour;

type Kept = Call & {readonly isOwn: boolean};

/** LookupEvents as the embedded endpoint has it, in this process and without a socket: many times as fast. */
export function openModelTrail({calls, start, failing = 0, random}: TrailOptions): Trail {
  const clock = createSimulatedClock(start);
  const kept: Kept[] = calls.map((call) => ({...call, isOwn: false})).sort(compareOldestFirst);
  const throttle = new Throttle(quota);
  const asked: number[] = [];
  const own: Call[] = [];
  let throttled = 0;

  const recordOwn = () => {
    const now = clock.now();
    const call = {
      id: uuid(random),
      time: Math.floor(now / second) * second,
      visibleAt: now + minute + Math.floor(random() * 4 * minute),
      isRead: true,
      isOwn: true,
    };
    own.push(call);
    kept.splice(placeOf(kept, call), 0, call);
    if ((kept[0]?.time ?? Infinity) < now - 1.5 * remembered) {
      kept.splice(0, placeOf(kept, {time: now - remembered, id: lastId}));
      own.splice(0, placeOf(own, {time: now - remembered, id: lastId}));
    }
  };

  const answer = (request: LookupRequest): LookupPage => {
    const kind = nextFailure(failing, random);
    if (kind === undefined && !throttle.admits('', clock.now())) {
      throttled++;
      recordOwn();
      throw modelError('ThrottlingException', 400);
    }

    const page = kind === undefined ? pageOf(kept, request, clock.now()) : undefined;
    if (kind === undefined || isRecorded.has(kind)) {
      recordOwn();
    }

    if (page) {
      return page;
    }

    throw failureError(kind ?? 'dropped');
  };

  const lookup: Lookup = {
    async page(request, signal) {
      await clock.wait(latency / 2, signal);
      asked.push(clock.now());
      let page: LookupPage | undefined;
      try {
        page = answer(request);
      } finally {
        await clock.wait(latency / 2, signal);
      }

      return page;
    },
    region: async () => 'us-east-1',
    accessKeyId: async () => 'ASIAEXAMPLEONCALL',
    renew: async () => undefined,
    close: () => undefined,
  };
  return {
    clock,
    calls,
    lookup,
    asked,
    throttled: () => throttled,
    ownIds: async (since, until) =>
      own.filter(({time}) => time >= since && time < until).map(({id}) => id),
    close: async () => undefined,
  };
}

/** After every id: the oldest place of its second. */
const lastId = '~';

type Place = {readonly time: number; readonly id: string};

/** Within a second the last id first, so that reading backwards gives newest first and ties by id. */
function compareOldestFirst(a: Place, b: Place): number {
  return a.time - b.time || Number(a.id < b.id) - Number(a.id > b.id);
}

/** How many of a list, oldest first, lie before a place. */
function placeOf(list: readonly Place[], place: Place): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const each = list[middle];
    if (each && compareOldestFirst(each, place) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }

  return low;
}

/** A page of what is visible, newest first. A token is good for the parameters that it was given for. */
function pageOf(kept: readonly Kept[], request: LookupRequest, now: number): LookupPage {
  const {since, until, attribute, token} = request;
  const bounds = `${since} ${until} ${attribute?.value ?? ''}`;
  const [given = '', time = '', id = ''] = token?.split('|') ?? [];
  if (token !== undefined && given !== bounds) {
    throw modelError('InvalidNextTokenException', 400);
  }

  const from =
    token === undefined ? {time: Math.min(until, now), id: lastId} : {time: Number(time), id};
  const found: Kept[] = [];
  for (let index = placeOf(kept, from) - 1; index >= 0 && found.length <= pageSize; index--) {
    const call = kept[index];
    if (!call || call.time < since) {
      break;
    }

    if (call.visibleAt <= now && !(attribute && call.isRead)) {
      found.push(call);
    }
  }

  const last = found[pageSize - 1];
  return {
    events: found.slice(0, pageSize).map((call) => eventOf(call)),
    token: last && found.length > pageSize ? `${bounds}|${last.time}|${last.id}` : undefined,
  };
}

/** Through JSON, as from AWS: each answer holds strings of its own. */
function eventOf({id, time, isRead, isOwn}: Kept): TrailEvent {
  const name = isOwn ? {eventName: 'LookupEvents', eventSource: 'cloudtrail.amazonaws.com'} : {};
  const item: Json = {CloudTrailEvent: JSON.stringify({...recordOf(id, time, isRead), ...name})};
  const event = fromLookup(item);
  if (!event) {
    throw new Error('A record of the model is no record');
  }

  return event;
}
