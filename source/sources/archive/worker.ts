/** A process of its own that reads files, packs records anew and looks for texts. It ends with the one that asks. */
import {Socket} from 'node:net';
import process from 'node:process';
import {Dictionaries} from '../../core/event-store/pack.ts';
import {doTask} from './do-task.ts';
import {FrameReader, frameOf} from './frames.ts';
import {SentTables} from './tables.ts';
import {type Answer, type Question} from './tasks.ts';

// Ctrl+C reaches all processes of a terminal: it is for the one that asks to decide what ends.
process.on('SIGINT', () => undefined).on('SIGHUP', () => undefined);

/** The fourth of its standard streams: see worker-factory.ts. */
const line = openLine();

/** Of all files that this process reads: what was said of one need not be said again. */
const dictionaries = new Dictionaries();
const lists = new Set(dictionaries.all.map(({packedValues}) => packedValues));
const tables = new SentTables((values) => lists.has(values));

function openLine(): Socket {
  try {
    return new Socket({fd: 3, readable: true, writable: true});
  } catch {
    // A person has started it, who sees what it says; a worker has nowhere to say it.
    process.stderr.write('trailtop: --archive-worker is what trailtop starts itself with\n');
    // eslint-disable-next-line unicorn/no-process-exit -- there is nothing that it could do
    process.exit(2);
  }
}

const leave = () => {
  // eslint-disable-next-line unicorn/no-process-exit -- a process of its own: nobody is left who asks
  process.exit();
};

async function say(value: unknown): Promise<void> {
  const {promise, resolve} = Promise.withResolvers<undefined>();
  const parts = frameOf(value);
  line.cork();
  for (const [index, bytes] of parts.entries()) {
    if (index === parts.length - 1) {
      line.write(bytes, () => {
        resolve(undefined);
      });
    } else {
      line.write(bytes);
    }
  }

  line.uncork();
  await promise;
}

async function answer({id, task}: Question): Promise<void> {
  let said: Answer;
  try {
    said = {id, result: tables.send(await doTask(task, dictionaries))};
  } catch (error) {
    said = {id, failure: error instanceof Error ? error.message : String(error)};
  }

  // Until all of it is taken: what is written while this process works would wait for it.
  await say(said);
}

let last = say('ready');
const reader = new FrameReader((question) => {
  last = last.then(async () => answer(question as Question));
});
line
  .on('data', (bytes: Uint8Array) => {
    reader.push(bytes);
  })
  .on('end', leave)
  .on('error', leave)
  .on('close', leave);
