import {type TrailEvent} from '../core/event.ts';
import {safe} from '../core/sanitize.ts';
import {type Writer} from './formats.ts';
import {type Output} from './output.ts';

/** What is to be printed, in its order: events in groups, and what went wrong on the way. */
export type Supplied =
  | {readonly kind: 'events'; readonly events: readonly TrailEvent[]}
  | {
      readonly kind: 'problem';
      /** One sentence without a full stop; holds outside text. */
      readonly message: string;
      /** Something is missing because of it; else it is only worth knowing. */
      readonly isFailure: boolean;
    };

export type PrintEventsOptions = {
  readonly supply: AsyncIterable<Supplied>;
  readonly writer: Writer;
  readonly maxItems: number;
  readonly output: Output;
  readonly stderr: NodeJS.WritableStream;
  readonly ascii: boolean;
};

export type Printed = {
  /** 0 all of it worked; 1 something failed: what was read is printed all the same. */
  readonly status: 0 | 1;
  readonly count: number;
};

/** Characters that are written at once: few enough to begin at once, enough to be fast. */
const portion = 65_536;

/**
 * Prints events as they come until there are no more, `maxItems` are printed or the reader has gone, which is no
 * failure. Problems go to `stderr`, one line each.
 */
export async function printEvents(options: PrintEventsOptions): Promise<Printed> {
  const {supply, writer, maxItems, output, stderr, ascii} = options;
  let count = 0;
  let status: 0 | 1 = 0;
  // The header goes out with the first events, so that `| head -1` of nothing is nothing.
  let text = writer.begin;
  const say = (message: string) => {
    stderr.write(`trailtop: ${safe(message, {ascii})}\n`);
  };

  const flush = async () => {
    const ready = text;
    text = '';
    await output.write(ready);
  };

  for await (const supplied of supply) {
    if (supplied.kind === 'problem') {
      say(supplied.message);
      status = supplied.isFailure ? 1 : status;
      continue;
    }

    for (const event of supplied.events.slice(0, maxItems - count)) {
      text += writer.item(event, count++);
      if (text.length >= portion) {
        // eslint-disable-next-line no-await-in-loop -- the reader sets the pace
        await flush();
      }
    }

    await flush();
    if (count >= maxItems || output.closed.aborted) {
      break;
    }
  }

  text += writer.end(count);
  await flush();
  const failure = output.failure();
  if (failure !== '') {
    say(failure);
    status = 1;
  }

  return {status, count};
}
