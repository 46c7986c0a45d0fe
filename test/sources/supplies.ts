import {type Supplied} from '../../source/sources/supplied.ts';

/** All that a reader gives: the eventIDs in their order, and its problems. */
export async function gather(supply: AsyncIterable<Supplied>) {
  const ids: string[] = [];
  const problems: string[] = [];
  let failures = 0;
  for await (const supplied of supply) {
    if (supplied.kind === 'events') {
      ids.push(...supplied.events.map(({id}) => id));
    } else {
      problems.push(supplied.message);
      failures += supplied.isFailure ? 1 : 0;
    }
  }

  return {ids, problems, failures};
}
