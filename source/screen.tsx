import process from 'node:process';
import {render} from 'ink';
import {type Clipboard} from './core/copy/clipboard.ts';
import {clipboardSequence} from './terminal/clipboard.ts';
import {guardLifecycle} from './terminal/lifecycle.ts';
import {FrameOutput} from './terminal/output.ts';
import {quietConsole} from './terminal/quiet-console.ts';
import {guardSuspension} from './terminal/suspension.ts';
import {App} from './ui/app.tsx';
import type {Store} from './store.ts';

export type ScreenOptions = {
  readonly store: Store;
  readonly hasColor: boolean;
  readonly clipboard: Clipboard;
  /** Where keys come from: a terminal, which is left open. */
  readonly keys: NodeJS.ReadStream;
  /** Called once the first frame is on its way to the terminal. */
  readonly onShown: () => void;
  /** Called when the screen is gone, however that came. */
  readonly onClosed: () => void;
};

/** Shows the monitor on the alternate screen; resolves when the person has quit. */
export async function showScreen({
  store,
  hasColor,
  clipboard,
  keys,
  onShown,
  onClosed,
}: ScreenOptions): Promise<void> {
  const output = new FrameOutput(process.stdout);
  const suspension = guardSuspension({
    process,
    ask() {
      store.dispatch({type: 'command', id: 'suspend'});
    },
  });
  const suspend = () => {
    output.flush();
    suspension.stop();
  };

  // The same way as the frames: what is written there leaves before or after one, never inside.
  const copy = (text: string) => {
    output.write(clipboardSequence(text, clipboard));
  };

  // Before Ink starts: nothing that a library says may tear the frame.
  const giveConsoleBack = quietConsole(process, (text) => {
    store.dispatch({type: 'notice', text});
  });
  const screen = render(
    <App store={store} hasColor={hasColor} now={Date.now} suspend={suspend} copy={copy} />,
    {
      stdin: keys,
      stdout: output as unknown as NodeJS.WriteStream,
      alternateScreen: true,
      incrementalRendering: true,
      exitOnCtrlC: false,
      patchConsole: false,
      maxFps: 60,
      interactive: true,
    },
  );
  const guard = guardLifecycle({
    process,
    keys,
    restore() {
      screen.unmount();
      output.flush();
      giveConsoleBack();
    },
    exit(code) {
      onClosed();
      // A signal or a fault ends the program now: what is still open must not hold it.
      // eslint-disable-next-line unicorn/no-process-exit
      process.exit(code);
    },
  });
  output.flush();
  onShown();
  try {
    await screen.waitUntilExit();
  } finally {
    output.flush();
    guard.dispose();
    suspension.dispose();
    giveConsoleBack();
    onClosed();
  }
}
