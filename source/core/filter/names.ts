import {foldCase, foldColumn, type FilterVocabulary} from './term.ts';

export type ResolvedName =
  | {readonly kind: 'class'}
  | {readonly kind: 'field'; readonly name: string; readonly column?: true};

const dotted = /^[A-Z_a-z]\w*(?:\.[\p{Letter}\p{Number}$\-@_]+)+$/v;
const quotedDotted = /^[A-Z_a-z]\w*(?:\.[^.]+)+$/v;

/**
 * What a name before a `:` means; undefined where it means nothing and the whole term is free text. A CSV column
 * wins over a field of its name. In quotes, a dotted path may hold any character (`"requestParameters.tags.aws:x":y`).
 */
export function resolveName(
  name: string,
  vocabulary: FilterVocabulary,
  quoted = false,
): ResolvedName | undefined {
  const column = foldColumn(name);
  if (vocabulary.columns.includes(column)) {
    return {kind: 'field', name: column, column: true};
  }

  const folded = foldCase(name);
  if (folded === 'is') {
    return {kind: 'class'};
  }

  const known =
    vocabulary.fields.find((field) => foldCase(field) === folded) ??
    vocabulary.recordKeys.find((key) => foldCase(key) === folded);
  if (known !== undefined) {
    return {kind: 'field', name: known};
  }

  return (quoted ? quotedDotted : dotted).test(name) ? {kind: 'field', name} : undefined;
}

/** Whether a bare word is surely meant as a field: a known name, or a path that begins with a known key. */
export function isKnownField(word: string, vocabulary: FilterVocabulary): boolean {
  const resolved = resolveName(word, vocabulary);
  if (resolved?.kind !== 'field') {
    return false;
  }

  const first = foldCase(resolved.name.split('.', 1)[0] ?? '');
  return (
    resolved.column === true ||
    !resolved.name.includes('.') ||
    vocabulary.recordKeys.some((key) => foldCase(key) === first)
  );
}

/** The known name that a mistyped one is closest to; undefined where none is close. */
export function nearestName(typed: string, known: Iterable<string>): string | undefined {
  const folded = foldCase(typed);
  let best: string | undefined;
  let least = folded.length <= 4 ? 2 : 3;
  for (const name of known) {
    const distance = editDistance(folded, foldCase(name));
    if (distance < least) {
      [best, least] = [name, distance];
    }
  }

  return best;
}

/** Single-letter changes, and swaps of neighbours, that turn one word into the other; Infinity for long words. */
function editDistance(a: string, b: string): number {
  if (Math.max(a.length, b.length) > 40) {
    return Infinity;
  }

  let previous: number[] = [];
  let current = Array.from({length: b.length + 1}, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const beforePrevious = previous;
    previous = current;
    current = [row];
    for (let column = 1; column <= b.length; column++) {
      const changed = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (previous[column - 1] ?? 0) + changed,
          swapped ? (beforePrevious[column - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
  }

  return current.at(-1) ?? 0;
}
