import {isJsonObject, type Json, type JsonObject} from '../json.ts';

const notAscii = /[^\0-\u007F]/v;

/** The text with A to Z lowered and nothing else changed. */
export function asciiLower(text: string): string {
  return notAscii.test(text)
    ? text.replaceAll(/[A-Z]+/gv, (capitals) => capitals.toLowerCase())
    : text.toLowerCase();
}

/**
 * Whether a text occurs in any key or value of a record, ignoring ASCII case. Numbers and booleans are searched as
 * JSON writes them; null is absent. The needle comes as asciiLower returns it.
 */
export function recordHasText(record: JsonObject, lowerNeedle: string): boolean {
  // A list of what is still to be looked at instead of recursion: a record may be nested deeper than the stack.
  const waiting: Json[] = [record];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string') {
      if (textHas(value, lowerNeedle)) {
        return true;
      }
    } else if (typeof value === 'number' || typeof value === 'boolean') {
      if (String(value).includes(lowerNeedle)) {
        return true;
      }
    } else if (isJsonObject(value)) {
      for (const [key, inner] of Object.entries(value)) {
        if (textHas(key, lowerNeedle)) {
          return true;
        }

        waiting.push(inner ?? null);
      }
    } else if (Array.isArray(value)) {
      for (const item of value as readonly Json[]) {
        waiting.push(item);
      }
    }
  }

  return false;
}

function textHas(text: string, lowerNeedle: string): boolean {
  return text.length >= lowerNeedle.length && asciiLower(text).includes(lowerNeedle);
}
