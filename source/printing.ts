import process from 'node:process';
import {minute} from './core/time.ts';
import {createOutput, type Output} from './print/output.ts';

/** What a command that prints is given. */
export type Printing = {
  readonly output: Output;
  readonly stderr: NodeJS.WritableStream;
  /** Aborted by a signal, or when nobody reads any more. */
  readonly signal: AbortSignal;
};

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a command that prints to stdout. The first signal ends it in order, with the status that the shell expects; the
 * second ends the program as it always does. `print` resolves to the command's own status.
 */
export async function runPrinting(print: (printing: Printing) => Promise<number>): Promise<void> {
  const interrupted = new AbortController();
  let status = 0;
  const onSignal = (_: NodeJS.Signals, number: number) => {
    status = 128 + number;
    interrupted.abort();
  };

  for (const signal of signals) {
    process.once(signal, onSignal);
  }

  // Our waits keep no program alive, and an idle connection to AWS does not either.
  const alive = setInterval(() => undefined, minute);
  const {stdout, stderr} = process;
  stderr.on('error', () => undefined);
  const output = createOutput(stdout, interrupted.signal);
  const signal = AbortSignal.any([interrupted.signal, output.closed]);
  try {
    const printed = await print({output, stderr, signal});
    process.exitCode = status || printed;
  } finally {
    clearInterval(alive);
    output.dispose();
    for (const name of signals) {
      process.off(name, onSignal);
    }
  }
}
