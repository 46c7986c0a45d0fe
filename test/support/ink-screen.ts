import {createRequire} from 'node:module';
import {setTimeout as delay} from 'node:timers/promises';
import {pathToFileURL} from 'node:url';
import {render} from 'ink';
import type {ReactNode} from 'react';
import {FakeInput, FakeOutput} from './fake-tty.ts';
import {keyBytes, pasteBytes} from './keys.ts';
import {createTerminalModel, type TerminalModel} from './terminal-model.ts';
import {waitForScreen, type ScreenCondition} from './wait-for-screen.ts';

export type ScreenOptions = {
  readonly columns?: number;
  readonly rows?: number;
  readonly maxFps?: number;
  /** Whether Ink itself writes only the rows that have changed; true unless said otherwise. */
  readonly incrementalRendering?: boolean;
  /** Puts a layer of the program between Ink and the terminal. */
  readonly wrapOutput?: (output: NodeJS.WriteStream) => NodeJS.WritableStream;
};

/** An Ink element on a terminal inside this process. */
export type InkScreen = {
  readonly model: TerminalModel;
  readonly screen: () => string[];
  /** UTF-8 bytes, and writes, since the last press, type, paste, resize or rerender began. */
  readonly lastFrame: {readonly bytes: number; readonly writes: number};
  /** Presses keys one after the other; each is handled and drawn when this resolves. */
  readonly press: (...keys: readonly string[]) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  readonly paste: (text: string) => Promise<void>;
  readonly waitFor: (
    condition: ScreenCondition,
    options?: {readonly timeoutMs?: number},
  ) => Promise<void>;
  readonly resize: (columns: number, rows: number) => Promise<void>;
  readonly rerender: (element: ReactNode) => Promise<void>;
  /** Resolves when everything that the element wants to draw by now is drawn. */
  readonly flush: () => Promise<void>;
  /** Settles with what the element gave to `exit()`; rejects with the error that ended it. */
  readonly exited: Promise<unknown>;
  /** Takes the element away; resolves when the terminal is restored. */
  readonly unmount: () => Promise<void>;
};

/** Ink holds a lone Esc back for 20 ms, in case that a sequence follows. */
const pauseAfterEsc = 25;

/** An element whose drawing makes it draw again may do so a few times before a key counts as handled. */
const mostFlushes = 5;

/**
 * Draws an Ink element with the options of the real program on a terminal of 80×24. Resolves after the first frame.
 * Call `unmount` in `t.after`.
 */
export async function renderScreen(
  element: ReactNode,
  {
    columns = 80,
    rows = 24,
    maxFps = 30,
    incrementalRendering = true,
    wrapOutput,
  }: ScreenOptions = {},
): Promise<InkScreen> {
  await enableColor();
  const model = createTerminalModel({columns, rows, isWithoutTty: true});
  const output = new FakeOutput(model);
  const input = new FakeInput();
  const terminal = output as unknown as NodeJS.WriteStream;
  const instance = render(element, {
    stdout: wrapOutput?.(terminal) ?? terminal,
    stdin: input,
    stderr: terminal,
    alternateScreen: true,
    incrementalRendering,
    patchConsole: false,
    exitOnCtrlC: false,
    interactive: true,
    maxFps,
  });
  const exited = instance.waitUntilExit();
  // Whoever awaits it still sees the error; a test that does not must not die of it.
  exited.catch(() => undefined);
  model.onReply((data) => {
    input.push(data);
  });

  let frameStart = {bytes: 0, writes: 0};
  const beginFrame = () => {
    frameStart = {bytes: model.bytesWritten, writes: model.writes};
  };

  const flush = async () => {
    for (let turn = 0, before = -1; turn < mostFlushes && before !== model.bytesWritten; turn++) {
      before = model.bytesWritten;
      // eslint-disable-next-line no-await-in-loop -- Each turn may start the next.
      await instance.waitUntilRenderFlush().catch(() => undefined);
      await model.drained(); // eslint-disable-line no-await-in-loop -- As above.
    }
  };

  const send = async (data: string) => {
    input.push(data);
    if (data === '\u001B') {
      await delay(pauseAfterEsc);
    }

    await flush();
  };

  const press = async (...keys: readonly string[]) => {
    beginFrame();
    for (const key of keys) {
      await send(keyBytes(key)); // eslint-disable-line no-await-in-loop -- Keys come in order.
    }
  };

  await flush();
  return {
    model,
    screen: model.screen,
    get lastFrame() {
      return {
        bytes: model.bytesWritten - frameStart.bytes,
        writes: model.writes - frameStart.writes,
      };
    },
    press,
    type: async (text) => press(...text),
    async paste(text) {
      beginFrame();
      await send(pasteBytes(text, model.modes.bracketedPaste));
    },
    waitFor: async (condition, options) =>
      waitForScreen(model, condition, {...options, ended: exited}),
    async resize(newColumns, newRows) {
      beginFrame();
      model.resize(newColumns, newRows);
      output.emit('resize');
      await flush();
    },
    async rerender(next) {
      beginFrame();
      instance.rerender(next);
      await flush();
    },
    flush,
    exited,
    async unmount() {
      instance.unmount();
      await exited.catch(() => undefined);
      await model.drained();
    },
  };
}

/**
 * Turns colour on as on a terminal of sixteen colours. Ink's colours come from the chalk that Ink itself loads, and
 * that has looked at this process's own stdout, a pipe, when it was first imported.
 */
async function enableColor(): Promise<void> {
  const file = createRequire(import.meta.resolve('ink')).resolve('chalk');
  const {default: chalk} = (await import(pathToFileURL(file).href)) as {default: {level: number}};
  chalk.level = 1;
}
