/** Makes dist/: the program as ES modules, split so that what the first frame needs is loaded first. */
import {chmod, rm} from 'node:fs/promises';
import {build} from 'esbuild';

await rm('dist', {recursive: true, force: true});
await build({
  entryPoints: {
    cli: 'source/cli.ts',
    // A thread of its own: loaded by its name (sources/archive/worker-factory.ts).
    'archive-worker': 'source/sources/archive/worker.ts',
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  packages: 'external',
  jsx: 'automatic',
  sourcemap: true,
  logLevel: 'warning',
});
await chmod('dist/cli.js', 0o755);
