/** A program in a pseudoterminal of the bench's own: bytes counted, CPU and memory read, the line as slow as wanted. */
import {readFileSync} from 'node:fs';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {spawn} from 'node-pty';
import {keyBytes} from '../../test/support/keys.ts';
import {neutralEnvironment} from '../../test/support/neutral-environment.ts';
import {createTerminalModel} from '../../test/support/terminal-model.ts';

/** A frame has been drawn when nothing has come for so many ms. */
const quiet = 25;

export type Watched = {
  readonly pid: number;
  readonly text: () => string;
  /** Bytes that have come out of the line so far. */
  readonly bytes: () => number;
  /** ms from a key until the screen has changed in the wanted way; NaN after `atMost` ms. */
  readonly answer: (
    key: string,
    isThere: (text: string) => boolean,
    atMost?: number,
  ) => Promise<number>;
  /** Presses a key: its bytes, and ms until the last of them is on the screen. */
  readonly press: (key: string) => Promise<{readonly bytes: number; readonly ms: number}>;
  readonly until: (pattern: RegExp, atMost: number) => Promise<boolean>;
  /** Seconds of CPU since the start, and resident megabytes. */
  readonly usage: () => {readonly cpu: number; readonly rss: number};
  readonly close: () => Promise<void>;
};

export type Watching = {
  readonly columns: number;
  readonly rows: number;
  /** Bytes a second that the line takes; as many as there are unless said otherwise. */
  readonly rate?: number;
  readonly env?: Readonly<Record<string, string>>;
};

/** USER_HZ of Linux. */
const ticks = 100;

export function watchProgram(
  [file, ...args]: readonly [string, ...string[]],
  {columns, rows, rate, env = {}}: Watching,
): Watched {
  const model = createTerminalModel({columns, rows});
  const pty = spawn(file, args, {
    name: 'xterm-256color',
    cols: columns,
    rows,
    env: neutralEnvironment({LANG: 'C.UTF-8', ...env}),
  });
  let bytes = 0;
  let changedAt = performance.now();
  let isRunning = true;
  const take = (data: string) => {
    bytes += Buffer.byteLength(data);
    void model.write(data).then(() => {
      changedAt = performance.now();
    });
  };

  pty.onData((data) => {
    if (rate === undefined) {
      take(data);
      return;
    }

    pty.pause();
    setTimeout(
      () => {
        take(data);
        pty.resume();
      },
      (Buffer.byteLength(data) / rate) * 1000,
    );
  });
  model.onReply((data) => {
    pty.write(data);
  });
  const ended = new Promise<void>((resolve) => {
    pty.onExit(() => {
      isRunning = false;
      resolve();
    });
  });
  const text = () => model.screen().join('\n');
  return {
    pid: pty.pid,
    text,
    bytes: () => bytes,
    async answer(key, isThere, atMost = 60_000) {
      const start = performance.now();
      pty.write(keyBytes(key));
      while (!isThere(text()) && performance.now() - start < atMost) {
        await delay(2);
      }

      return isThere(text()) ? performance.now() - start : Number.NaN;
    },
    async press(key) {
      const before = bytes;
      const start = performance.now();
      changedAt = Number.NaN;
      pty.write(keyBytes(key));
      while (Number.isNaN(changedAt) && performance.now() - start < 5000) {
        await delay(1);
      }

      while (performance.now() - changedAt < quiet) {
        await delay(2);
      }

      return {bytes: bytes - before, ms: changedAt - start};
    },
    async until(pattern, atMost) {
      const start = performance.now();
      while (!pattern.test(text()) && performance.now() - start < atMost) {
        await delay(20);
      }

      return pattern.test(text());
    },
    usage() {
      const fields =
        readFileSync(`/proc/${pty.pid}/stat`, 'utf8').split(') ', 2)[1]?.split(' ', 14) ?? [];
      const status = readFileSync(`/proc/${pty.pid}/status`, 'utf8');
      return {
        cpu: (Number(fields[11]) + Number(fields[12])) / ticks,
        rss: Number(/VmRSS:\s+(?<kilobytes>\d+)/v.exec(status)?.groups?.['kilobytes']) / 1024,
      };
    },
    async close() {
      if (isRunning) {
        process.kill(pty.pid, 'SIGKILL');
      }

      await ended;
    },
  };
}
