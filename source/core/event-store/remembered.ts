import {utf8Of} from './record-text.ts';

/** Places of a table of what was asked for last. */
const slots = 2048;

/**
 * The same reading of a text of one character a byte (see RecordText), or that there is none, remembered. For a few thousand long texts that are asked for
 * millions of times: what was asked for last is found by some of its characters, which is faster than by all of them; a
 * map of all texts is behind that. Bounded, because an attacker can make every text a new one.
 */
export function remembered<T>(
  read: (text: string) => T | undefined,
  limit: number,
): (text: string) => T | undefined {
  let known = new Map<string, Known<T>>();
  let older = new Map<string, Known<T>>();
  const last: Array<Known<T> | undefined> = Array.from({length: slots});
  const readNow = (text: string): Known<T> => {
    const own = detached(text);
    return {text: own, answer: read(utf8Of(own))};
  };

  const find = (text: string): Known<T> => {
    let found = known.get(text);
    if (!found) {
      found = older.get(text) ?? readNow(text);
      if (known.size >= limit) {
        // Two generations: what is asked for again and again survives the change.
        older = known;
        known = new Map();
      }

      known.set(found.text, found);
    }

    return found;
  };

  return (text) => {
    const slot = sampleOf(text) & (slots - 1);
    let found = last[slot];
    if (found?.text !== text) {
      found = find(text);
      last[slot] = found;
    }

    return found.answer;
  };
}

type Known<T> = {readonly text: string; readonly answer: T | undefined};

/** A number made of some of a text's characters. */
function sampleOf(text: string): number {
  const {length} = text;
  let sample = length;
  const stride = (length >> 5) + 1;
  for (let index = length - 1; index >= 0; index -= stride) {
    sample = Math.imul(sample ^ text.charCodeAt(index), 0x9e_37_79_b1); // eslint-disable-line unicorn/prefer-code-point -- asked a hundred million times
  }

  return sample ^ (sample >>> 15);
}

/**
 * The same text as one of its own: part of another would keep all of that. Texts that are put together stay so until
 * somebody asks for a part of them: only then are they copied, and this asks.
 */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}
