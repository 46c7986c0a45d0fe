/** A value as it comes back from being written as JSON: what is undefined is gone, odd numbers are null. */
export function asJson<T>(value: T): T {
  const text = JSON.stringify(value);
  return JSON.parse(text) as T;
}
