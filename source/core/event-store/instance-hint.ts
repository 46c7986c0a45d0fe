import {type Outline} from './outline.ts';
import {RecordBytes} from './record-bytes.ts';
import {remembered} from './remembered.ts';

/**
 * The instance ids among the values of a record, read off its text: much cheaper than a look at every value. Undefined
 * where the text does not tell: an escaped character may hide an id, and an id in a key is none among the values.
 */
export function instancesIn(text: string): readonly string[] | undefined {
  const source = RecordBytes.of(text);
  return instancesBetween(source, 0, source.bytes.length);
}

/** The same of a stretch of a record's bytes. */
export function instancesBetween(
  source: RecordBytes,
  start: number,
  end: number,
): readonly string[] | undefined {
  const {bytes} = source;
  let found: string[] | undefined;
  // Both of what is looked for (`i-` and an escape by number) have a byte that is rare.
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte !== 0x2d && byte !== 0x5c) {
      continue;
    }

    if (byte === 0x5c) {
      if (at + 1 < end && bytes[at + 1] === 0x75) {
        return undefined;
      }

      continue;
    }

    const first = at - 1;
    if (first < start || bytes[first] !== 0x69) {
      continue;
    }

    const idEnd = endOfId(bytes, first, start, end);
    if (idEnd === -1) {
      continue;
    }

    let quote = idEnd;
    while (quote < end && bytes[quote] !== 0x22) {
      quote++;
    }

    if (quote === end || bytes[quote - 1] === 0x5c || isKey(bytes, quote, end)) {
      return undefined;
    }

    const id = idOf(source, first, idEnd);
    found ??= [];
    if (!found.includes(id)) {
      found.push(id);
    }
  }

  return found ?? none;
}

/** The same instances are met again and again. */
const idOf = remembered((id) => id, 8192);

/** The same of a record's outline: only the request and the answer have been looked through, the rest is known. */
export function instancesOfOutline({
  asked,
  caller,
  call,
  address,
  origin,
  effect,
  kind,
}: Outline): readonly string[] | undefined {
  let found = kind.instances;
  // In the order of the text, each once. Nearly always there are none.
  found = together(effect.instances, found);
  found = together(asked, found);
  found = together(origin.instances, found);
  found = together(address.instances, found);
  found = together(call.instances, found);
  return together(caller.instances, found);
}

function together(
  earlier: readonly string[] | undefined,
  later: readonly string[] | undefined,
): readonly string[] | undefined {
  if (!earlier || !later) {
    return undefined;
  }

  return earlier.length > 0 && later.length > 0
    ? [...new Set([...earlier, ...later])]
    : earlier.length > 0
      ? earlier
      : later;
}

const none: readonly string[] = [];

/** Where the id that begins here ends; -1 where none does. As `instanceId` has it, which is slow to look for. */
function endOfId(bytes: Uint8Array, at: number, start: number, end: number): number {
  if (at > start && isAlphanumeric(bytes[at - 1])) {
    return -1;
  }

  let after = at + 2;
  let hasDigit = false;
  while (after < end && after - at <= 20 && isAlphanumeric(bytes[after])) {
    hasDigit ||= (bytes[after] ?? 0) <= 0x39;
    after++;
  }

  const length = after - at - 2;
  return hasDigit && length >= 8 && length <= 17 ? after : -1;
}

/** Whether a string that ends here is a key. */
function isKey(bytes: Uint8Array, quote: number, end: number): boolean {
  let after = quote + 1;
  while (after < end && (bytes[after] ?? 0) <= 0x20) {
    after++;
  }

  return after < end && bytes[after] === 0x3a;
}

function isAlphanumeric(code = 0): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a)
  );
}
