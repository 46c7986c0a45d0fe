import {safe} from '../sanitize.ts';
import {type CardLine} from './card.ts';
import {jsonOf} from './draw.ts';
import {type RecordNode} from './tree.ts';

/** What can be found in a detail, also where it is folded. */
export type SearchIndex = {
  /** The places that hold a text, ignoring case, in the order of `orderOf`. */
  readonly find: (needle: string) => readonly number[];
};

/** The index of a card and a record; what it searches in is made when the first search begins. */
export function createIndex(
  card: readonly CardLine[],
  nodes: readonly RecordNode[],
  ascii: boolean,
): SearchIndex {
  let texts: readonly string[] | undefined;
  let last: {needle: string; places: readonly number[]} | undefined;
  return {
    find(needle) {
      const wanted = needle.toLowerCase();
      if (wanted === '') {
        return [];
      }

      if (last?.needle !== wanted) {
        texts ??= [
          ...card.map(({label, text}) => `${label} ${safe(text, {ascii})}\n${text}`.toLowerCase()),
          ...nodes.map((node) => textOf(node, ascii).toLowerCase()),
        ];
        last = {needle: wanted, places: placesOf(texts, wanted)};
      }

      return last.places;
    },
  };
}

function placesOf(texts: readonly string[], wanted: string): readonly number[] {
  const places: number[] = [];
  for (const [place, text] of texts.entries()) {
    if (text.includes(wanted)) {
      places.push(place);
    }
  }

  return places;
}

/** What a person reads or copies: the line as it stands, and the value without JSON's escapes. */
function textOf({key, value, shape}: RecordNode, ascii: boolean): string {
  const name = key === undefined ? '' : `${jsonOf(key)}: `;
  if (shape !== 'none') {
    return `${safe(name, {ascii})}${key ?? ''}`;
  }

  const json = jsonOf(value);
  const shown = safe(`${name}${json}`, {ascii});
  const isPlain =
    shown === name + json && (typeof value !== 'string' || json.length === value.length + 2);
  return isPlain ? shown : `${shown}\n${key ?? ''}\n${typeof value === 'string' ? value : json}`;
}
