const escape = '\u001B';
const bell = '\u0007';
const start = `${escape}]52;c;`;

/** The texts that a terminal would have taken into its clipboard from what was written to it: plain OSC 52 alone. */
export function clipped(written: string): readonly string[] {
  return pieces(written).map(({base64}) => Buffer.from(base64, 'base64').toString('utf8'));
}

/** What was written without the sequences that set the clipboard: the parts before, between and behind them. */
export function aroundClipped(written: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (const {at, end} of pieces(written)) {
    parts.push(written.slice(from, at));
    from = end;
  }

  return [...parts, written.slice(from)];
}

function pieces(written: string) {
  const found: Array<{readonly at: number; readonly end: number; readonly base64: string}> = [];
  for (let at = written.indexOf(start); at !== -1; at = written.indexOf(start, at + 1)) {
    const end = written.indexOf(bell, at);
    // A doubled ESC is tmux's: what follows is for the terminal behind it.
    if (end !== -1 && written[at - 1] !== escape) {
      found.push({at, end: end + 1, base64: written.slice(at + start.length, end)});
    }
  }

  return found;
}
