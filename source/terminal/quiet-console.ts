import {format} from 'node:util';

type ConsoleMethod = 'debug' | 'error' | 'info' | 'log' | 'trace' | 'warn';

const methods: readonly ConsoleMethod[] = ['debug', 'error', 'info', 'log', 'trace', 'warn'];

/**
 * Keeps what libraries write to the console, and Node's own warnings, off the screen: `tell` gets their text instead. The
 * returned function gives the console back.
 */
export function quietConsole(process: NodeJS.Process, tell: (text: string) => void): () => void {
  const before = methods.map((method) => console[method]);
  for (const method of methods) {
    console[method] = (...values: readonly unknown[]) => {
      tell(format(...values));
    };
  }

  const listeners = process.listeners('warning');
  const onWarning = ({name, message}: Error) => {
    tell(`${name}: ${message}`);
  };

  process.removeAllListeners('warning');
  process.on('warning', onWarning);
  return () => {
    for (const [index, method] of methods.entries()) {
      const original = before[index];
      if (original) {
        console[method] = original;
      }
    }

    process.off('warning', onWarning);
    for (const listener of listeners) {
      process.on('warning', listener);
    }
  };
}
