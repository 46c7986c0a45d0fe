import {commands, type Command} from '../commands.ts';

/** Commands whose sentence or key holds every word that is typed, in the registry's order. */
export function paletteEntries(typed: string): readonly Command[] {
  const words = typed.toLowerCase().split(/\s+/v).filter(Boolean);
  return commands.filter(
    ({id, help, keys, group, inPalette}) =>
      inPalette &&
      words.every((word) =>
        `${id} ${help} ${group} ${keys.join(' ')}`.toLowerCase().includes(word),
      ),
  );
}
