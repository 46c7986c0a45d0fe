import {FrameOutput} from '../../source/terminal/output.ts';
import {createStore, type Store} from '../../source/store.ts';
import {App} from '../../source/ui/app.tsx';
import {type State} from '../../source/core/state.ts';
import {renderScreen, type InkScreen} from './ink-screen.ts';

export type MonitorScreen = InkScreen & {readonly store: Store};

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
  const screen = await renderScreen(
    <App store={store} hasColor={hasColor} now={() => state.now} suspend={() => undefined} />,
    {
      columns: state.size.columns,
      rows: state.size.rows,
      maxFps: 60,
      wrapOutput: (output) => new FrameOutput(output) as unknown as NodeJS.WritableStream,
    },
  );
  return {...screen, store};
}
