import {Box, useApp, useStdout} from 'ink';
import {useEffect} from 'react';
import {layOut} from '../core/layout.ts';
import {type RowTickets} from '../core/row-tickets.ts';
import {tooSmallLines} from '../core/select.ts';
import type {Store} from '../store.ts';
import {Body} from './body.tsx';
import {BottomLine} from './bottom-line.tsx';
import {ColorContext} from './color-context.ts';
import {DebugStrip, unknown, type FigureSource} from './debug-strip.tsx';
import {Lines} from './lines.tsx';
import {RowsContext} from './rows-context.ts';
import {StatusLine} from './status-line.tsx';
import {useCommands} from './use-commands.ts';
import {useStore} from './use-store.ts';

export type AppProps = {
  readonly store: Store;
  readonly hasColor: boolean;
  /** The clock, ms since 1970. */
  readonly now: () => number;
  /** Stops the program until the shell brings it back; runs with the terminal given back. */
  readonly suspend: () => Promise<void> | void;
  /** Paints all of the screen, whatever is on it; nothing is done where it is absent. */
  readonly redraw?: () => void;
  /** Hands a text to the clipboard of the terminal. */
  readonly copy: (text: string) => void;
  /** What `^O` shows; nothing is known where it is absent. */
  readonly figures?: FigureSource;
  /** Where rows are handed in that are drawn beside Ink; absent where Ink draws them. */
  readonly tickets?: RowTickets;
};

/** The whole screen: the status line, the panes or what lies over them, the bottom line. */
export function App({
  store,
  hasColor,
  now,
  suspend,
  redraw,
  copy,
  figures = unknown,
  tickets,
}: AppProps) {
  const state = useStore(store);
  const {exit, suspendTerminal} = useApp();
  const stdout = useStdout().stdout as NodeJS.WriteStream;
  useCommands(store, now);

  useEffect(() => {
    const onResize = () => {
      const [columns, rows] = stdout.getWindowSize();
      store.dispatch({type: 'resize', columns, rows});
    };

    stdout.on('resize', onResize);
    return () => {
      stdout.off('resize', onResize);
    };
  }, [store, stdout]);

  useEffect(() => {
    if (state.isQuitting) {
      exit();
    }
  }, [state.isQuitting, exit]);

  useEffect(() => {
    if (state.suspensions > 0) {
      void suspendTerminal(suspend);
    }
  }, [state.suspensions, suspend, suspendTerminal]);

  useEffect(() => {
    if (state.redraws > 0) {
      redraw?.();
    }
  }, [state.redraws, redraw]);

  const {copying} = state;
  useEffect(() => {
    if (copying.serial > 0) {
      copy(copying.text);
    }
  }, [copying, copy]);

  const {columns, rows} = state.size;
  const layout = layOut(columns, rows, state.focus, state.isMaximised);
  return (
    <ColorContext value={hasColor}>
      <RowsContext value={tickets}>
        <Box flexDirection="column" width={columns} height={rows} overflowY="hidden">
          {layout.kind === 'tooSmall' ? (
            <Lines lines={tooSmallLines(columns, rows, state.isQuitAsked)} />
          ) : (
            <>
              <StatusLine state={state} />
              <Body state={state} layout={layout} />
              <BottomLine state={state} />
            </>
          )}
        </Box>
        {state.debugRows > 0 && <DebugStrip state={state} source={figures} />}
      </RowsContext>
    </ColorContext>
  );
}
