import {type Json} from '../json.ts';

/** Longer than this, a string is not looked into: IAM's longest policy has 10,240 characters, a bucket's 20 KB. */
const longest = 256 * 1024;

/**
 * The object or list that a string holds as JSON text, plain or URL-encoded as IAM answers policies; undefined where it
 * holds none, or an empty one.
 */
export function embeddedJson(text: string): Json | undefined {
  if (text.length < 3 || text.length > longest) {
    return undefined;
  }

  const isEncoded = /^\s*%(?:7B|5B)/iv.test(text);
  if (!isEncoded && !/^\s*[\{\[]/v.test(text)) {
    return undefined;
  }

  try {
    const value = JSON.parse(
      isEncoded ? decodeURIComponent(text.replaceAll('+', ' ')) : text,
    ) as Json;
    return typeof value === 'object' && value !== null && Object.keys(value).length > 0
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}
