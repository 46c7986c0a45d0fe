/** The program itself in a pseudoterminal with an archive open: from a key to the frame that answers it. */
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {startProgram} from '../../test/support/pty-program.ts';

/** A frame is one write, but a terminal hands it on in parts; after so many ms without one it has been drawn. */
const quiet = 12;

/** Longer than any key may take. */
const patience = 60_000;

export type Screen = {
  /** Waits until the screen matches; returns whether it did. */
  readonly until: (pattern: RegExp, atMost?: number) => Promise<boolean>;
  /** Presses a key; ms until the last part of the frame is on the screen, NaN where nothing was drawn. */
  readonly press: (key: string) => Promise<number>;
  readonly text: () => string;
  readonly close: () => Promise<void>;
};

export function openScreen(program: string, folder: string, columns: number, rows: number): Screen {
  const {model, press, close} = startProgram([folder], {
    columns,
    rows,
    command: [process.execPath, program],
    env: {NODE_ENV: 'production'},
  });
  const drawn = {at: Number.NaN};
  model.onChange(() => {
    drawn.at = performance.now();
  });
  const text = () => model.screen().join('\n');
  return {
    text,
    close,
    async until(pattern, atMost = patience) {
      const start = performance.now();
      await model.drained();
      while (!pattern.test(text()) && performance.now() - start < atMost) {
        await delay(2);
        await model.drained();
      }

      return pattern.test(text());
    },
    async press(key) {
      drawn.at = Number.NaN;
      const start = performance.now();
      await press(key);
      while (Number.isNaN(drawn.at) && performance.now() - start < patience) {
        await delay(1);
      }

      while (performance.now() - drawn.at < quiet) {
        await delay(2);
      }

      return drawn.at - start;
    },
  };
}
