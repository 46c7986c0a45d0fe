/** Runs every bench of this folder, one after the other, each as a process of its own. */
import {spawnSync} from 'node:child_process';
import {globSync} from 'node:fs';
import process from 'node:process';

const only = process.argv[2] ?? '';
const files = globSync('bench/*.{ts,tsx}').filter(
  (file) => !file.endsWith('run.ts') && file.includes(only),
);
for (const file of files.sort()) {
  const {status} = spawnSync(process.execPath, ['--import=tsx', file], {
    stdio: 'inherit',
    // As the program itself runs: React's production build, colour on.
    env: {...process.env, NODE_ENV: 'production', FORCE_COLOR: '1'},
  });
  process.exitCode ||= status ?? 1;
}
