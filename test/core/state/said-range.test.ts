import assert from 'node:assert/strict';
import {test} from 'node:test';
import {resolveRange} from '../../../source/core/state/range.ts';
import {stillSafe} from '../../../source/core/sanitize.ts';
import {hour, minute, utc} from '../../../source/core/time.ts';

const newest = Date.UTC(2026, 6, 12, 13, 40, 7);
const east = {label: stillSafe('EST'), offset: () => 2 * hour};

function said(since: string | undefined, until: string, margin = 0, zone = utc): string {
  const range = resolveRange({kind: 'said', since, until, margin, zone}, newest, undefined);
  return [range.since, range.until]
    .map((time) => new Date(time).toISOString().slice(5, 16))
    .join(' ');
}

test('clock times, and what is ago, count from the newest event of an archive', () => {
  assert.equal(said('12:15', 'now'), '07-12T12:15 07-12T13:41');
  assert.equal(said('12:15', '12:30'), '07-12T12:15 07-12T12:30');
  assert.equal(said('14:00', 'now'), '07-11T14:00 07-12T13:41', 'the last time it was 14:00');
  assert.equal(said('23:50', '0:10'), '07-11T23:50 07-12T00:10', 'the night between them');
  assert.equal(said('2h', '12:00'), '07-12T10:00 07-12T12:00');
  assert.equal(said('2h', '1h'), '07-12T11:40 07-12T12:40', 'both are ago');
  assert.equal(said('2026-07-01', 'now'), '07-01T00:00 07-12T13:41');
  assert.equal(said(undefined, '12:15', hour / 2), '07-12T11:45 07-12T12:45');
  assert.equal(said('14:15', '14:30', 0, east), '07-12T12:15 07-12T12:30', "on the zone's clock");
});

test('a range is never empty, and nothing is asked of a zone where there is no time', () => {
  assert.equal(said('2026-08-01', 'now'), '08-01T00:00 08-01T00:01');
  const range = resolveRange(
    {kind: 'said', since: '12:15', until: 'now', margin: 0, zone: utc},
    -Infinity,
    undefined,
  );
  assert.equal(range.until - range.since, minute);
});
