import {commandNames, flagGroups, flagRows, type FlagRow} from '../source/options/flags.ts';
import {marksOf, withMarked} from './marked.ts';

/** A page's table of every flag: a projection of the one table that the parser and `--help` are made of. */
export function flagTable(): string {
  const rows = flagGroups.flatMap((group) =>
    [...flagRows]
      .filter(([, row]) => row.group === group)
      .map(
        ([name, row]) =>
          `| ${group} | ${written(name, row)} | ${cell(row.help)} | ${takers(row)} | ${place(row)} |`,
      ),
  );
  return [
    '| | flag | what it does | taken by | config.json |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** The page with its table of flags brought up to date. */
export function withFlagTable(page: string): string {
  return withMarked(page, marksOf('flags'), flagTable());
}

function written(name: string, {shortFlag, value}: FlagRow): string {
  const short = shortFlag === undefined ? '' : `\`-${shortFlag}\` `;
  return `${short}\`--${name}${value === undefined ? '' : ` ${cell(value)}`}\``;
}

function takers({commands}: FlagRow): string {
  return commands.length === commandNames.length - 1 ? 'all' : commands.join(', ');
}

function place({config}: FlagRow): string {
  return config === undefined ? '' : config === 'views' ? 'views' : 'yes';
}

/** A bar would end the cell of a table. */
function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}
