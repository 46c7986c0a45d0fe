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
  /[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Variation_Selector}\u00A0\u034F\u115F\u1160\u1680\u17B4\u17B5\u2000-\u200A\u202F\u205F\u2800\u3000\u3164\uFFA0]/gv;

const longCombiningRun = new RegExp(`(\\p{M}{${maxCombiningRun}})(\\p{M}+)`, 'gv');

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
    .replace(hidden, escapeVisible)
    .replace(
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
