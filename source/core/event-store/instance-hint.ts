/* eslint-disable unicorn/prefer-code-point -- asked of every event, and only for ASCII */
import {type Outline} from './outline.ts';

/**
 * The instance ids among the values of a record, read off its text: much cheaper than a look at every value. Undefined
 * where the text does not tell: an escaped character may hide an id, and an id in a key is none among the values.
 */
export function instancesIn(text: string): readonly string[] | undefined {
  if (text.includes('\\u')) {
    return undefined;
  }

  let found: string[] | undefined;
  for (let at = text.indexOf('i-'); at !== -1; at = text.indexOf('i-', at + 2)) {
    const end = endOfId(text, at);
    if (end === -1) {
      continue;
    }

    const id = text.slice(at, end);
    const quote = text.indexOf('"', end);
    if (quote === -1 || text.charCodeAt(quote - 1) === 0x5c || isKey(text, quote)) {
      return undefined;
    }

    found ??= [];
    if (!found.includes(id)) {
      found.push(id);
    }
  }

  return found ?? none;
}

/** The same of a record's outline: only the request and the answer are looked through, the rest is known. */
export function instancesOfOutline({
  text,
  requestAt,
  idAt,
  isPlain,
  caller,
  call,
  origin,
  effect,
  kind,
}: Outline): readonly string[] | undefined {
  const asked = isPlain ? none : instancesIn(text.slice(requestAt, idAt));
  const ofParts = [caller.instances, call.instances, origin.instances, asked, effect.instances];
  let found = kind.instances;
  for (let index = ofParts.length - 1; index >= 0 && found; index--) {
    const earlier = ofParts[index];
    // In the order of the text, each once. Nearly always there are none.
    found =
      earlier && earlier.length > 0 && found.length > 0
        ? [...new Set([...earlier, ...found])]
        : earlier && (earlier.length > 0 ? earlier : found);
  }

  return found;
}

const none: readonly string[] = [];

/** Where the id that begins here ends; -1 where none does. As `instanceId` has it, which is slow to look for. */
function endOfId(text: string, at: number): number {
  if (isAlphanumeric(text, at - 1)) {
    return -1;
  }

  let end = at + 2;
  let hasDigit = false;
  while (end - at <= 20 && isAlphanumeric(text, end)) {
    hasDigit ||= text.charCodeAt(end) <= 0x39;
    end++;
  }

  const length = end - at - 2;
  return hasDigit && length >= 8 && length <= 17 ? end : -1;
}

/** Whether a string that ends here is a key. */
function isKey(text: string, quote: number): boolean {
  let after = quote + 1;
  while (text.charCodeAt(after) <= 0x20) {
    after++;
  }

  return text.charCodeAt(after) === 0x3a;
}

function isAlphanumeric(text: string, at: number): boolean {
  const code = text.charCodeAt(at); // NaN outside of the text.
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a)
  );
}
