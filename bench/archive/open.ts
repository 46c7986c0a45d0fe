/**
 * One opening of an archive as a process of its own: prints what it cost as JSON and ends at once. Without a path, the
 * empty program. With --expose-gc it waits until the loader's threads have ended, and tells the memory then.
 */
import process from 'node:process';
import {openArchive} from './adapter.ts';
import {type Opened} from './programs.ts';

const [folder] = process.argv.slice(2);
const start = performance.now();
const archive = folder === undefined ? undefined : await openArchive(folder);
const seconds = (performance.now() - start) / 1000;
const collect = (globalThis as {gc?: () => void}).gc;
if (collect) {
  await archive?.settled();
  collect();
  collect();
}

const opened: Opened = {
  events: archive?.store.count ?? 0,
  problems: archive?.problems ?? 0,
  seconds,
  rss: process.memoryUsage().rss,
};
process.stdout.write(JSON.stringify(opened), () => {
  // What the threads would still do is for the one who goes on to look at the list.
  // eslint-disable-next-line unicorn/no-process-exit
  process.exit();
});
