/**
 * A cursor move in the list: bytes to the terminal and time from key to frame, at 120×40 and 200×60, beside the same
 * move drawn by Ink alone, which writes the rows that have changed. The demo's screen, in this process, no terminal behind it.
 */
import {Writable} from 'node:stream';
import {render} from 'ink';
import {columnOfTime} from '../source/core/chart.ts';
import {chartFrameOf} from '../source/core/chart/shown-frame.ts';
import {RowTickets} from '../source/core/row-tickets.ts';
import {type State} from '../source/core/state.ts';
import {createStore} from '../source/store.ts';
import {FrameOutput} from '../source/terminal/output.ts';
import {App} from '../source/ui/app.tsx';
import {demoState} from '../test/support/demo-state.ts';
import {FakeInput} from '../test/support/fake-tty.ts';

type Sample = {readonly bytes: number; readonly ms: number; readonly isAcross: boolean};

const moves = 400;

/** A terminal that only counts, and tells when something was written. */
class CountingTerminal extends Writable {
  readonly isTTY = true;
  readonly columns: number;
  readonly rows: number;
  bytes = 0;
  onWrite: () => void = () => undefined;

  constructor(columns: number, rows: number) {
    super({decodeStrings: false});
    this.columns = columns;
    this.rows = rows;
  }

  override _write(chunk: string, _encoding: string, done: () => void): void {
    this.bytes += Buffer.byteLength(chunk);
    if (chunk !== '') {
      this.onWrite();
    }

    done();
  }
}

function chartColumn(state: State): number | undefined {
  return columnOfTime(chartFrameOf(state), state.store.time(state.cursor ?? -1));
}

async function measure(
  columns: number,
  rows: number,
  isInkAlone: boolean,
): Promise<readonly Sample[]> {
  const store = createStore(demoState({columns, rows}), (call) => {
    call();
    return () => undefined;
  });
  const terminal = new CountingTerminal(columns, rows);
  const keyboard = new FakeInput();
  const nothing = () => undefined;
  const tickets = new RowTickets();
  const app = (
    <App
      hasColor
      now={() => 0}
      store={store}
      suspend={nothing}
      copy={nothing}
      {...(isInkAlone ? {} : {tickets})}
    />
  );
  const stdout = terminal as unknown as NodeJS.WriteStream;
  const screen = render(app, {
    stdout: isInkAlone
      ? stdout
      : (new FrameOutput(stdout, {tickets}) as unknown as NodeJS.WriteStream),
    stdin: keyboard as unknown as NodeJS.ReadStream,
    alternateScreen: true,
    incrementalRendering: isInkAlone,
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: 60,
    interactive: true,
  });
  // Ink listens for keys only once its effects have run, and nothing else keeps this process alive.
  const alive = setInterval(() => undefined, 1000);
  await screen.waitUntilRenderFlush();
  const samples: Sample[] = [];
  const height = 14;
  for (let move = 0; move < moves; move++) {
    // Ink draws at most 60 times a second: a person's keys come with a pause between them.
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    const before = chartColumn(store.getSnapshot());
    terminal.bytes = 0;
    const written = new Promise<void>((resolve) => {
      terminal.onWrite = resolve;
    });
    const start = performance.now();
    keyboard.push(Math.floor(move / height) % 2 === 0 ? 'j' : 'k');
    await written;
    const ms = performance.now() - start;
    samples.push({
      bytes: terminal.bytes,
      ms,
      isAcross: chartColumn(store.getSnapshot()) !== before,
    });
  }

  clearInterval(alive);
  screen.unmount();
  return samples.slice(20);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function row(name: string, samples: readonly Sample[]): string {
  const within = samples.filter(({isAcross}) => !isAcross).map(({bytes}) => bytes);
  const across = samples.filter(({isAcross}) => isAcross).map(({bytes}) => bytes);
  const ms = samples.map((sample) => sample.ms);
  const text = (value: number, digits = 0) => (Number.isNaN(value) ? '-' : value.toFixed(digits));
  return [
    name.padEnd(34),
    text(quantile(within, 0.5)).padStart(8),
    text(quantile(within, 1)).padStart(8),
    text(quantile(across, 0.5)).padStart(8),
    text(quantile(across, 1)).padStart(8),
    text(quantile(ms, 0.5), 1).padStart(8),
    text(quantile(ms, 0.99), 1).padStart(8),
  ].join('');
}

console.log(
  'A cursor move in the list: bytes (within a chart column, across columns), key to frame in ms',
);
console.log(
  `${''.padEnd(34)}${['within', 'max', 'across', 'max', 'p50', 'p99'].map((word) => word.padStart(8)).join('')}`,
);
for (const [columns, rows] of [
  [120, 40],
  [200, 60],
] as const) {
  console.log(
    row(`${columns}×${rows}, changed cells (trailtop)`, await measure(columns, rows, false)),
  );
  console.log(row(`${columns}×${rows}, changed rows (Ink)`, await measure(columns, rows, true)));
}
