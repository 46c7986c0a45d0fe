/** A line being typed: its text and the cursor as an index into it (UTF-16, never inside a character). */
export type LineEdit = {
  readonly text: string;
  readonly cursor: number;
  /** The whole line is selected: what is typed takes its place, any other key keeps it. */
  readonly isSelected?: true;
};

export type EditKey =
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'backspace'
  | 'delete'
  | 'deleteWord'
  | 'deleteToStart'
  | 'deleteToEnd';

export const emptyLine: LineEdit = {text: '', cursor: 0};

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/** A line with the cursor at its end. */
export function lineOf(text: string): LineEdit {
  return {text, cursor: text.length};
}

/** A line that is there to be replaced or to be gone on with. */
export function selectedLine(text: string): LineEdit {
  return text === '' ? emptyLine : {...lineOf(text), isSelected: true};
}

/** Text typed or pasted at the cursor. A prompt is one line: line breaks become blanks. */
export function insert(selected: LineEdit, text: string): LineEdit {
  const line = selected.isSelected ? emptyLine : selected;
  const typed = text.replaceAll(/[\r\n\t]+/gv, ' ');
  return {
    text: line.text.slice(0, line.cursor) + typed + line.text.slice(line.cursor),
    cursor: line.cursor + typed.length,
  };
}

/** What an editing key does to the line. */
export function edit(line: LineEdit, key: EditKey): LineEdit {
  const {text, cursor} = line;
  if (line.isSelected && (key === 'backspace' || key === 'delete')) {
    return emptyLine;
  }

  switch (key) {
    case 'left': {
      return {text, cursor: before(text, cursor)};
    }

    case 'right': {
      return {text, cursor: after(text, cursor)};
    }

    case 'home': {
      return {text, cursor: 0};
    }

    case 'end': {
      return {text, cursor: text.length};
    }

    case 'backspace': {
      return cut(line, before(text, cursor), cursor);
    }

    case 'delete': {
      return cut(line, cursor, after(text, cursor));
    }

    case 'deleteWord': {
      const kept = text.slice(0, cursor).replace(/(?<!\S)\S+\s*$/v, '');
      return cut(line, kept.length, cursor);
    }

    case 'deleteToStart': {
      return cut(line, 0, cursor);
    }

    case 'deleteToEnd': {
      return cut(line, cursor, text.length);
    }
  }
}

function cut(line: LineEdit, from: number, to: number): LineEdit {
  return {text: line.text.slice(0, from) + line.text.slice(to), cursor: from};
}

function before(text: string, cursor: number): number {
  let last = 0;
  for (const {index} of graphemes.segment(text.slice(0, cursor))) {
    last = index;
  }

  return last;
}

function after(text: string, cursor: number): number {
  const [first] = graphemes.segment(text.slice(cursor));
  return cursor + (first?.segment.length ?? 0);
}
