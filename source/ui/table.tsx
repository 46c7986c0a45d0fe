import {createRequire} from 'node:module';
import * as ink from 'ink';
import {type ComponentType} from 'react';
import {type SafeText} from '../core/sanitize.ts';

type TableProps = {readonly data: ReadonlyArray<Readonly<Record<string, SafeText>>>};

/**
 * Ink-table is CommonJS and requires Ink, which cannot be required because it awaits at its top level. It is given the
 * Ink that is loaded already.
 */
function loadTable(): ComponentType<TableProps> {
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
  const loaded = require('ink-table') as {readonly default: ComponentType<TableProps>};
  return loaded.default;
}

/** A small bordered table; cells are padded to their columns by whoever makes them. */
export const Table = loadTable();
