/** The signs between the words of a sentence: they are ours, so they have an ASCII form that the gate leaves alone. */
export type Signs = {
  readonly to: string;
  readonly from: string;
  readonly times: string;
  readonly cut: string;
};

export const unicodeSigns: Signs = {to: '→', from: '←', times: '×', cut: '…'};
export const asciiSigns: Signs = {to: '->', from: '<-', times: 'x', cut: '~'};

/** Characters of one outside string inside a sentence, and of a whole WHAT: a parameter may hold a megabyte. */
const wordLimit = 160;
const sentenceLimit = 400;

/** A text of at most so many characters; the sign says that it goes on. Never splits a surrogate pair. */
export function clip(text: string, signs: Signs = unicodeSigns, limit = wordLimit): string {
  if (text.length <= limit) {
    return text;
  }

  const end = limit - signs.cut.length;
  const last = text.codePointAt(end - 1) ?? 0;
  return text.slice(0, last > 0xff_ff ? end - 1 : end) + signs.cut;
}

/** Clips what is a whole sentence. */
export function clipSentence(text: string, signs: Signs): string {
  return clip(text, signs, sentenceLimit);
}

/** The parts that are not empty, with a space (or what is given) between them. */
export function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

/** `a`, or `a +2` for three things. */
export function firstOf(list: readonly string[]): string {
  return list.length > 1 ? `${list[0]} +${list.length - 1}` : (list[0] ?? '');
}

/** `a → b`; where one of them is missing, what is left. */
export function leads(left: string, right: string, signs: Signs): string {
  return words(left, right === '' ? '' : `${signs.to} ${right}`);
}

/** `in vpc-1`: a word before a text; '' where there is no text. */
export function prefixed(word: string, text: string): string {
  return text === '' ? '' : `${word} ${text}`;
}

/** `key=value`; '' where there is no value. */
export function pair(key: string, value: string): string {
  return value === '' ? '' : `${key}=${value}`;
}

/** An access key id by its ends: `ASIA…7Q`. Enough to tell two apart, too little to fill a row. */
export function keyEnds(key: string, signs: Signs): string {
  return key.length > 8 ? `${key.slice(0, 4)}${signs.cut}${key.slice(-2)}` : key;
}
