import {type Belongings} from './belongings.ts';
import {type OpenedCall} from './opened.ts';

/**
 * The Auto Scaling group of machines that nothing else tells of: a member that ends was often launched long before what
 * is loaded. A service registers the members of a group with the same targets, so a target group that it gave a known
 * member to tells the group of every other machine that the same service gave to it or took from it. Targets that
 * members of several groups share tell nothing.
 *
 * By the machine's id. `belongingsOf` says what is known of a machine otherwise.
 */
export function groupsThroughTargets(
  calls: readonly OpenedCall[],
  belongingsOf: (instance: string) => Belongings,
): ReadonlyMap<string, string> {
  const serving = calls.filter(
    ({through, targets, outcome}) => through !== '' && targets !== '' && outcome === 'ok',
  );
  const groups = new Map<string, Set<string>>();
  for (const call of serving) {
    const known = groups.get(keyOf(call)) ?? new Set();
    groups.set(keyOf(call), known);
    for (const instance of machinesOf(call)) {
      for (const group of belongingsOf(instance).get('group') ?? []) {
        known.add(group);
      }
    }
  }

  const told = new Map<string, string>();
  for (const call of serving) {
    const [group, ...others] = groups.get(keyOf(call)) ?? [];
    for (const instance of machinesOf(call)) {
      if (group !== undefined && others.length === 0 && !belongingsOf(instance).has('group')) {
        told.set(instance, group);
      }
    }
  }

  return told;
}

function keyOf({through, targets}: OpenedCall): string {
  return `${through} ${targets}`;
}

/** More machines than that are no one's in particular. */
export function machinesOf({instances}: OpenedCall): readonly string[] {
  return instances.slice(0, 10);
}
