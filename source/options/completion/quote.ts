/** A text in single quotes for bash and zsh, in which only the quote itself means anything. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A text in single quotes for fish, where a backslash means something before a quote or another one. */
export function fishQuoted(text: string): string {
  return `'${text.replaceAll(/['\\]/gv, String.raw`\$&`)}'`;
}
