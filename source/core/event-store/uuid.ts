const hyphens: ReadonlySet<number> = new Set([8, 13, 18, 23]);

/**
 * The four words of a UUID as AWS writes it (lower case, with hyphens), into `words` at `at`. False where the text is
 * none. `from`: where in a longer text it begins.
 */
export function readUuid(text: string, words: Uint32Array, at: number, from = -1): boolean {
  const begin = Math.max(0, from);
  if (from === -1 ? text.length !== 36 : text.length < from + 36) {
    return false;
  }

  let word = 0;
  let digits = 0;
  for (let index = 0; index < 36; index++) {
    const code = text.charCodeAt(begin + index); // eslint-disable-line unicorn/prefer-code-point -- asked a dozen million times
    if (hyphens.has(index)) {
      if (code !== 0x2d) {
        return false;
      }

      continue;
    }

    const digit =
      code >= 0x30 && code <= 0x39 ? code - 0x30 : code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
    if (digit < 0) {
      return false;
    }

    word = (word << 4) | digit;
    digits++;
    if (digits % 8 === 0) {
      words[at + digits / 8 - 1] = word >>> 0;
      word = 0;
    }
  }

  // All zeros mean that there is none.
  return (words[at] ?? 0) + (words[at + 1] ?? 0) + (words[at + 2] ?? 0) + (words[at + 3] ?? 0) > 0;
}

/** The UUID whose four words stand at `at`; '' where all are zero. */
export function writeUuid(words: Uint32Array, at: number): string {
  let hex = '';
  for (let index = 0; index < 4; index++) {
    hex += (words[at + index] ?? 0).toString(16).padStart(8, '0');
  }

  return /^0+$/v.test(hex)
    ? ''
    : `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Compares the UUIDs that stand at two places, as their texts would be; what is none comes first. */
export function compareWords(a: Uint32Array, at: number, b: Uint32Array, bt: number): number {
  for (let word = 0; word < 4; word++) {
    const [left, right] = [a[at + word] ?? 0, b[bt + word] ?? 0];
    if (left !== right) {
      return left < right ? -1 : 1;
    }
  }

  return 0;
}
