/** Brings the README's table of keys up to date with the registry of commands. */
import {readFile, writeFile} from 'node:fs/promises';
import {withKeyTable} from './key-table.ts';

const readme = await readFile('README.md', 'utf8');
await writeFile('README.md', withKeyTable(readme));
