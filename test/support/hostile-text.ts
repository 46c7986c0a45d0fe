import fc from 'fast-check';

/** Characters that attackers and broken programs put into text: each kind that a terminal might obey or hide. */
const hostile = [
  '\u0000',
  '\u0007',
  '\u0008',
  '\t',
  '\n',
  '\r',
  '\u001B',
  '\u001B[31m',
  '\u001B[3;8;9mhidden',
  '\u001B]8;;https://example.com\u0007link',
  '\u001B]0;title\u0007',
  '\u007F',
  '\u0085',
  '\u009B',
  '\u00A0',
  '\u00AD',
  '\u0301',
  '\u0301'.repeat(12),
  '\u034F',
  '\u1160',
  '\u061C',
  '\u200B',
  '\u200D',
  '\u200E',
  '\u202E',
  '\u2028',
  '\u2029',
  '\u2066',
  '\uD83D',
  '\uDE00',
  '\uE000',
  '\uFE0E',
  '\uFE0F',
  '\uFEFF',
  '\uFFF9',
  '\uFFFF',
  '\u{E0041}',
  '\u{E0100}',
  '\u{10FFFD}',
] as const;

/** Text that is wide, combining or new: what terminals count differently. */
const odd = [
  'é',
  'e\u0301',
  '漢字',
  '한국어',
  '\u1112\u1161\u11AB',
  '\u11AB',
  'ᄀᄀᄀᄀᄀᄀ',
  'क्षि',
  'क्क्क्क्क्क्',
  'ำ',
  '\u0D4E\u0D4E\u0D4Eക',
  'ﾊﾟ',
  '😀',
  '👍🏽',
  '👨‍👩‍👧',
  '🇩🇪',
  '🇩',
  '1\u20E3',
  '❤\uFE0F',
  '\u{1FAE8}',
  '\u{1F6D8}',
  '䷀',
] as const;

/** Any text that a record may hold, lone surrogates too, with everything nasty made likely. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({unit: 'binary', maxLength: 8}),
      fc.string({maxLength: 12}),
      fc.constantFrom(...hostile, ...odd),
      fc.integer({min: 0, max: 0xff_ff}).map((unit) => String.fromCodePoint(unit)),
    ),
    {maxLength: 10},
  )
  .map((parts) => parts.join(''));
