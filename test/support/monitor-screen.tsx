import {clipboardSequence} from '../../source/terminal/clipboard.ts';
import {FrameOutput} from '../../source/terminal/output.ts';
import {createStore, type Store} from '../../source/store.ts';
import {App} from '../../source/ui/app.tsx';
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
  {hasColor = true}: {readonly hasColor?: boolean} = {},
): Promise<MonitorScreen> {
  // Data is drawn at once: nothing in these tests waits for a clock.
  const store = createStore(state, (call) => {
    call();
    return () => undefined;
  });
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
    />,
    {
      columns: state.size.columns,
      rows: state.size.rows,
      maxFps: 60,
      wrapOutput(output) {
        const write: (text: string) => boolean = output.write.bind(output);
        output.write = (text: unknown) => {
          written += String(text);
          return write(String(text));
        };

        frames = new FrameOutput(output);
        return frames as unknown as NodeJS.WritableStream;
      },
    },
  );
  return {...screen, store, written: () => written};
}
