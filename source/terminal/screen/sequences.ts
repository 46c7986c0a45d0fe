import {bell, escape} from '../../core/controls.ts';

/** A piece of what is written to a terminal. */
export type Piece =
  /** Text, and what moves the cursor, erases and colours. */
  | {readonly kind: 'drawing'; readonly text: string}
  /** Private modes set or reset, such as `?25l`, and the other sequences that are no drawing. */
  | {readonly kind: 'mode'; readonly text: string; readonly name: string}
  /** A string that is not shown: OSC or DCS, with its end. */
  | {readonly kind: 'string'; readonly text: string};

const stringEnd = String.raw`${escape}\\`;

const mode = String.raw`${escape}\[(?<name>[<=>?][\d:;]*[\u0040-\u007E])`;
const osc = String.raw`${escape}\][^${bell}${escape}]*(?:${bell}|${stringEnd})`;
const dcs = String.raw`${escape}P[\s\S]*?${stringEnd}`;
const special = new RegExp(`${mode}|${osc}|${dcs}`, 'gv');
const begun = new RegExp(String.raw`${escape}(?:\[[\d:;<=>?]*)?$`, 'v');

/** The pieces of a text, in its order. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const {0: found, index, groups} of text.matchAll(special)) {
    if (index > at) {
      pieces.push({kind: 'drawing', text: text.slice(at, index)});
    }

    const name = groups?.['name'];
    pieces.push(
      name === undefined ? {kind: 'string', text: found} : {kind: 'mode', text: found, name},
    );
    at = index + found.length;
  }

  return at < text.length ? [...pieces, {kind: 'drawing', text: text.slice(at)}] : pieces;
}

/** The beginning of a sequence at the end of a text: the rest of it comes with the next write. */
export function unfinished(text: string): string {
  return begun.exec(text)?.[0] ?? '';
}
