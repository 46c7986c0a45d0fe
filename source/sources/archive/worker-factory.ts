import {spawn} from 'node:child_process';
import {type Duplex} from 'node:stream';
import {isSea} from 'node:sea';
import {fileURLToPath} from 'node:url';
import process from 'node:process';
import {FrameReader, frameOf} from './frames.ts';

/**
 * What the single executable starts itself with, to be a worker and nothing else: its first file has to look for it
 * before anything else, and then only import worker.ts.
 */
export const workerArgument = '--archive-worker';

/** A process of its own that answers questions one after the other. */
export type Worker = {
  readonly ask: (question: unknown) => void;
  /** Ends it at once, whatever it is doing; resolves when it has ended. */
  readonly end: () => Promise<void>;
};

export type WorkerEvents = {
  readonly onAnswer: (answer: unknown) => void;
  /** Once, whatever it ended by: also where it could not be started. */
  readonly onEnd: () => void;
};

/**
 * The one place where workers are made. They are processes and not threads: reading an archive takes hundreds of
 * megabytes, and only a process that ends gives all of it back.
 */
export function createWorker({onAnswer, onEnd}: WorkerEvents): Worker {
  const {promise: ended, resolve} = Promise.withResolvers<undefined>();
  void ended.then(onEnd);
  const child = spawn(process.execPath, workerArguments(), {
    // Nothing of what it says may get between the screen's frames. It ends when the fourth, its line to here, is closed.
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    env: workerEnvironment(),
    windowsHide: true,
  });
  const line = child.stdio[3] as Duplex;
  const reader = new FrameReader(onAnswer);
  child
    .on('error', () => {
      resolve(undefined);
    })
    .on('exit', () => {
      resolve(undefined);
    });
  // What breaks on the line is told by its end.
  line
    .on('error', () => undefined)
    .on('data', (bytes: Uint8Array) => {
      reader.push(bytes);
    });
  return {
    ask(question) {
      line.cork();
      for (const bytes of frameOf(question)) {
        line.write(bytes);
      }

      line.uncork();
    },
    async end() {
      child.kill('SIGKILL');
      line.destroy();
      await ended;
    },
  };
}

/** How this program starts itself as a worker, for each way in which it can have been started. */
function workerArguments(): readonly string[] {
  if (isSea()) {
    // The executable holds everything: there is no other file that could be started.
    return [workerArgument];
  }

  // Bundles put the worker's file beside their own. Node reads the source as it is.
  const name = import.meta.url.endsWith('.ts') ? 'worker.ts' : 'archive-worker.js';
  return [...workerFlags, fileURLToPath(new URL(name, import.meta.url))];
}

/**
 * Records live as long as it takes to pack them: more room than this spares no time that could be measured. Workers run
 * for a second or two, in which less inlining spares more than it costs.
 */
const workerFlags: readonly string[] = [
  '--max-semi-space-size=16',
  '--max-inlined-bytecode-size-cumulative=300',
];

/** No credentials, no proxies, no options: only what a process needs, and what times depend on. */
function workerEnvironment(): Record<string, string> {
  return Object.fromEntries(
    ['TZ', 'SystemRoot'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
