import {spawn} from 'node:child_process';
import process from 'node:process';
import {type Command} from './programs.ts';

export type Run = {
  /** From the start of the process to its end. */
  readonly seconds: number;
  readonly lines: number;
  /** What it wrote, up to about a million characters. */
  readonly text: string;
};

/** Runs a program to its end. What it writes is read as fast as it comes and counted. Throws where it fails. */
export async function run([program, ...args]: Command): Promise<Run> {
  const start = performance.now();
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {...process.env, NODE_ENV: 'production'},
  });
  let lines = 0;
  let text = '';
  child.stdout.on('data', (data: Buffer) => {
    for (let at = data.indexOf(10); at !== -1; at = data.indexOf(10, at + 1)) {
      lines++;
    }

    if (text.length < 1_000_000) {
      text += data.toString('latin1');
    }
  });
  const {promise, resolve, reject} = Promise.withResolvers<number | null>();
  child.on('error', reject).on('close', resolve);
  const status = await promise;
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) {
    throw new Error(`${program} ${args[0] ?? ''} ended with status ${String(status)}`);
  }

  return {seconds, lines, text};
}
