import {readFile} from 'node:fs/promises';
import {type Plugin} from 'esbuild';

/** What ink-table requires; a later version that requires more stops the build. */
const required: ReadonlySet<string> = new Set(['react', 'ink', 'object-hash']);

/** The files that are changed: the end of their paths. Each is in main.js, or somebody has moved it. */
export const inkFiles = [
  'source/ui/ink-table.ts',
  '/ink/build/devtools.js',
  '/ink-table/dist/index.js',
] as const;

/* eslint-disable require-unicode-regexp -- Esbuild matches file names in Go, which does not know these flags. */
const ours = /[/\\]source[/\\]ui[/\\]ink-table\.ts$/;
const devtools = /[/\\]ink[/\\]build[/\\]devtools\.js$/;
const theirs = /[/\\]ink-table[/\\]dist[/\\]index\.js$/;
/* eslint-enable require-unicode-regexp */

/**
 * Ink-table is CommonJS and requires Ink, which awaits at its top level and so may only be imported. Here its file
 * becomes a module that imports what it requires, and source/ui/ink-table.ts, which does the same at run time, an
 * import of that module.
 */
export const inkPlugin: Plugin = {
  name: 'ink',
  setup(build) {
    build.onLoad({filter: ours}, () => ({
      contents: `import table from 'ink-table'; export const inkTable = () => table;`,
    }));
    // React's devtools, an optional package that is not installed: Ink loads them for its own development.
    build.onLoad({filter: devtools}, () => ({contents: ''}));
    build.onLoad({filter: theirs}, async ({path}) => {
      const source = await readFile(path, 'utf8');
      const asked = [...source.matchAll(/\brequire\("([^"]+)"\)/gv)].map(([, name = '']) => name);
      const unknown = asked.filter((name) => !required.has(name));
      if (unknown.length > 0) {
        return {errors: [{text: `ink-table requires what it did not: ${unknown.join(', ')}`}]};
      }

      return {contents: asModule(source), loader: 'js'};
    });
  },
};

function asModule(source: string): string {
  // Ink has no default export; the others are CommonJS, whose default is all that they export.
  return `
import react from 'react';
import * as ink from 'ink';
import hash from 'object-hash';
const modules = {react, ink, 'object-hash': hash};
const exports = {};
(function (require, exports) {${source}
})((name) => modules[name], exports);
export default exports.default;
`;
}
