import {constants} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {spawn} from 'node-pty';
import {keyBytes, pasteBytes} from './keys.ts';
import {neutralEnvironment} from './neutral-environment.ts';
import {createTerminalModel, type TerminalModel} from './terminal-model.ts';
import {waitForScreen, type ScreenCondition} from './wait-for-screen.ts';
import {programArguments} from './program.ts';

export type ProgramOptions = {
  readonly columns?: number;
  readonly rows?: number;
  /** On top of the neutral environment; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** The program and its first arguments; this repository's command line from its source unless said otherwise. */
  readonly command?: readonly [string, ...string[]];
};

/** Exactly one of the two is set. */
export type ProgramEnd = {
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
};

/** A running program and the terminal in front of it. */
export type Program = {
  readonly pid: number;
  readonly model: TerminalModel;
  readonly screen: () => string[];
  /** Presses keys one after the other, by name (see keys.ts) or character. */
  readonly press: (...keys: readonly string[]) => Promise<void>;
  /** Types a text, each character a key of its own. */
  readonly type: (text: string) => Promise<void>;
  /** Pastes a text at once, marked as a paste where the program has enabled that. */
  readonly paste: (text: string) => Promise<void>;
  /** Resolves when the screen shows it; rejects with the screen after 15 s or when the program ends without it. */
  readonly waitFor: (
    condition: ScreenCondition,
    options?: {readonly timeoutMs?: number},
  ) => Promise<void>;
  readonly resize: (columns: number, rows: number) => void;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Resolves after the program has ended and all that it wrote is on the screen. */
  readonly exited: Promise<ProgramEnd>;
  /** What the program left behind in the terminal; empty when it restored everything. */
  readonly restored: () => string[];
  /** Ends the program if it still runs, and only it. For `t.after`. */
  readonly close: () => Promise<void>;
};

/** A program tells a lone Esc from the beginning of a sequence by the pause after it; so much of one is left. */
const pauseAfterEsc = 100;

const repository = path.resolve(import.meta.dirname, '..', '..');

/** Runs a program, by default this repository's own from source, in a pseudoterminal of 80×24 with a neutral environment. */
export function startProgram(args: readonly string[], options: ProgramOptions = {}): Program {
  const {columns = 80, rows = 24, cwd = repository} = options;
  const [file, ...first] = options.command ?? ownCommand();
  const model = createTerminalModel({columns, rows});
  const pty = spawn(file, [...first, ...args], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd,
    env: neutralEnvironment({
      // Outside the repository tsx would not find how JSX is meant.
      TSX_TSCONFIG_PATH: path.join(repository, 'tsconfig.json'),
      ...options.env,
    }),
  });

  let isRunning = true;
  const end = Promise.withResolvers<ProgramEnd>();
  pty.onData((data) => {
    void model.write(data);
  });
  model.onReply((data) => {
    send(data);
  });
  pty.onExit(async ({exitCode, signal}) => {
    isRunning = false;
    await model.drained();
    end.resolve(
      signal === undefined || signal === 0
        ? {code: exitCode, signal: undefined}
        : {code: undefined, signal: signalName(signal)},
    );
  });

  const send = (data: string) => {
    if (isRunning) {
      pty.write(data);
    }
  };

  const press = async (...keys: readonly string[]) => {
    for (const key of keys) {
      send(keyBytes(key));
      if (key === 'esc') {
        await delay(pauseAfterEsc); // eslint-disable-line no-await-in-loop -- Keys come in order.
      }
    }
  };

  const signal = (name: NodeJS.Signals) => {
    // Once it has ended, its number may belong to another process.
    if (isRunning) {
      try {
        process.kill(pty.pid, name);
      } catch (error) {
        // It may have ended a moment ago.
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
          throw error;
        }
      }
    }
  };

  return {
    pid: pty.pid,
    model,
    screen: model.screen,
    press,
    type: async (text) => press(...text),
    async paste(text) {
      send(pasteBytes(text, model.modes.bracketedPaste));
    },
    waitFor: async (condition, {timeoutMs = 15_000} = {}) =>
      waitForScreen(model, condition, {timeoutMs, ended: end.promise}),
    resize(newColumns, newRows) {
      model.resize(newColumns, newRows);
      pty.resize(newColumns, newRows);
    },
    signal,
    exited: end.promise,
    restored: model.restored,
    async close() {
      signal('SIGKILL');
      await end.promise;
    },
  };
}

function ownCommand(): [string, ...string[]] {
  return [process.execPath, ...programArguments];
}

function signalName(number: number): NodeJS.Signals {
  const found = Object.entries(constants.signals).find(([, value]) => value === number);
  return (found?.[0] ?? `SIG${number}`) as NodeJS.Signals;
}
