import {Worker} from 'node:worker_threads';

/** The one place where threads are made. Bundles put the worker's file beside their own. */
export function createWorker(): Worker {
  const name = import.meta.url.endsWith('.ts') ? 'worker.ts' : 'archive-worker.js';
  return new Worker(new URL(name, import.meta.url), {
    // Records live as long as it takes to pack them. More room than this spares no time, and is not given back at once.
    resourceLimits: {maxYoungGenerationSizeMb: 16},
    // Nothing of what a thread says may get between the screen's frames.
    stdout: true,
    stderr: true,
  });
}
