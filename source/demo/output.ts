/**
 * What an operation answers, before a protocol writes it: a Date becomes epoch seconds, a tagged time or ISO 8601; a
 * Map is a map in the API's sense (keys are data), an object is a structure (keys are members, undefined is absent).
 */
export type Output =
  | string
  | number
  | boolean
  | Date
  | readonly Output[]
  | OutputStructure
  | ReadonlyMap<string, Output>;

export type OutputStructure = {readonly [member: string]: Output | undefined};

/** An array that is an Output; Array.isArray alone loses readonly arrays. */
export function isOutputList(value: Output): value is readonly Output[] {
  return Array.isArray(value);
}
