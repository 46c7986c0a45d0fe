/** What terminals send for keys that have a name. */
const named: Readonly<Record<string, string>> = {
  up: '\u001B[A',
  down: '\u001B[B',
  right: '\u001B[C',
  left: '\u001B[D',
  home: '\u001B[H',
  end: '\u001B[F',
  insert: '\u001B[2~',
  delete: '\u001B[3~',
  pageup: '\u001B[5~',
  pagedown: '\u001B[6~',
  f1: '\u001BOP',
  f2: '\u001BOQ',
  f3: '\u001BOR',
  f4: '\u001BOS',
  f5: '\u001B[15~',
  enter: '\r',
  esc: '\u001B',
  tab: '\t',
  'shift+tab': '\u001B[Z',
  'shift+up': '\u001B[1;2A',
  'shift+down': '\u001B[1;2B',
  backspace: '\u007F',
  space: ' ',
  'ctrl+space': '\u0000',
};

/**
 * The bytes of a key: a name above, `ctrl+` and one of `a`–`z @ [ \ ] ^ _`, `alt+` and any key, or a single character.
 * Throws for anything else: a misspelt name must not be typed letter by letter.
 */
export function keyBytes(key: string): string {
  const bytes = Object.hasOwn(named, key) ? named[key] : undefined;
  if (bytes !== undefined) {
    return bytes;
  }

  if (/^ctrl\+[@\[\\\]^_a-z]$/v.test(key)) {
    return String.fromCodePoint((key.codePointAt(5) ?? 0) % 32);
  }

  if (key.startsWith('alt+')) {
    return `\u001B${keyBytes(key.slice(4))}`;
  }

  if ([...key].length === 1) {
    return key;
  }

  throw new Error(`No key is called "${key}"; known: ${Object.keys(named).join(', ')}, ctrl+x`);
}

/** What a terminal sends for a paste: Enter for each line end, and marks around it where the program asked for them. */
export function pasteBytes(text: string, isBracketed: boolean): string {
  const typed = text.replaceAll(/\r?\n/gv, '\r');
  return isBracketed ? `\u001B[200~${typed}\u001B[201~` : typed;
}
