/** Brings what the README and docs/ say of keys, presets, flags and the IAM policy up to date with what the program runs. */
import {readFile, writeFile} from 'node:fs/promises';
import {withFlagTable} from './flag-table.ts';
import {withKeyTable} from './key-table.ts';
import {withPolicy} from './policy-block.ts';
import {withPresetTable} from './preset-table.ts';

const readme = await readFile('README.md', 'utf8');
await writeFile('README.md', withPolicy(withPresetTable(withKeyTable(readme))));
const page = await readFile('docs/command-line.md', 'utf8');
await writeFile('docs/command-line.md', withFlagTable(page));
