/** Words that no shell changes. */
const plain = /^[\w%+,.\/:=@\-]+$/v;

/**
 * A text as one word of a POSIX shell: as it is where no shell would change it, else in single quotes, in which only the
 * single quote itself means anything. Any text but one with a NUL, which no word can hold.
 */
export function shellWord(text: string): string {
  return plain.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Whether a text may stand in a command that is pasted: what a line editor would obey may not, quoted or not. */
export function isPastable(text: string): boolean {
  return !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/v.test(text);
}
