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

/** The value of a digit of a lower-case hexadecimal number, by its code; 255 for everything else. */
const digits = Uint8Array.from({length: 256}, (_, code) =>
  code >= 0x30 && code <= 0x39 ? code - 0x30 : code >= 0x61 && code <= 0x66 ? code - 0x57 : 255,
);

/** Where in a UUID its eight groups of four digits begin. */
const groups = [0, 4, 9, 14, 19, 24, 28, 32] as const;

/** As readUuid, of bytes: into the first four of `words`. */
export function readUuidBytes(bytes: Uint8Array, from: number, words: Uint32Array): boolean {
  let all = 0;
  let faults = 0;
  let high = 0;
  for (let index = 0; index < 8; index++) {
    const at = from + (groups[index] ?? 0);
    const a = digits[bytes[at] ?? 0] ?? 255;
    const b = digits[bytes[at + 1] ?? 0] ?? 255;
    const c = digits[bytes[at + 2] ?? 0] ?? 255;
    const d = digits[bytes[at + 3] ?? 0] ?? 255;
    const group = (a << 12) | (b << 8) | (c << 4) | d;
    faults |= (a | b | c | d) & 0xf0;
    all |= group;
    if (index % 2 === 0) {
      high = group << 16;
    } else {
      words[index >> 1] = (high | group) >>> 0;
    }
  }

  const isHyphened =
    bytes[from + 8] === 0x2d &&
    bytes[from + 13] === 0x2d &&
    bytes[from + 18] === 0x2d &&
    bytes[from + 23] === 0x2d;
  // All zeros mean that there is none.
  return isHyphened && faults === 0 && all !== 0;
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
    const left = a[at + word] ?? 0;
    const right = b[bt + word] ?? 0;
    if (left !== right) {
      return left < right ? -1 : 1;
    }
  }

  return 0;
}
