import {commands, keyLabel} from '../source/core/commands.ts';

const groups = ['Move', 'Filter', 'Look', 'Time', 'Chart', 'Program'] as const;

const places = {
  list: '',
  chart: 'chart',
  detail: 'detail',
  help: 'help',
  palette: 'menus',
  chain: 'chain of keys',
  regions: 'regions menu',
  summary: 'summary',
  before: 'before spike',
  picker: 'picker',
  save: 'save menu',
  copy: 'copy menu',
  prompt: 'prompt',
} as const;

/** The README's table of keys: a projection of the one registry of commands. */
export function keyTable(): string {
  const rows = groups.flatMap((group) =>
    commands
      .filter((command) => command.group === group)
      .map(({keys, help, contexts}) => {
        const labels = keys.map((key) => `\`${keyLabel(key).replace('|', '\\|')}\``).join(' ');
        const [first = 'list'] = contexts;
        const where = places[first] === '' ? '' : ` (${places[first]})`;
        return `| ${group} | ${labels} | ${help}${where} |`;
      }),
  );
  return ['| | key | what it does |', '|---|---|---|', ...rows].join('\n');
}

export const keyTableMarks = {
  begin: '<!-- keys: made by npm run readme -->',
  end: '<!-- keys end -->',
} as const;

/** A README with its table of keys brought up to date. */
export function withKeyTable(readme: string): string {
  const begin = readme.indexOf(keyTableMarks.begin);
  const end = readme.indexOf(keyTableMarks.end);
  if (begin === -1 || end < begin) {
    throw new Error('README.md has lost the marks around its table of keys');
  }

  return `${readme.slice(0, begin)}${keyTableMarks.begin}\n${keyTable()}\n${readme.slice(end)}`;
}
