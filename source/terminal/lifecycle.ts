import {constants} from 'node:os';
import {safe} from '../core/sanitize.ts';
import {withoutSecrets} from '../core/secrets.ts';

export type Lifecycle = {
  /** Takes the handlers away again. */
  dispose: () => void;
};

export type LifecycleOptions = {
  readonly process: NodeJS.Process;
  /** Where keys come from: the program's own input unless said otherwise. */
  readonly keys?: NodeJS.ReadStream;
  /** Gives the terminal back as it was; called once, before the program says anything else. */
  readonly restore: () => void;
  /** Ends the program. */
  readonly exit: (code: number) => void;
};

const signals = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const;

/**
 * The ways out that are not a key: signals, errors nobody caught, and a terminal that has gone away. The terminal is
 * restored first; the exit status is what a shell expects.
 */
export function guardLifecycle({
  process,
  keys = process.stdin,
  restore,
  exit,
}: LifecycleOptions): Lifecycle {
  let isOver = false;
  const end = (code: number, message = '') => {
    if (isOver) {
      return;
    }

    isOver = true;
    try {
      restore();
      if (message !== '') {
        process.stderr.write(message);
      }
    } catch {
      // The terminal is gone: there is nobody to tell.
    }

    exit(code);
  };

  const onSignal = (signal: NodeJS.Signals) => {
    end(128 + constants.signals[signal]);
  };

  const onError = (error: unknown) => {
    // What is thrown may be anything, also what cannot be made a string.
    const name = error instanceof Error ? `${error.name}: ${error.message}` : safe(error);
    end(
      1,
      `trailtop ended by a fault of its own, which should be reported:\n  ${printable(name)}\n`,
    );
  };

  const onGone = () => {
    end(128 + constants.signals.SIGHUP);
  };

  for (const signal of signals) {
    process.on(signal, onSignal);
  }

  process.on('uncaughtException', onError);
  process.on('unhandledRejection', onError);
  process.stdout.on('error', onGone);
  keys.on('end', onGone);
  keys.on('error', onGone);
  return {
    dispose() {
      for (const signal of signals) {
        process.off(signal, onSignal);
      }

      process.off('uncaughtException', onError);
      process.off('unhandledRejection', onError);
      keys.off('end', onGone);
      for (const stream of [process.stdout, keys]) {
        // A terminal that goes away after the end is no news; without a handler it would be a fault.
        stream.on('error', () => undefined);
        stream.off('error', onGone);
      }
    },
  };
}

/** A message may quote outside text: only printable ASCII leaves, not much of it, and nothing that could be a secret. */
function printable(text: string): string {
  return withoutSecrets(text)
    .replaceAll('…', '..')
    .replaceAll(/[^\u0020-\u007E]/gv, '?')
    .slice(0, 500);
}
