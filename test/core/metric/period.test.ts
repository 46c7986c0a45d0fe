import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  keptFor,
  leastPeriod,
  periodRefusal,
  readPeriod,
} from '../../../source/core/metric/period.ts';
import {day, hour, minute} from '../../../source/core/time.ts';

test('periods are read as seconds or as durations', () => {
  for (const [typed, period] of [
    ['auto', 'auto'],
    ['AUTO', 'auto'],
    ['60', 60],
    ['5m', 300],
    ['1h', 3600],
    ['1d', 86_400],
    ['10s', 10],
    ['30', 30],
    ['7m', 420],
  ] as const) {
    assert.deepEqual(readPeriod(typed), {ok: true, period});
  }
});

test('what CloudWatch does not take is refused in words', () => {
  for (const [typed, words] of [
    ['90', /multiples of 60/v],
    ['45s', /multiples of 60/v],
    ['2d', /goes up to 1d/v],
    ['0', /is no period/v],
    ['-60', /is no period/v],
    ['often', /is no period/v],
    ['', /is no period/v],
  ] as const) {
    const answer = readPeriod(typed);
    assert.match(answer.ok ? assert.fail(typed) : answer.message, words);
  }
});

test('how long datapoints are kept goes by what they are put together from', () => {
  assert.equal(keptFor(1), 3 * hour);
  assert.equal(keptFor(30), 3 * hour);
  assert.equal(keptFor(60), 15 * day);
  assert.equal(keptFor(420), 15 * day);
  assert.equal(keptFor(300), 63 * day);
  assert.equal(keptFor(900), 63 * day);
  assert.equal(keptFor(3600), 455 * day);
  assert.equal(keptFor(86_400), 455 * day);
});

test('a range has the periods that its age allows, up to the minute', () => {
  assert.equal(periodRefusal(10, 3 * hour), undefined);
  assert.match(
    periodRefusal(10, 4 * hour) ?? '',
    /below a minute are kept for 3h.*begins 4h ago: take 1m/v,
  );
  assert.equal(periodRefusal(60, 15 * day), undefined);
  assert.match(
    periodRefusal(60, 16 * day) ?? '',
    /of 1m are kept for 15d.*begins 16d ago: take 5m or auto/v,
  );
  assert.match(periodRefusal(300, 64 * day) ?? '', /of 5m are kept for 63d.*: take 1h or auto/v);
  assert.match(
    periodRefusal(3600, 456 * day) ?? '',
    /kept for 455d, and this range begins 456d ago$/v,
  );
  assert.equal(periodRefusal('auto', 90 * day), undefined);
  assert.match(periodRefusal('auto', 500 * day) ?? '', /455 days/v);
  assert.deepEqual(
    [hour, 15 * day, 15 * day + 2 * minute, 63 * day, 64 * day, 500 * day].map((age) =>
      leastPeriod(age),
    ),
    [60, 60, 300, 300, 3600, undefined],
  );
});
