import {fieldValues} from '../reading/fields.ts';
import {ByteFinder} from './byte-finder.ts';
import {mintedPaths} from './columns.ts';
import {type Values} from './dictionary.ts';
import {asBytes, type RecordBytes} from './record-bytes.ts';
import {readUuidBytes} from './uuid.ts';

const nullRequestId = asBytes('null,"requestID":"');
const requestId = new Uint32Array(4);

/** Whether nothing but a requestID as AWS writes it stands between an empty request and the eventID: no room for more. */
export function isWithoutMore(
  source: RecordBytes,
  requestAt: number,
  answerAt: number,
  idAt: number,
): boolean {
  return (
    answerAt === requestAt + 25 &&
    idAt === answerAt + 87 &&
    source.hasAt(nullRequestId, answerAt + 20) &&
    readUuidBytes(source.bytes, answerAt + 38, requestId)
  );
}

const nullAnswer = asBytes('null,"resp');
const identityKey = new ByteFinder('Identity"');
const mfaKey = new ByteFinder('MFAUsed"');

/** Whether something between the request's beginning and the eventID makes more of a call than its parts say. */
export function hasTelling(
  source: RecordBytes,
  requestAt: number,
  answerAt: number,
  end: number,
  words: readonly ByteFinder[],
): boolean {
  const {bytes} = source;
  for (const word of words) {
    if (word.find(bytes, requestAt, end) < end) {
      return true;
    }
  }

  // Nothing but a requestID as AWS writes it: no room for more.
  const isBare = end - answerAt <= 87 && source.hasAt(nullRequestId, answerAt + 20);
  return (
    (!source.hasAt(nullAnswer, requestAt + 21) && identityKey.find(bytes, requestAt, end) < end) ||
    (!isBare && mfaKey.find(bytes, answerAt, end) < end)
  );
}

/** The answer says something that the outline cannot. */
export const unreadable = 'unreadable';
const nullText = asBytes('null');
const failureWord = new ByteFinder('Failure"');
const mintedKey = new ByteFinder('KeyId"');

/** The keys that an answer hands out: the only thing in it that a column is made of, but for a failure. */
export function mintedIn(
  source: RecordBytes,
  answerAt: number,
  idAt: number,
): readonly Values[] | undefined | typeof unreadable {
  const {bytes} = source;
  const at = answerAt + 20;
  if (source.hasAt(nullText, at)) {
    return undefined;
  }

  if (failureWord.find(bytes, at, idAt) < idAt) {
    return unreadable;
  }

  if (mintedKey.find(bytes, at, idAt) >= idAt) {
    return undefined;
  }

  try {
    const answer: unknown = JSON.parse(source.textOf(at, endOf(bytes, at, idAt - 12)));
    const record = {responseElements: answer as null};
    const event = {
      id: '',
      time: Number.NaN,
      kind: 'record',
      record,
      resources: [],
    } as const;
    return mintedPaths.map((path) => fieldValues(event, path));
  } catch {
    return unreadable;
  }
}

const extraKey = new ByteFinder(',"additionalEventData":');
const requestIdKey = new ByteFinder(',"requestID":');

/** Where the answer ends: at the key that AWS writes behind it. */
function endOf(bytes: Uint8Array, answer: number, end: number): number {
  return Math.min(extraKey.find(bytes, answer, end), requestIdKey.find(bytes, answer, end), end);
}
