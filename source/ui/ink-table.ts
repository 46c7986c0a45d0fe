import {createRequire} from 'node:module';
import * as ink from 'ink';

/**
 * The component that ink-table exports. It is CommonJS and requires Ink, which cannot be required because it awaits at
 * its top level: it is given the Ink that is loaded already. The build puts an import in the place of this whole file
 * (scripts/bundle/ink-plugin.ts).
 */
export function inkTable(): unknown {
  const require = createRequire(import.meta.url);
  const path = require.resolve('ink');
  require.cache[path] ??= Object.assign(Object.create(null) as NodeJS.Module, {
    id: path,
    filename: path,
    loaded: true,
    exports: ink,
    children: [],
    paths: [],
  });
  const loaded = require('ink-table') as {readonly default: unknown};
  return loaded.default;
}
