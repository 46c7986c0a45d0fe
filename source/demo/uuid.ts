import {type Random} from './clock.ts';

/** A version 4 UUID of the given randomness, so that a seeded demo names everything the same every time. */
export function uuid(random: Random): string {
  const digits = Array.from({length: 32}, () => Math.floor(random() * 16).toString(16));
  digits[12] = '4';
  digits[16] = (8 + Math.floor(random() * 4)).toString(16);
  const text = digits.join('');
  return [
    text.slice(0, 8),
    text.slice(8, 12),
    text.slice(12, 16),
    text.slice(16, 20),
    text.slice(20),
  ].join('-');
}
