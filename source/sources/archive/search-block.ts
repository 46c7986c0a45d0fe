import {Buffer} from 'node:buffer';
import {fromRecord, fromRow} from '../../core/event.ts';
import {scanText, type Stretch} from '../../core/event-store/text-scan.ts';
import {asciiLower} from '../../core/filter/free-text.ts';
import {wantsOf} from '../../core/filter/wants.ts';
import {type Term} from '../../core/filter.ts';
import {isJsonObject} from '../../core/json.ts';
import {codec} from '../codec.ts';
import {type Tasks} from './tasks.ts';

/** Searches the records of a block, piece by piece. */
export function searchBlock({
  block,
  starts,
  ends,
  isCsv,
  terms,
}: Tasks['search']['asks']): readonly Uint8Array[] {
  const hits = terms.map(() => new Uint8Array(starts.length));
  let first = 0;
  for (const [index, packed] of block.pieces.entries()) {
    const begin = block.begins[index] ?? 0;
    const end = block.begins[index + 1] ?? Infinity;
    let next = first;
    while (next < starts.length && (starts[next] ?? 0) < end) {
      next++;
    }

    if (next > first) {
      const content = bufferOf(codec.unpack(block.packing, packed));
      const stretch = stretchOf(
        content,
        begin,
        starts.subarray(first, next),
        ends.subarray(first, next),
      );
      for (const [termIndex, term] of terms.entries()) {
        const found = hits[termIndex]?.subarray(first, next);
        searchStretch(stretch, term, isCsv, (record) => {
          found?.fill(1, record, record + 1);
        });
      }
    }

    first = next;
  }

  return hits;
}

function stretchOf(
  content: Buffer,
  begin: number,
  starts: Uint32Array,
  ends: Uint32Array,
): Stretch {
  const [localStarts, localEnds] = [starts, ends].map((list) => list.map((at) => at - begin));
  return {
    lower: content.toString('latin1').toLowerCase(),
    starts: localStarts ?? [],
    ends: localEnds ?? [],
    recordAt: (index) => content.toString('utf8', localStarts?.[index], localEnds?.[index]),
  };
}

function searchStretch(
  stretch: Stretch,
  term: Term,
  isCsv: boolean,
  found: (index: number) => void,
): void {
  if (term.kind === 'text') {
    const text = asciiLower(term.text);
    const bytes = Buffer.from(text).toString('latin1').toLowerCase();
    scanText(stretch, {text, bytes}, found);
    return;
  }

  const wants = wantsOf([{...term, negated: false}]);
  for (let index = 0; index < stretch.starts.length; index++) {
    const record = parse(stretch.recordAt(index));
    if (isJsonObject(record) && wants(isCsv ? fromRow(record, undefined) : fromRecord(record))) {
      found(index);
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
