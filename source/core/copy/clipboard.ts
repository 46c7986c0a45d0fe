/**
 * How a text gets into the clipboard of the person's terminal: by OSC 52 as it is, wrapped for tmux or for GNU screen, or
 * not at all.
 */
export type Clipboard = 'direct' | 'tmux' | 'screen' | 'none';

/** More base64 than this is not sent: xterm takes 100,000 bytes of a sequence, others stop at 74,994. */
export const mostBase64 = 74_000;

/** Bytes of a text's base64. */
export function base64Length(text: string): number {
  return Math.ceil(utf8Length(text) / 3) * 4;
}

/** Bytes of a text in UTF-8; a lone surrogate becomes U+FFFD, which takes three. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x8_00 ? 2 : code < 0x1_00_00 ? 3 : 4;
  }

  return bytes;
}
