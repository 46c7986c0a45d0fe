import {isSuspect, stillSafe, type SafeText} from '../../sanitize.ts';

/** What no shell reads as anything but itself. */
const plain = /^[\w%+,.\/:=@\-]+$/v;

/** What a single character becomes inside `$'…'`. */
const special: Readonly<Record<string, string>> = {"'": String.raw`\'`, '\\': '\\\\'};

/**
 * A word for a POSIX shell, quoted where it must be. Characters that no text of ours may show stand as `$'\u202e'`, which
 * bash and zsh read as what they are.
 */
export function shellWord(word: string): SafeText {
  // Every branch leaves printable characters only: the gate has nothing to change.
  if (plain.test(word)) {
    return stillSafe(word);
  }

  if (!isSuspect(word)) {
    return stillSafe(`'${word.replaceAll("'", String.raw`'\''`)}'`);
  }

  const escaped = [...word].map((character) => {
    const own = special[character];
    return own ?? (/^[\u0020-\u007E]$/v.test(character) ? character : escapeOf(character));
  });
  return stillSafe(`$'${escaped.join('')}'`);
}

/** A command of such words. */
export function shellLine(words: readonly string[]): SafeText {
  return stillSafe(words.map((word) => shellWord(word)).join(' '));
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  return code > 0xff_ff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
}
