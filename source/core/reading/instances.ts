import type {TrailEvent} from '../event.ts';
import {eachScalar} from './path.ts';

/**
 * An EC2 instance id: `i-` and 8 or 17 hex digits. Anonymised records hold other letters and lengths between; a digit
 * among them tells an id from a hyphenated word.
 */
export const instanceId = /(?<![0-9A-Za-z])i-(?=[A-Za-z]*\d)[0-9A-Za-z]{8,17}(?![0-9A-Za-z])/gv;

/** Every instance id among the event's values, also inside longer strings such as ARNs, each once, in their order. */
export function instanceIds(event: TrailEvent): readonly string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string' && value.includes('i-')) {
      for (const [id] of value.matchAll(instanceId)) {
        found.add(id);
      }
    }
  };

  eachScalar(event.record, visit);
  for (const {name} of event.resources) {
    visit(name);
  }

  return [...found];
}

/** Whether a text is an instance's id and nothing else. */
export function isInstanceId(text: string): boolean {
  return /^i-(?=[A-Za-z]*\d)[0-9A-Za-z]{8,17}$/v.test(text);
}
