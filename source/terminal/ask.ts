import {createInterface} from 'node:readline/promises';
import {safe} from '../core/sanitize.ts';

export type AskStreams = {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
};

/** Asks one question on a terminal, before the screen opens. */
export async function ask(question: string, {input, output}: AskStreams): Promise<string> {
  const lines = createInterface({input, output});
  try {
    return (await lines.question(safe(question))).trim();
  } finally {
    lines.close();
  }
}
