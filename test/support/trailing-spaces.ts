/** The text up to its last character that is no space. Only U+0020 counts: other blanks were put there on purpose. */
export function withoutTrailingSpaces(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === ' ') {
    end--;
  }

  return text.slice(0, end);
}
