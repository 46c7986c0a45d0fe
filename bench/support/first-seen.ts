import {stripVTControlCharacters} from 'node:util';
import {spawn} from 'node-pty';

/** ms after the start of the program. */
export type FirstSeen = {readonly frame: number; readonly events: number};

/** An event's row: its time to the second, and what was called. */
const row = /\d\d:\d\d:\d\d {2}[A-Z]\w+/v;

/** The title, and the borders of the chart and of the list, down to their last corners. */
function isFrame(text: string): boolean {
  const corners = (corner: string) => text.split(corner).length - 1;
  return text.includes('trailtop') && corners('┌') >= 2 && corners('┘') >= 2;
}

/**
 * When a monitor in a pseudoterminal of 120×40 shows its first whole frame, and when the first events; then quits it.
 * Rejects with what it wrote where it ends before, or shows none within 30 s.
 */
export async function firstSeen(
  [file, ...args]: readonly [string, ...string[]],
  env: Record<string, string>,
): Promise<FirstSeen> {
  const started = performance.now();
  const pty = spawn(file, args, {name: 'xterm-256color', cols: 120, rows: 40, env});
  const seen = Promise.withResolvers<FirstSeen>();
  const ended = Promise.withResolvers<void>();
  let text = '';
  let frame = 0;
  pty.onData((data) => {
    const at = performance.now() - started;
    text = stripVTControlCharacters(text + data);
    if (frame === 0 && isFrame(text)) {
      frame = at;
    }

    if (frame > 0 && row.test(text)) {
      seen.resolve({frame, events: at});
    }
  });
  pty.onExit(() => {
    ended.resolve();
    seen.reject(new Error(`${file} ended before it showed events:\n${text}`));
  });
  const late = setTimeout(() => {
    seen.reject(new Error(`${file} shows no events:\n${text}`));
  }, 30_000);
  try {
    return await seen.promise;
  } finally {
    clearTimeout(late);
    pty.kill('SIGTERM');
    await ended.promise;
  }
}
