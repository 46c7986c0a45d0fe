import {type TrailEvent} from '../event.ts';
import {isJsonObject, type Json} from '../json.ts';

/**
 * What JSON may hold as it is and a terminal or a line-reading program must not meet: DEL and C1, bidi controls, the
 * separators of lines and paragraphs, and lone surrogates. C0 is escaped by JSON itself.
 */
const unsafe = /[\u007F-\u009F\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/v;
const eachUnsafe = new RegExp(unsafe.source, 'gv');

/** Between the tokens of valid JSON, and nowhere else in it. */
const lineBlanks = /[\t\n\r]+/gv;

/**
 * The native record of an event as one line of JSON, safe for a terminal: `\u` escapes for C0, DEL, C1, bidi, U+2028,
 * U+2029 and lone surrogates. A CSV row is an object of strings.
 *
 * `text` is the record as its source wrote it, where that is at hand (LookupEvents' CloudTrailEvent): then numbers, the
 * order of all keys, keys that occur twice and the spelling of escapes are the source's. Without it the record is
 * written from what was parsed, which parses to the same value but for what JavaScript does not keep: keys that look
 * like array indexes come first, numbers beyond 2^53 or with more than 17 digits are rounded, -0 is 0, what is larger
 * than 1.8e308 is null, and of a key that occurs twice the last stays.
 */
export function nativeJson({record}: Pick<TrailEvent, 'record'>, text?: string): string {
  const json = text !== undefined && isObjectText(text) ? oneLine(text) : stringify(record);
  return unsafe.test(json) ? json.replaceAll(eachUnsafe, escapeUnit) : json;
}

function isObjectText(text: string): boolean {
  try {
    return isJsonObject(JSON.parse(text));
  } catch {
    return false;
  }
}

function oneLine(text: string): string {
  return text.replaceAll(lineBlanks, ' ').trim();
}

/** All of these are single UTF-16 units. */
function escapeUnit(character: string): string {
  // eslint-disable-next-line unicorn/prefer-code-point -- a lone surrogate is a unit
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function stringify(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than the stack.
    return stringifyDeep(value);
  }
}

/** JSON of a value of any depth: a list of what is still to be written takes the place of recursion. */
function stringifyDeep(root: Json): string {
  type Task = {readonly value: Json} | {readonly text: string};
  const parts: string[] = [];
  const waiting: Task[] = [{value: root}];
  for (let task = waiting.pop(); task; task = waiting.pop()) {
    if ('text' in task) {
      parts.push(task.text);
      continue;
    }

    const {value} = task;
    const inner: Task[] = [];
    if (isJsonObject(value)) {
      for (const [key, item = null] of Object.entries(value)) {
        inner.push({text: `${inner.length > 0 ? ',' : ''}${JSON.stringify(key)}:`}, {value: item});
      }

      waiting.push({text: '}'}, ...inner.reverse(), {text: '{'});
    } else if (Array.isArray(value)) {
      for (const item of value as readonly Json[]) {
        inner.push({text: inner.length > 0 ? ',' : ''}, {value: item});
      }

      waiting.push({text: ']'}, ...inner.reverse(), {text: '['});
    } else {
      parts.push(JSON.stringify(value));
    }
  }

  return parts.join('');
}
