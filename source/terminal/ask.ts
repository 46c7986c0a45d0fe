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
    const answer = await lines.question(safe(question));
    return answer.trim();
  } finally {
    lines.close();
  }
}
