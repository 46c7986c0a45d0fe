import {type InstanceInfo} from './model.ts';

/** Charted at the same time at the most: there are eight marks and colours. */
export const mostCharted = 8;

/** Instances whose id, name, type or state holds every word that is typed; those in ALARM first, then by name. */
export function pickerEntries(
  instances: readonly InstanceInfo[],
  typed: string,
): readonly InstanceInfo[] {
  const words = typed.toLowerCase().split(/\s+/v).filter(Boolean);
  return instances
    .filter(({id, name, type, state, alarm}) => {
      const text = `${id} ${name} ${type} ${state} ${alarm}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort(
      (a, b) =>
        Number(b.alarm !== '') - Number(a.alarm !== '') ||
        compare(a.name || '\uFFFF', b.name || '\uFFFF') ||
        compare(a.id, b.id),
    );
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }

  return a < b ? -1 : 1;
}
