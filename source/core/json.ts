/** Any value that JSON.parse can return. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object; every key may hold anything, or be absent. */
export type JsonObject = {readonly [key: string]: Json | undefined};

/** Whether a value is a JSON object: not null, not an array, not a scalar. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of a value that may be anything; undefined where it has none of its own. */
export function member(value: unknown, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return undefined;
  }

  // Asked dozens of times of every event, and hasOwn is slow. What objects inherit are functions, which JSON never
  // holds, and __proto__.
  const found = (value as JsonObject)[key] as Json | (() => unknown) | undefined;
  return typeof found === 'function' || (key === '__proto__' && !Object.hasOwn(value, key))
    ? undefined
    : found;
}

/** The text at a path of keys; '' where there is no non-empty string. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  let current: unknown = value;
  for (const key of path) {
    current = member(current, key);
  }

  return typeof current === 'string' ? current : '';
}
