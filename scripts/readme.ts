/** Brings the README's tables of keys and presets up to date with what the program runs. */
import {readFile, writeFile} from 'node:fs/promises';
import {withKeyTable} from './key-table.ts';
import {withPresetTable} from './preset-table.ts';

const readme = await readFile('README.md', 'utf8');
await writeFile('README.md', withPresetTable(withKeyTable(readme)));
