/** Where in a document something stands that a script makes. */
export type Marks = {readonly begin: string; readonly end: string};

/** The marks of a part that `npm run readme` makes. */
export function marksOf(name: string): Marks {
  return {begin: `<!-- ${name}: made by npm run readme -->`, end: `<!-- ${name} end -->`};
}

/** A document with what stands between the marks made anew. Throws where it has lost them. */
export function withMarked(document: string, {begin, end}: Marks, made: string): string {
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from === -1 || to < from) {
    throw new Error(`The document has lost the marks ${begin} and ${end}`);
  }

  return `${document.slice(0, from)}${begin}\n${made}\n${document.slice(to)}`;
}
