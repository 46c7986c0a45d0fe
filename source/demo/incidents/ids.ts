import {bounded} from './bounded.ts';
import {Dice} from './random.ts';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

// The same few ids stand in thousands of records.
const idOf = bounded(4000, (key: string) => {
  const [prefix = '', length] = key.split(' ', 2);
  return `${prefix}${new Dice('iam', key).letters(Number(length), base32)}`;
});

/** An access key id of 20 characters that everybody can tell for an invented one. */
export function accessKeyId(
  prefix: 'AKIA' | 'ASIA',
  ...words: ReadonlyArray<string | number>
): string {
  return `${idOf(`${prefix} 9 ${words.join(' ')}`)}EXAMPLE`;
}

/** A unique id of IAM, 21 characters: AROA a role, AIDA a user. */
export function principalId(
  prefix: 'AROA' | 'AIDA',
  ...words: ReadonlyArray<string | number>
): string {
  return idOf(`${prefix} 17 ${words.join(' ')}`);
}

/** An id of EC2 in the long form: `sg-0` and 16 digits; a hint is shown at its beginning. */
export function ec2Id(
  prefix: string,
  hint: string,
  ...words: ReadonlyArray<string | number>
): string {
  return `${prefix}-0${hint}${new Dice('id', prefix, hint, ...words).hex(16 - hint.length)}`;
}

/** What AWS puts at the end of a refusal by EC2; nobody can read it without DecodeAuthorizationMessage. */
export function encodedMessage(dice: Dice): string {
  const alphabet = `${base32}${base32.toLowerCase()}0189-_`;
  return dice.letters(dice.int(480, 620), alphabet);
}

/** A session token: long and meaningless. */
export function sessionToken(dice: Dice): string {
  return `IQoJb3JpZ2luX2VjEXAMPLE${dice.letters(180, `${base32}${base32.toLowerCase()}/+`)}`;
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A time as the Java services write it into records: `Nov 22, 2026, 1:05:09 PM`. */
export function writtenTime(time: number): string {
  const at = new Date(time);
  const hours = at.getUTCHours();
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${((hours + 11) % 12) + 1}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  return `${months[at.getUTCMonth()] ?? ''} ${at.getUTCDate()}, ${at.getUTCFullYear()}, ${clock} ${hours < 12 ? 'AM' : 'PM'}`;
}
