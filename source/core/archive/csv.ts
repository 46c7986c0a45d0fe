/** One row of a CSV: its cells as they stand, and the line (from 1) on which it begins. */
export type CsvRow = {readonly cells: readonly string[]; readonly line: number};

export type Delimiter = ',' | ';' | '\t';

/**
 * The first line of a text: to the first line end outside of quotes. Where that is a CR alone, it is the text's only
 * one.
 */
export function firstLine(text: string): {readonly line: string; readonly end: '\n' | '\r' | ''} {
  let at = 0;
  let hasQuotes = true;
  for (; at < text.length && !'\r\n'.includes(text.charAt(at)); at++) {
    const isCellStart = at === 0 || ',;\t'.includes(text.charAt(at - 1));
    if (hasQuotes && isCellStart && text.charAt(at) === '"') {
      const quoted = quotedCell(text, at);
      hasQuotes = quoted !== undefined;
      at = quoted ? quoted.end - 1 : at;
    }
  }

  const end = text.slice(at, at + 2);
  const isCr = end.startsWith('\r') && end !== '\r\n';
  return {line: text.slice(0, at), end: end === '' ? '' : isCr ? '\r' : '\n'};
}

/** The delimiter of a header line: which of comma, semicolon and tab stands in it most often, outside of quotes. */
export function findDelimiter(header: string): Delimiter {
  const bare = header.replaceAll(/"[^"]*"/gv, '');
  const count = (delimiter: Delimiter) => bare.split(delimiter).length;
  const [commas, semicolons, tabs] = [count(','), count(';'), count('\t')];
  if (tabs > Math.max(commas, semicolons)) {
    return '\t';
  }

  return semicolons > commas ? ';' : ',';
}

/**
 * The rows of a CSV (RFC 4180, and what spreadsheets make of it): quoted cells may hold delimiters, line ends and
 * doubled quotes; a quote inside a bare cell is a character. Blank lines are left out. `unclosed` hears of the line of
 * a quote that is never closed; from there on quotes are characters, so that the rows after it are not lost.
 *
 * @yields Rows in their order, the header as any other.
 */
export function* readCsv(
  text: string,
  delimiter: Delimiter,
  unclosed: (line: number) => void,
): Generator<CsvRow> {
  let at = 0;
  let line = 1;
  let hasQuotes = true;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const raw = text.slice(at, text.charAt(end - 1) === '\r' ? Math.max(at, end - 1) : end);
    if (!hasQuotes || !raw.includes('"')) {
      if (raw.trim() !== '') {
        yield {cells: raw.split(delimiter), line};
      }

      at = end + 1;
      line++;
      continue;
    }

    const row = quotedRow(text, at, delimiter);
    if (!row) {
      unclosed(line);
      hasQuotes = false;
      continue;
    }

    yield {cells: row.cells, line};
    line += row.lines;
    at = row.end;
  }
}

/** A row that has quotes in it; undefined where one of them is never closed. */
function quotedRow(
  text: string,
  start: number,
  delimiter: Delimiter,
): {cells: string[]; end: number; lines: number} | undefined {
  const cells: string[] = [];
  const bareEnd = new RegExp(String.raw`[${delimiter}\n]`, 'gv');
  let at = start;
  let lines = 1;
  for (;;) {
    let cell = '';
    if (text.charAt(at) === '"') {
      const quoted = quotedCell(text, at);
      if (!quoted) {
        return undefined;
      }

      cell = quoted.cell;
      lines += countLines(text, at, quoted.end);
      at = quoted.end;
    }

    bareEnd.lastIndex = at;
    const end = bareEnd.exec(text)?.index ?? text.length;
    const bare = text.slice(at, end);
    if (text.charAt(end) === delimiter) {
      cells.push(cell + bare);
      at = end + 1;
      continue;
    }

    cells.push(cell + bare.replace(/\r$/v, ''));
    return {cells, end: end + 1, lines};
  }
}

/** The content of a quoted cell, and the position after its closing quote. */
function quotedCell(text: string, start: number): {cell: string; end: number} | undefined {
  let from = start + 1;
  let cell = '';
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) {
      return undefined;
    }

    cell += text.slice(from, quote);
    if (text.charAt(quote + 1) !== '"') {
      return {cell, end: quote + 1};
    }

    cell += '"';
    from = quote + 2;
  }
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) {
    count++;
  }

  return count;
}
