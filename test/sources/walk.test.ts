import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {fromRecord, type TrailEvent} from '../../source/core/event.ts';
import {Walk} from '../../source/sources/walk.ts';

const noon = Date.UTC(2026, 10, 22, 12);
const second = 1000;
const hourBefore = {since: noon - 3_600_000, until: noon};

/** Events that happened so many seconds before noon. */
function events(...secondsBefore: readonly number[]): readonly TrailEvent[] {
  return secondsBefore.map((seconds, index) =>
    fromRecord({
      eventID: `${seconds}-${index}`,
      eventTime: new Date(noon - seconds * second).toISOString(),
    }),
  );
}

test('the first page is asked without a token, the next with the token and the very same bounds', () => {
  const attribute = {key: 'ReadOnly', value: 'false'};
  const walk = new Walk(hourBefore, attribute, noon);
  assert.deepEqual(walk.request, {...hourBefore, attribute, token: undefined});
  walk.take({events: events(10, 20), token: 'page 2'});
  assert.deepEqual(walk.request, {...hourBefore, attribute, token: 'page 2'});
  walk.take({events: events(30, 40), token: 'page 3'});
  assert.deepEqual(walk.request, {...hourBefore, attribute, token: 'page 3'});
  assert.equal(walk.isDone, false);
  assert.equal(walk.pages, 2);
});

test('the walk is over with the page that has no token, and has then read its whole range', () => {
  const walk = new Walk(hourBefore, undefined, noon);
  assert.equal(walk.reached, noon);
  walk.take({events: events(10, 20), token: 'page 2'});
  walk.take({events: [], token: undefined});
  assert.equal(walk.isDone, true);
  assert.equal(walk.reached, hourBefore.since);
});

test('after each page everything is read but the oldest second, which may go on in the next page', () => {
  const walk = new Walk(hourBefore, undefined, noon);
  walk.take({events: events(10, 20), token: 'page 2'});
  assert.equal(walk.reached, noon - 19 * second);
  walk.take({events: events(20, 20), token: 'page 3'});
  assert.equal(walk.reached, noon - 19 * second);
  walk.take({events: events(20, 25), token: 'page 4'});
  assert.equal(walk.reached, noon - 24 * second);
});

test('a page that is empty or in disorder takes nothing back', () => {
  const walk = new Walk(hourBefore, undefined, noon);
  walk.take({events: events(25, 20), token: 'page 2'});
  assert.equal(walk.reached, noon - 24 * second);
  walk.take({events: [], token: 'page 3'});
  walk.take({events: events(5), token: 'page 4'});
  assert.equal(walk.reached, noon - 24 * second);
});

test('when AWS no longer knows the token, it goes on from the oldest second seen, read again from its beginning', () => {
  const walk = new Walk(hourBefore, undefined, noon);
  walk.take({events: events(10, 20), token: 'page 2'});
  walk.restart();
  const again = {
    since: hourBefore.since,
    until: noon - 19 * second,
    attribute: undefined,
    token: undefined,
  };
  assert.deepEqual(walk.request, again);
  // Frozen again: a token is good for these bounds only.
  walk.take({events: events(20, 30), token: 'page 2 again'});
  assert.deepEqual(walk.request, {...again, token: 'page 2 again'});
  assert.equal(walk.isDone, false);
});

test('a token that is refused before anything was seen begins the walk again', () => {
  const walk = new Walk(hourBefore, undefined, noon);
  walk.restart();
  assert.deepEqual(walk.request, {...hourBefore, attribute: undefined, token: undefined});
});

test('a time that cannot be read, or lies outside the range, never makes more count as read', () => {
  const walk = new Walk(hourBefore, undefined, noon);
  walk.take({
    events: [fromRecord({eventID: 'a', eventTime: 'yesterday'}), fromRecord({eventID: 'b'})],
    token: 'page 2',
  });
  assert.equal(walk.reached, noon);
  walk.take({events: events(30, 7200), token: 'page 3'});
  assert.equal(walk.reached, noon - 29 * second);
  walk.take({events: events(-600), token: 'page 4'});
  assert.equal(walk.reached, noon - 29 * second);
});

test('whatever the order of pages and refused tokens, nothing that was there is missed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({min: 0, max: 60}), {maxLength: 40}),
      fc.integer({min: 1, max: 8}),
      fc.infiniteStream(fc.integer({min: 0, max: 9})),
      (secondsBefore, pageSize, luck) => {
        const trail = events(...secondsBefore.sort((a, b) => a - b));
        const range = {since: noon - 60 * second, until: noon + second};
        const expected = trail.filter(({time}) => time >= range.since && time < range.until);
        const walk = new Walk(range, undefined, noon);
        const seen = new Set<string>();
        let refusals = 0;
        for (let turn = 0; turn < 500 && !walk.isDone; turn++) {
          const {since, until, token} = walk.request;
          if (token !== undefined && refusals < 20 && luck.next().value === 0) {
            refusals++;
            walk.restart();
            continue;
          }

          const left = trail.filter(({time}) => time >= since && time < until);
          const from = Number(token ?? 0);
          const page = left.slice(from, from + pageSize);
          const isLast = from + pageSize >= left.length;
          walk.take({events: page, token: isLast ? undefined : String(from + pageSize)});
          for (const {id} of page) {
            seen.add(id);
          }

          const claimed = expected.filter(({time}) => time >= walk.reached);
          assert.ok(claimed.every(({id}) => seen.has(id)));
        }

        assert.equal(walk.isDone, true);
        assert.equal(seen.size, expected.length);
      },
    ),
  );
});
