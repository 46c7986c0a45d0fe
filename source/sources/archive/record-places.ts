import {type Buffer} from 'node:buffer';
import {ByteFinder} from '../../core/event-store/byte-finder.ts';

/** Where each record of a text may lie, in bytes: to be proved by parsing every one of them. */
export type RecordPlaces = {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
};

/**
 * The places of the records of a CloudTrail log file as AWS writes it (`{"Records":[{…},{…}]}`, no blanks between),
 * of several one behind the other (what `zcat *.json.gz` writes), or of JSON Lines; undefined for everything else. Guessed by how the first record begins, which is a thousand times
 * cheaper than a scan. The guess is safe: inside a string the quotes of that beginning would be escaped, and a
 * wrong place gives a text that is not JSON.
 */
export function recordPlaces(content: Buffer, isJoined: boolean): RecordPlaces | undefined {
  if (/^\s*\{\s*"Records"\s*:\s*\[\s*\{/v.test(content.toString('latin1', 0, 400))) {
    return isJoined ? joinedPlaces(content) : logPlaces(content);
  }

  return !isJoined && /^\{"[^\n]*\}\r?\n\{"/v.test(content.toString('latin1', 0, 262_144))
    ? linePlaces(content)
    : undefined;
}

const document = '{"Records":[';

/** The records of one log file. Of several they are wrong: a text from one into the next is not JSON. */
function logPlaces(content: Buffer): RecordPlaces | undefined {
  const places = {starts: [], ends: []};
  return addListPlaces(content, 0, places) ? places : undefined;
}

/** The records of each log file of the text; none of them if one is not as AWS writes it, or if there is but one. */
function joinedPlaces(content: Buffer): RecordPlaces | undefined {
  const [starts, ends]: [number[], number[]] = [[], []];
  for (let begin = 0; begin < content.length;) {
    const next = content.indexOf(document, begin + document.length);
    const end = next === -1 ? content.length : next;
    const isAll = begin === 0 && next === -1;
    if (isAll || !addListPlaces(content.subarray(begin, end), begin, {starts, ends})) {
      return undefined;
    }

    begin = end;
  }

  return {starts, ends};
}

/** Adds the records of one log file; false where it is not as AWS writes it. `offset` is where it begins. */
function addListPlaces(
  content: Buffer,
  offset: number,
  {starts, ends}: {starts: number[]; ends: number[]},
): boolean {
  const head = content.toString('latin1', 0, 400);
  if (/^\s*\{\s*"Records"\s*:\s*\[\s*\]\s*\}\s*$/v.test(head)) {
    return true;
  }

  const list = /^\s*\{\s*"Records"\s*:\s*\[\s*(?<opening>\{"[^"\\]+":)/v.exec(head);
  const opening = list?.groups?.['opening'];
  const tail = content.toString('latin1', Math.max(0, content.length - 100));
  const closing = /\}(?<close>\s*\]\s*\}\s*)$/v.exec(tail)?.groups?.['close'];
  if (!list || opening === undefined || closing === undefined) {
    return false;
  }

  const first = list[0].length - opening.length;
  starts.push(offset + first);
  const finder = new ByteFinder(`},${opening}`);
  const bytes = new Uint8Array(content.buffer, content.byteOffset, content.length);
  for (
    let at = finder.find(bytes, first, bytes.length);
    at < bytes.length;
    at = finder.find(bytes, at + 2, bytes.length)
  ) {
    ends.push(offset + at + 1);
    starts.push(offset + at + 2);
  }

  ends.push(offset + content.length - closing.length);
  return true;
}

function linePlaces(content: Buffer): RecordPlaces {
  const [starts, ends]: [number[], number[]] = [[], []];
  for (let at = 0; at < content.length;) {
    const newline = content.indexOf(0x0a, at);
    const end = newline === -1 ? content.length : newline;
    const isBlank = end === at || (end === at + 1 && content[at] === 0x0d);
    if (!isBlank) {
      starts.push(at);
      ends.push(end);
    }

    at = end + 1;
  }

  return {starts, ends};
}
