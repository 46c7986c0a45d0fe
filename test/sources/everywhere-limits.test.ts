import assert from 'node:assert/strict';
import {test} from 'node:test';
import {RequestBudget} from '../../source/sources/budget.ts';
import {type Lookup} from '../../source/sources/cloudtrail.ts';
import {credentialsCheck} from '../../source/sources/doctor/credentials.ts';
import {searchRegion} from '../../source/sources/everywhere.ts';
import {noon} from '../support/tiny-world.ts';

/** A region that answers with one empty page after the other, as AWS does while it looks further back. */
const endless = {
  page: async () => ({events: [], token: 'more'}),
  renew: async () => undefined,
  close: () => undefined,
} as unknown as Lookup;

let now = noon;
const clock = {
  now: () => now,
  async wait(ms: number) {
    now += ms;
  },
};

test('a region without hits tells how many pages have come, and its limit is no failure', async () => {
  const pages: number[] = [];
  const answer = await searchRegion(
    {
      region: 'eu-west-1',
      endpoint: '',
      lookup: endless,
      budget: new RequestBudget(1000, clock),
      clock,
      attribute: {key: 'EventName', value: 'ConsoleLogin'},
      onEvents: () => undefined,
      onEmptyPages(count) {
        pages.push(count);
      },
    },
    new AbortController().signal,
  );
  assert.deepEqual(answer, {status: 'none', more: {pages: 50}});
  assert.equal(pages.at(-1), 50);
});

test('keys of a session are not called long-lived, also where their end is not known', () => {
  const {detail} = credentialsCheck({accessKeyId: 'ASIAEXAMPLEEXAMPLE'}, '', noon);
  assert.match(detail, /temporary; until when is not said/v);
});
