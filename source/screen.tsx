import {performance} from 'node:perf_hooks';
import process from 'node:process';
import {render} from 'ink';
import {type Clipboard} from './core/copy/clipboard.ts';
import {RowTickets} from './core/row-tickets.ts';
import {type Figures} from './core/select.ts';
import {clipboardSequence} from './terminal/clipboard.ts';
import {FrameTimes} from './terminal/frame-times.ts';
import {KeyInput} from './terminal/key-input.ts';
import {guardLifecycle} from './terminal/lifecycle.ts';
import {type Line} from './terminal/line.ts';
import {FrameOutput} from './terminal/output.ts';
import {quietConsole} from './terminal/quiet-console.ts';
import {guardSuspension} from './terminal/suspension.ts';
import {App} from './ui/app.tsx';
import type {Store} from './store.ts';

export type ScreenOptions = {
  readonly store: Store;
  readonly hasColor: boolean;
  /** The way to the terminal. */
  readonly line: Line;
  readonly clipboard: Clipboard;
  /** Where keys come from: a terminal, which is left open. */
  readonly keys: NodeJS.ReadStream;
  /** What is asked of AWS, for the debug strip. */
  readonly traffic: () => Pick<Figures, 'requests' | 'failures' | 'waiting' | 'pollAge'>;
  /** Called once the first frame is on its way to the terminal. */
  readonly onShown: () => void;
  /** Called when the screen is gone, however that came. */
  readonly onClosed: () => void;
};

/** So many ms a slow line has for what gives the terminal back. */
const patience = 1000;

/** Shows the monitor on the alternate screen; resolves when the person has quit. */
export async function showScreen({
  store,
  hasColor,
  line,
  clipboard,
  keys,
  traffic,
  onShown,
  onClosed,
}: ScreenOptions): Promise<void> {
  const tickets = new RowTickets();
  const output = new FrameOutput(line.stream, {line, tickets});
  const times = new FrameTimes(() => performance.now());
  // Before the screen listens: from the change on, not from when it is drawn.
  const unsubscribe = store.subscribe(() => {
    times.changed();
  });
  const figures = {
    read(): Figures {
      const {frames, bytes, lastFrame} = output.counters;
      const {rss, heapUsed} = process.memoryUsage();
      return {
        ...traffic(),
        frames,
        bytes,
        lastFrame,
        frameTime: times.last,
        slowestFrame: times.slowest,
        unsent: output.writableLength,
        memory: rss,
        heap: heapUsed,
      };
    },
    everySecond(call: () => void) {
      const timer = setInterval(call, 1000);
      return () => {
        clearInterval(timer);
      };
    },
  };
  const suspension = guardSuspension({
    process,
    ask() {
      store.dispatch({type: 'command', id: 'suspend'});
    },
  });
  const suspend = async () => {
    output.flush();
    // The terminal is given back before the program stands still.
    await line.drained(patience);
    suspension.stop();
    // A size that has changed meanwhile was told to whoever had the terminal then, and not to us.
    process.emit('SIGWINCH', 'SIGWINCH');
  };

  // A message to all, or a line full of noise: what is only thought to be on the screen is not.
  const redraw = () => {
    output.repaint();
  };

  // The same way as the frames: what is written there leaves before or after one, never inside.
  const copy = (text: string) => {
    output.write(clipboardSequence(text, clipboard));
  };

  const input = new KeyInput(keys, (call, ms) => {
    const timer = setTimeout(call, ms);
    return () => {
      clearTimeout(timer);
    };
  });
  // Before Ink starts: nothing that a library says may tear the frame.
  const giveConsoleBack = quietConsole(process, (text) => {
    store.dispatch({type: 'notice', text});
  });
  const screen = render(
    <App
      store={store}
      hasColor={hasColor}
      now={Date.now}
      suspend={suspend}
      redraw={redraw}
      copy={copy}
      figures={figures}
      tickets={tickets}
    />,
    {
      stdin: input as unknown as NodeJS.ReadStream,
      stdout: output as unknown as NodeJS.WriteStream,
      alternateScreen: true,
      // Whole frames: what has changed in them is found out by the cell (terminal/output.ts).
      incrementalRendering: false,
      exitOnCtrlC: false,
      patchConsole: false,
      maxFps: 60,
      onRender() {
        times.drawn();
      },
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
      try {
        onClosed();
      } finally {
        // A signal or a fault ends the program now: what is still open must not hold it, nor what fails on the way. A
        // slow line gets a moment for what restores the terminal.
        if (line.isBusy) {
          void line.drained(patience).then(() => {
            // eslint-disable-next-line unicorn/no-process-exit -- as below
            process.exit(code);
          });
        } else {
          // eslint-disable-next-line unicorn/no-process-exit
          process.exit(code);
        }
      }
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
    unsubscribe();
    input.close();
    giveConsoleBack();
    onClosed();
  }
}
