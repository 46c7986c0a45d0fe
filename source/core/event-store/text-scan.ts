import {recordHasText} from '../filter/free-text.ts';
import {isJsonObject} from '../json.ts';

/** A stretch of unpacked records. Both texts are of the same length: one character a byte. */
export type Stretch = {
  /** The bytes as characters, in lower case. */
  readonly lower: string;
  /** Where each record begins and ends in it, in the order of the text. */
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
  /** The record as it is written, decoded. */
  readonly recordAt: (index: number) => string;
};

export type Needle = {
  /** As asciiLower returns it. */
  readonly text: string;
  /** Its UTF-8 as characters, one a byte, in lower case. */
  readonly bytes: string;
};

/** Signs that structure JSON: what has one of them may begin in one value and end in another. */
const structure = /["\[\],:\{\}]/v;
/** Numbers that String() writes in another way than the text. */
const oddNumber = /[\[,:]-?\d+(?:\.\d+)?e|[\[,:]-?\d+\.\d*0[\],\}]|[\[,:]-?\d{16}/iv;

/**
 * Calls back with every record in whose keys or values a text occurs, ignoring ASCII case: the same as recordHasText
 * of each, but records are parsed only where their text alone cannot tell: where something is escaped, or what was
 * found may be no part of one value.
 */
export function scanText(stretch: Stretch, needle: Needle, found: (index: number) => void): void {
  const {lower, starts, ends} = stretch;
  const mustParse = isDoubtful(needle);
  const isNumeric = /^[\d+\-.e]+$/v.test(needle.text);
  const count = starts.length;
  let hit = lower.indexOf(needle.bytes);
  let escape = lower.indexOf('\\');
  for (let index = 0; index < count; index++) {
    const [start, end] = [starts[index] ?? 0, ends[index] ?? 0];
    if (hit !== -1 && hit < start) {
      hit = lower.indexOf(needle.bytes, start);
    }

    if (escape !== -1 && escape < start) {
      escape = lower.indexOf('\\', start);
    }

    const isHit = hit !== -1 && hit + needle.bytes.length <= end;
    const isEscaped = escape !== -1 && escape < end;
    const mayDiffer = isEscaped || (isNumeric && oddNumber.test(lower.slice(start, end)));
    // What an escape is written with (`\b`) is no part of what it says.
    const isCertain = isHit && !mustParse && !isEscaped;
    if (isCertain || ((isHit || mayDiffer) && recordHas(stretch, index, needle.text))) {
      found(index);
    }
  }
}

/** Whether a hit in the text need not be one in a value. */
function isDoubtful({text, bytes}: Needle): boolean {
  return (
    text === '' ||
    structure.test(text) ||
    'null'.includes(text) ||
    bytes.length !== text.length ||
    /^[\d+\-.e]+$/v.test(text) ||
    text.includes('\\')
  );
}

function recordHas({recordAt}: Stretch, index: number, lowerNeedle: string): boolean {
  try {
    const record: unknown = JSON.parse(recordAt(index));
    return isJsonObject(record) && recordHasText(record, lowerNeedle);
  } catch {
    return false;
  }
}
