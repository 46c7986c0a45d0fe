/**
 * The one gate from outside text to anything that is shown.
 *
 * Records are written by whoever calls AWS, an attacker included, so no string from outside may reach the terminal
 * as it came. What could move the cursor, hide, reorder or forge text is made visible instead: nothing is obeyed and
 * nothing is silently dropped.
 */

declare const brand: unique symbol;

/** Text that has passed the gate: printable, no control, bidi or invisible character in it. */
export type SafeText = string & {readonly [brand]: 'SafeText'};

export type SafeOptions = {
  /** Use only ASCII: `^[` instead of `␛`, `<U+00E9>` instead of `é`. */
  readonly ascii?: boolean;
};

/** Combining marks on one base character that are shown as they are; more than these are noted, not drawn. */
const maxCombiningRun = 4;

// Anything outside this class needs a look. It is the fast path: nearly every string of a real record is ASCII.
const suspicious = /[^\u0020-\u007E]/v;

const asciiSuspicious = /[^\u0020-\u007E]/gv;

/**
 * What must never be drawn as it is: C0, DEL, C1; lone surrogates; format characters (bidi, zero-width, tags, BOM,
 * soft hyphen, annotation marks); line and paragraph separators; variation selectors and fillers, whose width no two
 * terminals agree on; spaces that are no U+0020; unassigned and private-use characters.
 */
const hidden =
  // eslint-disable-next-line no-misleading-character-class -- The marks are meant one by one.
  /[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Variation_Selector}\u00A0\u034F\u115F\u1160\u1680\u17B4\u17B5\u2000-\u200A\u202F\u205F\u2800\u3000\u3164\uFFA0]/gv;

/**
 * Characters that terminals and measuring libraries do not give the same number of cells: what is newer than the
 * Unicode 11 that most terminals know, skin tones, keycaps, and the parts of old Korean syllables. One such character
 * drawn as it is would move every border behind it. A test walks through all of Unicode and holds this list to the
 * widths of a terminal.
 */
const uncertainWidth =
  // eslint-disable-next-line no-misleading-character-class -- As above.
  /[\p{Emoji_Modifier}\u20E3\u0897-\u089F\u08CA-\u08D2\u0B55\u0C3C\u0D81\u0ECE\u1734\u1ABF-\u1AEB\u1DFA\u2630-\u2637\u268A-\u268F\u2FFC-\u2FFF\u31BB-\u31BF\u31E4-\u31EF\u4DC0-\u4DFF\uA82C\uA960-\uA97C\uD7B0-\uD7FB\u{10D69}-\u{10D6D}\u{10EAB}\u{10EAC}\u{10EFA}-\u{10EFF}\u{10F82}-\u{10F85}\u{11070}\u{11073}\u{11074}\u{110C2}\u{111CF}\u{11241}\u{113BB}-\u{113C0}\u{113CE}\u{113D0}\u{113D2}\u{113E1}\u{113E2}\u{1171E}\u{1193B}\u{1193C}\u{1193E}\u{11943}\u{11B60}\u{11B62}-\u{11B64}\u{11B66}\u{11F00}\u{11F01}\u{11F36}-\u{11F3A}\u{11F40}\u{11F42}\u{11F5A}\u{13440}\u{13447}-\u{13455}\u{1611E}-\u{16129}\u{1612D}-\u{1612F}\u{16FE4}-\u{16FF6}\u{187F8}-\u{187FF}\u{18AF3}-\u{1AFFE}\u{1B11F}-\u{1B132}\u{1B155}\u{1CF00}-\u{1CF46}\u{1D300}-\u{1D376}\u{1E08F}\u{1E2AE}\u{1E4EC}-\u{1E4EF}\u{1E5EE}\u{1E5EF}\u{1E6E3}\u{1E6E6}\u{1E6EE}\u{1E6EF}\u{1E6F5}\u{1F6D6}-\u{1F6DF}\u{1F6FB}\u{1F6FC}\u{1F7F0}\u{1F90C}\u{1F93B}\u{1F946}\u{1F972}\u{1F977}-\u{1F979}\u{1F9A3}\u{1F9A4}\u{1F9AB}-\u{1F9AD}\u{1F9CB}\u{1F9CC}\u{1FA74}-\u{1FA77}\u{1FA7B}\u{1FA7C}\u{1FA83}-\u{1FA8F}\u{1FA96}-\u{1FAF8}]/gv;

/** A vowel or a final consonant of Korean that does not continue a syllable: whether it takes a cell, nobody agrees. */
const looseJamo =
  /(?<![\u1100-\u115E])[\u1161-\u11A7]|(?<![\u1100-\u115E][\u1161-\u11A7])[\u11A8-\u11FF]/gv;

const mark = /\p{M}/v.source;
const longCombiningRun = new RegExp(`(${mark}{${maxCombiningRun}})(${mark}+)`, 'gv');

/** A mark with nothing to stand on would join whatever the program drew before it, a border for example. */
const leadingMark = /^\p{M}/v;

/** Text of any outside value: strings pass the gate, other JSON values are written as JSON first. */
export function safe(value: unknown, options: SafeOptions = {}): SafeText {
  const text = asText(value);
  if (!suspicious.test(text)) {
    return text as SafeText;
  }

  if (options.ascii) {
    return text.replaceAll(asciiSuspicious, escapeAscii) as SafeText;
  }

  const shown = text
    .replaceAll(hidden, escapeVisible)
    .replaceAll(uncertainWidth, escapeVisible)
    .replaceAll(looseJamo, escapeVisible)
    .replaceAll(
      longCombiningRun,
      (_, kept: string, rest: string) => `${kept}<+${[...rest].length} marks>`,
    );
  return (leadingMark.test(shown) ? `◌${shown}` : shown) as SafeText;
}

/** Whether the gate would change the text: the row that shows it is then flagged. */
export function isSuspect(value: unknown): boolean {
  const text = asText(value);
  return suspicious.test(text) && safe(text) !== text;
}

/**
 * Text that the program itself composes: the fixed parts are ours, and only what has passed the gate, or a number,
 * can be put between them.
 */
export function t(
  strings: TemplateStringsArray,
  ...values: ReadonlyArray<SafeText | number>
): SafeText {
  return String.raw(
    {raw: strings.raw.map((_, index) => strings[index] ?? '')},
    ...values,
  ) as SafeText;
}

/** Safe texts joined by a separator of ours. */
export function joinSafe(parts: readonly SafeText[], separator: SafeText): SafeText {
  return parts.join(separator) as SafeText;
}

/**
 * For functions of this folder that cut, pad or map text that has already passed the gate and add nothing to it.
 * Nobody else may call it; the architecture test holds that.
 */
export function stillSafe(text: string): SafeText {
  return text as SafeText;
}

function asText(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }

  if (value === undefined) {
    return '';
  }

  if (typeof value !== 'object' || value === null) {
    // eslint-disable-next-line @typescript-eslint/no-base-to-string -- Objects go the way below.
    return String(value);
  }

  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than JSON can be written, or a cycle: neither may end the program.
    return '(cannot be shown)';
  }
}

function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

function escapeVisible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) {
    return String.fromCodePoint(0x24_00 + code);
  }

  return code === 0x7f ? '␡' : codePoint(character);
}

function escapeAscii(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) {
    return `^${String.fromCodePoint(code + 0x40)}`;
  }

  return code === 0x7f ? '^?' : codePoint(character);
}
