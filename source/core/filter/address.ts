/** The bytes of an address, 4 or 16; an IPv4 address mapped into IPv6 is taken as the IPv4 address. */
export type AddressBytes = readonly number[];

const group = /^[\da-f]{1,4}$/iv;

/** Longer than any address; what is longer need not be looked at. */
const longestAddress = 45;
const longestIpv4 = 15;

const dot = 0x2e;
const zero = 0x30;

/** The bytes of an IPv4 or IPv6 address; undefined where the text is none (a service name, for example). */
export function parseAddress(text: string): AddressBytes | undefined {
  if (text.length > longestAddress) {
    return undefined;
  }

  if (!text.includes(':')) {
    return parseIpv4(text);
  }

  const bytes = parseIpv6(text);
  return bytes && isMapped(bytes) ? bytes.slice(12) : bytes;
}

/** A test for the addresses of a network in CIDR notation, or why the text is no such network. */
export function parseNetwork(
  text: string,
): {readonly contains: (address: AddressBytes) => boolean} | {readonly problem: string} {
  const slash = text.indexOf('/');
  const [address, length] = [text.slice(0, slash), text.slice(slash + 1)];
  const full = address.includes(':') ? parseIpv6(address) : parseIpv4(address);
  if (slash === -1 || !full || text.length > longestAddress + 4) {
    return {problem: `${address} is not an address`};
  }

  const longest = full.length * 8;
  if (!/^\d{1,3}$/v.test(length) || Number(length) > longest) {
    const version = full.length === 4 ? 'IPv4' : 'IPv6';
    return {problem: `the prefix of an ${version} network is a number from 0 to ${longest}`};
  }

  const mapped = isMapped(full) && Number(length) >= 96;
  const bytes = mapped ? full.slice(12) : full;
  const prefix = mapped ? Number(length) - 96 : Number(length);
  return {contains: (other) => samePrefix(bytes, other, prefix)};
}

function samePrefix(a: AddressBytes, b: AddressBytes, bits: number): boolean {
  if (a.length !== b.length) {
    return false;
  }

  const whole = Math.floor(bits / 8);
  for (let index = 0; index < whole; index++) {
    if (a[index] !== b[index]) {
      return false;
    }
  }

  const divisor = 2 ** (8 - (bits % 8));
  return (
    bits % 8 === 0 ||
    Math.floor((a[whole] ?? 0) / divisor) === Math.floor((b[whole] ?? 0) / divisor)
  );
}

/** Read unit by unit: a filter on addresses does this for every event. */
function parseIpv4(text: string): AddressBytes | undefined {
  if (text.length > longestIpv4) {
    return undefined;
  }

  const bytes: number[] = [];
  let octet = -1;
  for (let at = 0; at <= text.length; at++) {
    const unit = at < text.length ? text.codePointAt(at) : dot;
    if (unit === dot) {
      if (octet < 0 || octet > 255) {
        return undefined;
      }

      bytes.push(octet);
      octet = -1;
    } else if (unit === undefined || octet === 0 || unit < zero || unit > zero + 9) {
      // An octet that goes on after a zero could be meant as octal, so it is no address.
      return undefined;
    } else {
      const tens = Math.max(octet, 0) * 10;
      octet = tens + unit - zero;
    }
  }

  return bytes.length === 4 ? bytes : undefined;
}

function parseIpv6(text: string): AddressBytes | undefined {
  const halves = text.split('::');
  const [head, tail] = [groupBytes(halves[0] ?? ''), groupBytes(halves[1] ?? '')];
  // Only the last group may be written as an IPv4 address.
  const dotsTooEarly = halves.length === 2 && (halves[0] ?? '').includes('.');
  if (dotsTooEarly || !head || !tail || halves.length > 2) {
    return undefined;
  }

  const missing = 16 - head.length - tail.length;
  const fits = halves.length === 2 ? missing >= 2 : missing === 0;
  return fits ? [...head, ...Array.from({length: missing}, () => 0), ...tail] : undefined;
}

function groupBytes(text: string): AddressBytes | undefined {
  if (text === '') {
    return [];
  }

  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, part] of groups.entries()) {
    const ipv4 = index === groups.length - 1 ? parseIpv4(part) : undefined;
    if (ipv4) {
      bytes.push(...ipv4);
    } else if (group.test(part)) {
      const value = Number.parseInt(part, 16);
      bytes.push(Math.floor(value / 256), value % 256);
    } else {
      return undefined;
    }
  }

  return bytes;
}

function isMapped(bytes: AddressBytes): boolean {
  return (
    bytes.length === 16 &&
    bytes.slice(0, 10).every((byte) => byte === 0) &&
    bytes[10] === 255 &&
    bytes[11] === 255
  );
}
