import {presets} from '../source/core/presets.ts';
import {marksOf, withMarked} from './marked.ts';

/** The README's table of presets: a projection of the one table that the palette shows. */
export function presetTable(): string {
  const rows = presets.map(
    ({id, title, query}) =>
      `| \`@${id}\` | ${title} | \`${query.replaceAll('|', String.raw`\|`)}\` |`,
  );
  return ['| view | shows | filter |', '|---|---|---|', ...rows].join('\n');
}

/** A README with its table of presets brought up to date. */
export function withPresetTable(readme: string): string {
  return withMarked(readme, marksOf('presets'), presetTable());
}
