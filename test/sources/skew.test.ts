import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {createLookup} from '../../source/sources/cloudtrail.ts';
import {skewAfter} from '../../source/sources/skew.ts';
import {keys, startServer} from './loopback.ts';

const noon = Date.UTC(2026, 10, 22, 12);
const never = new AbortController().signal;

/** An answer's Date when AWS's clock shows `now`. */
function dateAt(now: number): string {
  return new Date(now).toUTCString();
}

test('a right clock is never said to be wrong, however slow the answers', () => {
  const millis = (max: number) => fc.integer({min: 0, max});
  fc.assert(
    fc.property(fc.array(fc.tuple(millis(60_000), millis(60_000)), {minLength: 1}), (answers) => {
      let now = noon;
      let skew = 0;
      for (const [until, back] of answers) {
        skew = skewAfter(skew, dateAt(now + until), now, now + until + back);
        now += until + back + 777;
      }

      assert.equal(skew, 0);
    }),
  );
});

test('a wrong clock is known to a second and the time of the fastest answer', () => {
  const ahead = 600_000;
  let skew = 0;
  for (const [index, took] of [9000, 300, 4000].entries()) {
    const sentAt = noon + ahead + index * 10_000;
    skew = skewAfter(skew, dateAt(sentAt - ahead + took / 2), sentAt, sentAt + took);
  }

  assert.ok(Math.abs(skew + ahead) <= 1300, String(skew));
  // The clock has been set: what was known before does not hold any more.
  assert.ok(Math.abs(skewAfter(skew, dateAt(noon), noon, noon + 100)) <= 1000);
});

test('an answer without a readable date says nothing', () => {
  assert.equal(skewAfter(-5000, '', noon, noon), -5000);
  assert.equal(skewAfter(0, 'yesterday', noon, noon), 0);
});

for (const status of [200, 400]) {
  test(`AWS's clock is learnt from the Date of an answer with status ${status}`, async (t) => {
    const url = await startServer(t, (_, response) => {
      response.setHeader('date', dateAt(Date.now() - 600_000));
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.statusCode = status;
      response.end(status === 200 ? '{"Events": []}' : '{"__type": "AccessDeniedException"}');
    });
    const lookup = createLookup({endpointUrl: url, credentials: keys, proxyEnv: {}}, 'us-east-1');
    t.after(() => {
      lookup.close();
    });
    assert.equal(lookup.skew?.(), 0);
    await lookup.page({since: noon, until: noon + 1000}, never).catch(() => undefined);
    const skew = lookup.skew?.() ?? 0;
    assert.ok(skew <= -540_000 && skew >= -660_000, String(skew));
  });
}
