import {lstat} from 'node:fs/promises';
import {numbered} from '../core/save/names.ts';
import {codeOf} from './faults.ts';

/** Names that are tried before a person has to think of one. */
const mostTries = 200;

/** The name with the lowest number that nothing has yet; undefined where that cannot be found out. */
export async function freeName(
  name: string,
  pathOf: (name: string) => string,
): Promise<string | undefined> {
  for (let number = 2; number < mostTries; number++) {
    const next = numbered(name, number);
    try {
      // eslint-disable-next-line no-await-in-loop -- the first one is meant
      await lstat(pathOf(next));
    } catch (error) {
      return codeOf(error) === 'ENOENT' ? next : undefined;
    }
  }

  return undefined;
}
