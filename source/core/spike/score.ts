import {type BelongingKind, type Belongings} from './belongings.ts';
import {type OpenedCall} from './opened.ts';

/**
 * One part of a score, in points. Words that are shown for it are made elsewhere, from `kind` and what it names:
 * `names` the machine itself, `belongs` something of it, `behind` calls of a service that do.
 */
export type ScorePart =
  | {readonly kind: 'names'; readonly points: number}
  | {
      readonly kind: 'belongs';
      readonly points: number;
      readonly what: BelongingKind;
      readonly name: string;
    }
  | {
      readonly kind: 'behind';
      readonly points: number;
      readonly calls: number;
      readonly name: string;
      readonly through: string;
    }
  | {readonly kind: 'chain' | 'sameKey'; readonly points: number; readonly name: string}
  | {
      readonly kind: 'write' | 'read' | 'failed' | 'denied' | 'dryrun' | 'labels' | 'byItself';
      readonly points: number;
    }
  /** `before`: ms from the call to the beginning of the change; 0 or less within its first period. */
  | {readonly kind: 'time'; readonly points: number; readonly before: number};

const points = {
  names: 100,
  write: 20,
  read: -80,
  /** What failed, or only labels, changed nothing of what a machine does. */
  nothing: -70,
  byItself: -20,
  behind: 5,
  chain: 30,
  sameKey: 15,
  time: 20,
} as const;

/** The nearer something is to what a machine does, the more it counts that a call names it. */
const belongingPoints: Readonly<Record<BelongingKind, number>> = {
  group: 80,
  configuration: 75,
  template: 75,
  stack: 65,
  fleet: 65,
  volume: 60,
  interface: 60,
  role: 60,
  profile: 60,
  security: 55,
  image: 50,
};

/** Calls that write about something (labels, alarms, logs, an agent's reports) and leave what it does alone. */
const labelling =
  /^(?:CreateTags|DeleteTags|CreateOrUpdateTags|TagResources?|UntagResources?|AddTags|RemoveTags|AddTagsToResource|RemoveTagsFromResource|(?:Put|Delete)[A-Za-z]*Alarms?|SetAlarmState|(?:Enable|Disable)AlarmActions|(?:Unm|M)onitorInstances|CreateLog(?:Group|Stream)|PutRetentionPolicy|UpdateInstanceInformation)$/v;

/** Launches of machines: they use a security group or an image that others stand in too, and change nothing of it. */
const launching =
  /^(?:RunInstances|CreateFleet|RequestSpot(?:Fleet|Instances)|RunScheduledInstances)$/v;

/** Whether a call only labels or watches. */
export function isLabelling(name: string): boolean {
  return labelling.test(name);
}

/** How a call is tied to a machine: by its id, else by the most telling of its belongings that it names; undefined where by nothing. */
export function tieOf(
  call: OpenedCall,
  instance: string,
  belongings: Belongings,
): Extract<ScorePart, {kind: 'names' | 'belongs'}> | undefined {
  // What a machine does itself, an agent's heartbeat for example, is not done to it.
  if (call.user === instance) {
    return undefined;
  }

  if (call.instances.includes(instance) || call.namesWord) {
    return {kind: 'names', points: points.names};
  }

  let best: Extract<ScorePart, {kind: 'belongs'}> | undefined;
  for (const [what, names] of belongings) {
    if (launching.test(call.name) && what !== 'group') {
      continue;
    }

    const name = [...(call.named.get(what) ?? [])].find((each) => names.has(each));
    if (name !== undefined && belongingPoints[what] > (best?.points ?? 0)) {
      best = {kind: 'belongs', points: belongingPoints[what], what, name};
    }
  }

  return best;
}

/** What a call is by itself: a write or a read, whether it changed anything, and how long before the change it was made. */
export function ownParts(
  call: OpenedCall,
  {
    instance,
    begin,
    lookBack,
  }: {readonly instance: string; readonly begin: number; readonly lookBack: number},
): readonly ScorePart[] {
  const before = begin - call.time;
  const nearness = 1 - Math.min(1, Math.max(0, before) / lookBack);
  return [
    call.isWrite ? {kind: 'write', points: points.write} : {kind: 'read', points: points.read},
    ...(call.outcome === 'ok' ? [] : [{kind: call.outcome, points: points.nothing} as const]),
    ...(isLabelling(call.name) ? [{kind: 'labels', points: points.nothing} as const] : []),
    ...(call.user === instance ? [{kind: 'byItself', points: points.byItself} as const] : []),
    {kind: 'time', points: points.time * nearness, before},
  ];
}

/** The part for a call that calls of a service fold under: it is worth as much as the best of them, and a little more. */
export function behindPart(
  own: number,
  folded: ReadonlyArray<{readonly call: OpenedCall; readonly tie: number}>,
): Extract<ScorePart, {kind: 'behind'}> | undefined {
  const best = folded.toSorted((a, b) => b.tie - a.tie || a.call.time - b.call.time)[0];
  return best && best.tie > 0
    ? {
        kind: 'behind',
        points: Math.max(0, best.tie - own) + points.behind,
        calls: folded.length,
        name: best.call.name,
        through: best.call.through,
      }
    : undefined;
}

/** The part for a call that handed out the key with which a call was made that is tied to the machine. */
export function chainPart(name: string): ScorePart {
  return {kind: 'chain', points: points.chain, name};
}

/** The part for a call that was made with the same key as one that may explain the change. */
export function sameKeyPart(name: string): ScorePart {
  return {kind: 'sameKey', points: points.sameKey, name};
}

export function total(parts: readonly ScorePart[]): number {
  return parts.reduce((sum, part) => sum + part.points, 0);
}

/**
 * Where a call is listed: `explains` what may be why, then what is `tied` to the machine or to such a call in any way, then
 * what was done at that time to something else.
 */
export type Standing = 'explains' | 'tied' | 'other';

export const standings: readonly Standing[] = ['explains', 'tied', 'other'];

export function standingOf(parts: readonly ScorePart[]): Standing {
  if (mayExplain(parts)) {
    return 'explains';
  }

  return parts.some(({kind}) => tying.has(kind)) ? 'tied' : 'other';
}

const tying: ReadonlySet<ScorePart['kind']> = new Set([
  'names',
  'belongs',
  'behind',
  'chain',
  'sameKey',
]);

/** Whether a call may be why: it is tied to the machine, changed something, and the machine did not make it itself. */
function mayExplain(parts: readonly ScorePart[]): boolean {
  const kinds = new Set(parts.map(({kind}) => kind));
  const isTied = kinds.has('names') || kinds.has('belongs') || kinds.has('behind');
  return isTied && kinds.has('write') && excuses.every((kind) => !kinds.has(kind));
}

const excuses: ReadonlyArray<ScorePart['kind']> = [
  'failed',
  'denied',
  'dryrun',
  'labels',
  'byItself',
];
