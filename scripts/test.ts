/**
 * Runs every test, in groups at the same time. What is pure or only draws shares one process a group, which spares
 * starting a hundred; what reaches for processes, sockets and terminals has a process a file.
 */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {availableParallelism} from 'node:os';
import {text} from 'node:stream/consumers';
import path from 'node:path';
import process from 'node:process';
import {bundleModules} from './bundle/bundle.ts';

const shared = '--test-isolation=none';
const groups: ReadonlyArray<readonly string[]> = [
  [shared, 'test/{core,demo,files,options,real-data}/**/*.test.ts'],
  [shared, 'test/ui/**/*frames.test.tsx'],
  [
    // These mostly wait: on two cores node would run one file at a time.
    `--test-concurrency=${Math.max(2, availableParallelism() - 1)}`,
    'test/*.test.ts',
    'test/{archive-mutations,build,print,pty,sources,support,terminal}/**/*.test.{ts,tsx}',
    'test/ui/**/!(*frames).test.tsx',
  ],
];

// What is run as a whole is what people get. Beside the packages, so that it finds those that are not inside it.
const folder = path.resolve('node_modules', '.trailtop-test');
await bundleModules(folder);

const results = await Promise.all(
  groups.map(async (group) => {
    const child = spawn(process.execPath, ['--import=tsx', '--test', ...group], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {...process.env, TRAILTOP_BUNDLE: path.join(folder, 'cli.js')},
    });
    const [output, [status]] = await Promise.all([
      text(child.stdout),
      once(child, 'exit') as Promise<[number | null]>,
    ]);
    process.stdout.write(output);
    return status === 0;
  }),
);
process.exitCode = results.every(Boolean) ? 0 : 1;
