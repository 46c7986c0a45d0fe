import {Buffer} from 'node:buffer';
import {type Clipboard} from '../core/copy/clipboard.ts';

const escape = '\u001B';
const bell = '\u0007';
const stringEnd = `${escape}\\`;

/** GNU screen cuts a string sequence after 768 bytes, in older versions after 512 or 256. */
const screenChunk = 240;

/**
 * What to write for a text to get into the clipboard of the terminal: OSC 52, "manipulate selection data", with `c` for
 * the clipboard. The text is in it as base64 only, so nothing in it can end the sequence or begin another. '' where there
 * is no clipboard.
 */
export function clipboardSequence(text: string, clipboard: Clipboard): string {
  const sequence = `${escape}]52;c;${Buffer.from(text, 'utf8').toString('base64')}${bell}`;
  switch (clipboard) {
    case 'direct': {
      return sequence;
    }

    case 'tmux': {
      // Which of the two tmux takes depends on its settings, which cannot be asked for: it reads OSC 52 itself with
      // `set-clipboard on`, and hands on what is wrapped with `allow-passthrough on` (before 3.3: always). What it does
      // not take it drops without a trace; where it takes both, the same text is set twice.
      return sequence + throughTmux(sequence);
    }

    case 'screen': {
      return throughScreen(sequence);
    }

    case 'none': {
      return '';
    }
  }
}

/** Tmux's passthrough: each ESC inside is doubled. */
function throughTmux(sequence: string): string {
  return `${escape}Ptmux;${sequence.replaceAll(escape, escape + escape)}${stringEnd}`;
}

/** GNU screen hands a DCS on without its frame: pieces that it holds whole become one sequence behind it. */
function throughScreen(sequence: string): string {
  let wrapped = '';
  for (let at = 0; at < sequence.length; at += screenChunk) {
    wrapped += `${escape}P${sequence.slice(at, at + screenChunk)}${stringEnd}`;
  }

  return wrapped;
}
