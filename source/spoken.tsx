import process from 'node:process';
import {render} from 'ink';
import {type Clipboard} from './core/copy/clipboard.ts';
import {Speaker} from './core/spoken/speaker.ts';
import {type Store} from './store.ts';
import {clipboardSequence} from './terminal/clipboard.ts';
import {KeyOutput} from './terminal/key-output.ts';
import {KeyInput} from './terminal/key-input.ts';
import {guardLifecycle} from './terminal/lifecycle.ts';
import {quietConsole} from './terminal/quiet-console.ts';
import {guardSuspension} from './terminal/suspension.ts';
import {SpokenKeys} from './ui/spoken-keys.tsx';

export type SpokenOptions = {
  readonly store: Store;
  readonly clipboard: Clipboard;
  /** Where keys come from: a terminal, which is left open. */
  readonly keys: NodeJS.ReadStream;
  /** Called once the first words are on their way. */
  readonly onShown: () => void;
  /** Called when it is over, however that came. */
  readonly onClosed: () => void;
};

/**
 * The monitor for a screen reader: the same keys, and what they and the outside world change is appended in words. No
 * alternate screen, and nothing is written over. Resolves when the person has quit.
 */
export async function showSpoken(options: SpokenOptions): Promise<void> {
  const {store, clipboard, keys, onShown, onClosed} = options;
  const {stdout} = process;
  const write = (text: string) => {
    if (text !== '' && stdout.writable) {
      stdout.write(text);
    }
  };

  const speaker = new Speaker();
  const say = () => {
    write(speaker.next(store.getSnapshot()));
  };

  const suspension = guardSuspension({
    process,
    ask() {
      store.dispatch({type: 'command', id: 'suspend'});
    },
  });
  const giveConsoleBack = quietConsole(process, (text) => {
    store.dispatch({type: 'notice', text});
  });
  const unsubscribe = store.subscribe(say);
  const output = new KeyOutput(write, () => ({
    columns: stdout.columns || 80,
    rows: stdout.rows || 24,
  }));
  const input = new KeyInput(keys, (call, ms) => {
    const timer = setTimeout(call, ms);
    return () => {
      clearTimeout(timer);
    };
  });
  const reading = render(
    <SpokenKeys
      store={store}
      now={Date.now}
      suspend={() => {
        suspension.stop();
        // A size that has changed meanwhile was told to whoever had the terminal then, and not to us.
        process.emit('SIGWINCH', 'SIGWINCH');
      }}
      copy={(text) => {
        write(clipboardSequence(text, clipboard));
      }}
    />,
    {
      stdin: input as unknown as NodeJS.ReadStream,
      stdout: output as unknown as NodeJS.WriteStream,
      exitOnCtrlC: false,
      patchConsole: false,
      interactive: true,
      isScreenReaderEnabled: false,
    },
  );
  const close = () => {
    unsubscribe();
    // The shell's prompt stands on a line of its own.
    write(speaker.end());
    giveConsoleBack();
  };

  const guard = guardLifecycle({
    process,
    keys,
    restore() {
      reading.unmount();
      close();
    },
    exit(code) {
      try {
        onClosed();
      } finally {
        // A signal or a fault ends the program now: what is still open must not hold it, nor what fails on the way.
        // eslint-disable-next-line unicorn/no-process-exit
        process.exit(code);
      }
    },
  });
  // Who hears the first words may already end the program.
  say();
  onShown();
  try {
    await reading.waitUntilExit();
  } finally {
    guard.dispose();
    suspension.dispose();
    input.close();
    close();
    onClosed();
  }
}
