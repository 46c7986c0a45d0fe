import {isJsonObject, type Json} from '../json.ts';

/**
 * The values at a dotted path of a JSON value, ignoring case: `resources.ARN`, `requestparameters.instanceType`.
 * Arrays on the way are walked into, and a number picks one element of them. Values that are absent (null, '', [], {})
 * are left out; an array at the end gives its elements. Any depth: nothing here recurses.
 */
export function valuesAt(root: unknown, path: string): readonly Json[] {
  let current: unknown[] = [root];
  for (const key of path.split('.')) {
    current = step(current, key);
    if (current.length === 0) {
      break;
    }
  }

  return spread(current).filter((value) => isPresent(value)) as Json[];
}

/** Whether a value is there: not undefined, null, '', [] or {}. */
export function isPresent(value: unknown): boolean {
  if (typeof value !== 'object') {
    return value !== undefined && value !== '';
  }

  if (value === null || Array.isArray(value)) {
    return value !== null && value.length > 0;
  }

  return Object.keys(value).length > 0;
}

/** The values of one member as the filter compares them: those of an array one by one, none where it is absent. */
export function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return value === '' ? none : [value]; // Nearly always: no need to walk.
  }

  return value === undefined || value === null
    ? none
    : spread([value])
        .filter((one) => isPresent(one))
        .map((one) => valueText(one));
}

const none: readonly string[] = [];

/** A value as the filter compares it: a string as it came, anything else as its JSON text. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }

  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return ''; // JSON.stringify recurses: many thousand levels exhaust the stack.
  }
}

/** Calls back with every scalar of a JSON value and its key ('' in arrays), in the value's order, at any depth. */
export function eachScalar(root: unknown, visit: (value: Json, key: string) => void): void {
  const waiting: Array<{readonly value: unknown; readonly key: string}> = [{value: root, key: ''}];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const {value, key} = next;
    if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index--) {
        waiting.push({value: value[index], key});
      }
    } else if (isJsonObject(value)) {
      const keys = Object.keys(value);
      for (let index = keys.length - 1; index >= 0; index--) {
        const inner = keys[index] ?? '';
        waiting.push({value: value[inner], key: inner});
      }
    } else if (value !== null && value !== undefined) {
      visit(value as Json, key);
    }
  }
}

function pushMembers(found: unknown[], value: unknown, wanted: string): void {
  if (!isJsonObject(value)) {
    return;
  }

  for (const [name, inner] of Object.entries(value)) {
    // Most keys already differ in their length, and that is far cheaper to see than their case.
    if (name.length === wanted.length && (name === wanted || name.toLowerCase() === wanted)) {
      found.push(inner);
    }
  }
}

function step(nodes: readonly unknown[], key: string): unknown[] {
  const index = /^\d{1,6}$/v.test(key) ? Number(key) : -1;
  const wanted = key.toLowerCase();
  const found: unknown[] = [];
  for (const node of nodes) {
    if (index >= 0 && Array.isArray(node)) {
      found.push(node[index]);
      continue;
    }

    for (const item of Array.isArray(node) ? spread([node]) : [node]) {
      pushMembers(found, item, wanted);
    }
  }

  return found;
}

/** The values with arrays replaced by their elements, arrays inside arrays too, in their order. */
function spread(values: readonly unknown[]): readonly unknown[] {
  if (values.every((value) => !Array.isArray(value))) {
    return values;
  }

  const flat: unknown[] = [];
  const waiting: unknown[] = values.toReversed();
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index--) {
        waiting.push(value[index]);
      }
    } else {
      flat.push(value);
    }
  }

  return flat;
}
