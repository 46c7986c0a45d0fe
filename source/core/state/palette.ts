import {commands, type Command} from '../commands.ts';
import {type Preset} from '../presets.ts';

/** What the palette offers: a preset of the filter, or a command. */
export type PaletteEntry =
  | {readonly kind: 'preset'; readonly id: string; readonly preset: Preset}
  | {readonly kind: 'command'; readonly id: Command['id']; readonly command: Command};

/**
 * The presets and commands whose words or key hold every word that is typed; presets first, for they have no key of
 * their own, and of these first the ones that begin with it. Titles of presets hold outside text.
 */
export function paletteEntries(
  typed: string,
  presets: readonly Preset[] = [],
): readonly PaletteEntry[] {
  const words = typed.toLowerCase().split(/\s+/v).filter(Boolean);
  const holdsAll = (text: string): boolean => {
    const lower = text.toLowerCase();
    return words.every((word) => lower.includes(word));
  };

  const start = typed.trim().toLowerCase();
  const begins = ({title}: Preset) => title.toLowerCase().startsWith(start);
  return [
    ...presets
      .filter(({title, query}) => holdsAll(`presets ${title} ${query}`))
      .toSorted((a, b) => Number(begins(b)) - Number(begins(a)))
      .map((preset) => ({kind: 'preset' as const, id: preset.id, preset})),
    ...commands
      .filter(
        ({id, help, keys, group, inPalette}) =>
          inPalette && holdsAll(`${id} ${help} ${group} ${keys.join(' ')}`),
      )
      .map((command) => ({kind: 'command' as const, id: command.id, command})),
  ];
}
