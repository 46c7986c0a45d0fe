#!/usr/bin/env node
/**
 * The first file that runs. What must be decided before anything is imported is decided here: whether this Node will
 * do, React's production build, and colour, which several packages read from the environment while they load.
 */
import process from 'node:process';
import {traceStart} from './start-trace.ts';

/** First words of command lines that never come to a screen; another order of words is only slower. */
const printing: ReadonlySet<string> = new Set([
  'events',
  'metrics',
  'doctor',
  'completion',
  'help',
  '--help',
  '-h',
  '--version',
  '--licenses',
]);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 21)) {
  process.stderr.write(
    `trailtop needs Node 22.21 or newer; this is ${process.versions.node} (${process.execPath}).\n` +
      'In a checkout, npm ci brings one along: node_modules/.bin/node dist/cli.js\n',
  );
  process.exitCode = 1;
} else if (process.argv[2] === '--archive-worker') {
  // The executable holds its workers too, and starts itself as one (sources/archive/worker-factory.ts).
  await import('./sources/archive/worker.ts');
} else {
  traceStart('Node started');
  process.env['NODE_ENV'] = 'production';
  // The bundle has the program twice, since reading Ink takes time that only the monitor needs.
  const {main} = printing.has(process.argv[2] ?? '')
    ? await import('./main-printing.ts')
    : await import('./main.tsx');
  await main();
}
