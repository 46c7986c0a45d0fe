import type {TerminalModel} from './terminal-model.ts';

/**
 * What a test waits to see: a text or pattern anywhere on the screen (rows joined by newlines), or a question about its
 * rows. A question that throws, an assertion for example, counts as not yet answered; its last error is reported.
 */
export type ScreenCondition = string | RegExp | ((screen: readonly string[]) => boolean);

export type WaitOptions = {
  /** How long before the wait fails, in ms; 10,000 unless said otherwise. */
  readonly timeoutMs?: number;
  /** Settles when nothing more will be written: the wait then fails at once instead of at its timeout. */
  readonly ended?: Promise<unknown>;
};

/**
 * Resolves as soon as the screen satisfies the condition. It looks when output arrives, never on a timer, and never in
 * the middle of a synchronized update. Rejects, with the whole screen in the message, after the timeout or the end.
 */
export async function waitForScreen(
  model: TerminalModel,
  condition: ScreenCondition,
  {timeoutMs = 10_000, ended}: WaitOptions = {},
): Promise<void> {
  const {promise, resolve, reject} = Promise.withResolvers<void>();
  let lastError: unknown;

  const holds = (): boolean => {
    try {
      return satisfies(model.screen(), condition);
    } catch (error) {
      lastError = error;
      return false;
    }
  };

  const fail = (why: string, cause: unknown) => {
    const message = `${why}, waiting for ${describe(condition)}.\n${describeScreen(model)}`;
    reject(cause === undefined ? new Error(message) : new Error(message, {cause}));
  };

  const look = () => {
    if (!model.modes.synchronizedOutput && holds()) {
      resolve();
    }
  };

  const lookLast = (cause?: unknown) => {
    if (holds()) {
      resolve();
    } else {
      fail('The program ended', cause ?? lastError);
    }
  };

  const timer = setTimeout(() => {
    fail(`Timed out after ${timeoutMs} ms`, lastError);
  }, timeoutMs);
  const stop = model.onChange(look);
  look();
  void ended?.then(() => {
    lookLast();
  }, lookLast);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    stop();
  }
}

/** The screen with row numbers, for messages. */
export function describeScreen(model: TerminalModel): string {
  const buffer = model.isAlternate ? 'alternate screen' : 'normal screen';
  const {x, y, visible} = model.cursor;
  const rows = model.screen().map((row, index) => `${String(index).padStart(3)} │${row}`);
  return [
    `${model.columns}×${model.rows}, ${buffer}, cursor ${x},${y}${visible ? '' : ' hidden'}`,
    ...rows,
  ].join('\n');
}

function satisfies(screen: readonly string[], condition: ScreenCondition): boolean {
  if (typeof condition === 'function') {
    return condition(screen);
  }

  const text = screen.join('\n');
  if (typeof condition === 'string') {
    return text.includes(condition);
  }

  // A pattern with the g flag would go on from where it last matched.
  condition.lastIndex = 0;
  return condition.test(text);
}

function describe(condition: ScreenCondition): string {
  return typeof condition === 'string' ? JSON.stringify(condition) : String(condition);
}
