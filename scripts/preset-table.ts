import {presets} from '../source/core/presets.ts';

export const presetTableMarks = {
  begin: '<!-- presets: made by npm run readme -->',
  end: '<!-- presets end -->',
} as const;

/** The README's table of presets: a projection of the one table that the palette shows. */
export function presetTable(): string {
  const rows = presets.map(
    ({title, query}) => `| ${title} | \`${query.replaceAll('|', String.raw`\|`)}\` |`,
  );
  return ['| preset | filter |', '|---|---|', ...rows].join('\n');
}

/** A README with its table of presets brought up to date. */
export function withPresetTable(readme: string): string {
  const begin = readme.indexOf(presetTableMarks.begin);
  const end = readme.indexOf(presetTableMarks.end);
  if (begin === -1 || end < begin) {
    throw new Error('README.md has lost the marks around its table of presets');
  }

  const before = readme.slice(0, begin);
  return `${before}${presetTableMarks.begin}\n${presetTable()}\n${readme.slice(end)}`;
}
