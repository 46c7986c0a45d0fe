import {commands, keyLabel, placeNames} from '../source/core/commands.ts';
import {marksOf, withMarked} from './marked.ts';

const groups = ['Move', 'Filter', 'Look', 'Time', 'Chart', 'Program'] as const;

/** The README's table of keys: a projection of the one registry of commands. */
export function keyTable(): string {
  const rows = groups.flatMap((group) =>
    commands
      .filter((command) => command.group === group)
      .map(({keys, help, contexts}) => {
        const labels = keys.map((key) => `\`${keyLabel(key).replace('|', '\\|')}\``).join(' ');
        const [first = 'list'] = contexts;
        const where = placeNames[first] === '' ? '' : ` (${placeNames[first]})`;
        return `| ${group} | ${labels} | ${help}${where} |`;
      }),
  );
  return ['| | key | what it does |', '|---|---|---|', ...rows].join('\n');
}

/** A README with its table of keys brought up to date. */
export function withKeyTable(readme: string): string {
  return withMarked(readme, marksOf('keys'), keyTable());
}
