import {member, textAt, type JsonObject} from '../core/json.ts';
import {parseObject} from '../core/event.ts';
import {faultKinds, type Fault, type FaultKind, type FaultSwitch} from './faults.ts';
import {operationNames} from './operations.ts';
import {type Reply} from './protocol.ts';

/** Where a person switches faults with curl. */
export const faultPath = '/_demo/faults';

const none = 'none';

/** GET shows the faults; POST of `{"operation": "LookupEvents", "kind": "throttling", "share": 0.5}` sets one. */
export function controlFaults(faults: FaultSwitch, method: string, body: string): Reply {
  if (method === 'GET') {
    return reply(200, shown(faults));
  }

  if (method !== 'POST') {
    return reply(405, {error: 'Use GET or POST.'});
  }

  const wish = readWish(body);
  if (typeof wish === 'string') {
    return reply(400, {error: wish});
  }

  faults.set(wish.operation, wish.fault);
  return reply(200, shown(faults));
}

/** The wish, or what is wrong with it. */
function readWish(body: string): string | {operation: string; fault: Fault | undefined} {
  const wish = parseObject(body);
  if (!wish) {
    return 'The body must be a JSON object.';
  }

  const operation = textAt(wish, 'operation');
  if (operation !== '*' && !operationNames.includes(operation)) {
    return `operation must be * or one of ${operationNames.join(', ')}.`;
  }

  const kind = textAt(wish, 'kind');
  if (kind === none) {
    return {operation, fault: undefined};
  }

  const [share, ms] = [member(wish, 'share') ?? 1, member(wish, 'ms') ?? 5000];
  if (!isFaultKind(kind)) {
    return `kind must be one of ${[...faultKinds, none].join(', ')}.`;
  }

  if (typeof share !== 'number' || share < 0 || share > 1) {
    return 'share must be a number from 0 to 1.';
  }

  if (typeof ms !== 'number' || ms < 0 || ms > 600_000) {
    return 'ms must be a number from 0 to 600000.';
  }

  return {operation, fault: kind === 'latency' ? {kind, share, ms} : {kind, share}};
}

function isFaultKind(kind: string): kind is FaultKind {
  return new Set<string>(faultKinds).has(kind);
}

function shown(faults: FaultSwitch): JsonObject {
  return {
    faults: [...faults.list()].map(([operation, fault]) => ({operation, ...fault})),
  };
}

function reply(status: number, value: JsonObject): Reply {
  return {
    status,
    headers: {'content-type': 'application/json'},
    body: `${JSON.stringify(value, null, 2)}\n`,
  };
}
