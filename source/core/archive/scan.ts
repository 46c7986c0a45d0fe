/** Where a JSON value ends, or where the text stops being JSON. `cut`: it is fine so far, but the text is over. */
export type Scan =
  | {readonly ok: true; readonly end: number}
  | {readonly ok: false; readonly at: number; readonly cut: boolean};

type Expected = 'value' | 'firstItem' | 'key' | 'firstKey' | 'next';

/** Where a closing bracket may stand. */
const mayClose: ReadonlySet<Expected> = new Set(['next', 'firstItem', 'firstKey']);

const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+\-]?\d+)?/vy;
const escape = /\\(?:["\/\\bfnrt]|u[\dA-Fa-f]{4})/vy;
const blank = /[\t\n\r ]*/vy;

/** Also what the end of the text counts as: a string goes on over neither. */
const lineFeed = 0x0a;

/** The position of the next character that is no JSON blank. */
export function skipBlank(text: string, start: number): number {
  if ((text.codePointAt(start) ?? 0) > 0x20) {
    return start;
  }

  blank.lastIndex = start;
  blank.test(text);
  return blank.lastIndex;
}

/**
 * Finds the end of the JSON value that begins at a position, as strict as JSON.parse, except that control characters
 * other than line ends may stand in strings. It exists for texts that JSON.parse refuses as a whole: it says where
 * they go wrong, and which values before that are complete. Depth costs no stack.
 */
export function scanValue(text: string, start: number): Scan {
  const open: string[] = [];
  let at = start;
  let expected: Expected = 'value';
  for (;;) {
    at = skipBlank(text, at);
    const character = text.charAt(at);
    const closes = character !== '' && character === open.at(-1) && mayClose.has(expected);
    if (closes) {
      open.pop();
      at++;
      expected = 'next';
    } else if (expected === 'next') {
      if (character !== ',') {
        return failure(text, at);
      }

      at++;
      expected = open.at(-1) === '}' ? 'key' : 'value';
    } else if (expected === 'key' || expected === 'firstKey') {
      const end = afterKey(text, at);
      if (!end.ok) {
        return end;
      }

      at = end.end;
      expected = 'value';
    } else if (character === '{' || character === '[') {
      open.push(character === '{' ? '}' : ']');
      at++;
      expected = character === '{' ? 'firstKey' : 'firstItem';
    } else {
      const end = character === '"' ? scanString(text, at) : scanScalar(text, at);
      if (!end.ok) {
        return end;
      }

      at = end.end;
      expected = 'next';
    }

    if (open.length === 0) {
      return {ok: true, end: at};
    }
  }
}

/** The end of a string whose opening quote stands at a position. */
export function scanString(text: string, start: number): Scan {
  let at = start + 1;
  for (;;) {
    const code = text.codePointAt(at) ?? lineFeed;
    if (code === 0x22) {
      return {ok: true, end: at + 1};
    }

    if (code === 0x5c) {
      escape.lastIndex = at;
      if (!escape.test(text)) {
        return {
          ok: false,
          at,
          cut: text.length - at < 6 && /^\\u?[\dA-Fa-f]*$/v.test(text.slice(at)),
        };
      }

      at = escape.lastIndex;
    } else if (code === lineFeed || code === 0x0d) {
      // A line end in a string is where a cut line of JSON Lines must not swallow the next one.
      return {ok: false, at, cut: at >= text.length};
    } else {
      at++;
    }
  }
}

/** The position after the key at a position and its colon. */
export function afterKey(text: string, at: number): Scan {
  if (text.charAt(at) !== '"') {
    return failure(text, at);
  }

  const key = scanString(text, at);
  if (!key.ok) {
    return key;
  }

  const colon = skipBlank(text, key.end);
  return text.charAt(colon) === ':' ? {ok: true, end: colon + 1} : failure(text, colon);
}

function scanScalar(text: string, at: number): Scan {
  scalar.lastIndex = at;
  return scalar.test(text) ? {ok: true, end: scalar.lastIndex} : failure(text, at);
}

/** Also a literal or a number that is not finished at the end of the text is cut, not wrong. */
function failure(text: string, at: number): Scan {
  const rest = text.length - at;
  return {ok: false, at, cut: rest <= 0 || (rest < 5 && /^[\d+\-.a-z]+$/v.test(text.slice(at)))};
}
