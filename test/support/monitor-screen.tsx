import {clipboardSequence} from '../../source/terminal/clipboard.ts';
import {FrameOutput} from '../../source/terminal/output.ts';
import {RowTickets} from '../../source/core/row-tickets.ts';
import {createStore, type Store} from '../../source/store.ts';
import {App} from '../../source/ui/app.tsx';
import {type FigureSource} from '../../source/ui/debug-strip.tsx';
import {type State} from '../../source/core/state.ts';
import {renderScreen, type InkScreen} from './ink-screen.ts';

export type MonitorScreen = InkScreen & {
  readonly store: Store;
  /** Everything that was written to the terminal, as it was written. */
  readonly written: () => string;
};

/** The whole monitor with a state of the test's on a terminal inside this process. */
export async function showMonitor(
  state: State,
  {hasColor = true, figures}: {readonly hasColor?: boolean; readonly figures?: FigureSource} = {},
): Promise<MonitorScreen> {
  // Data is drawn at once: nothing in these tests waits for a clock.
  const store = createStore(state, (call) => {
    call();
    return () => undefined;
  });
  const tickets = new RowTickets();
  let frames: FrameOutput | undefined;
  let written = '';
  const copy = (text: string) => {
    frames?.write(clipboardSequence(text, state.clipboard));
  };

  const screen = await renderScreen(
    <App
      store={store}
      hasColor={hasColor}
      now={() => state.now}
      suspend={() => undefined}
      copy={copy}
      tickets={tickets}
      {...(figures ? {figures} : {})}
    />,
    {
      columns: state.size.columns,
      rows: state.size.rows,
      maxFps: 60,
      incrementalRendering: false,
      wrapOutput(output) {
        const write: (text: string, done?: () => void) => boolean = output.write.bind(output);
        output.write = (text: unknown, done?: unknown) => {
          written += String(text);
          return write(String(text), done as () => void);
        };

        frames = new FrameOutput(output, {tickets});
        return frames as unknown as NodeJS.WritableStream;
      },
    },
  );
  return {...screen, store, written: () => written};
}
