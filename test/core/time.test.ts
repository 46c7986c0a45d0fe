import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {safe} from '../../source/core/sanitize.ts';
import {
  day,
  formatClock,
  formatDate,
  formatDuration,
  formatIso,
  formatMinute,
  formatMonthDay,
  fromWall,
  hour,
  minute,
  parseDuration,
  parseIso,
  parseMoment,
  sameDay,
  second,
  utc,
  type Zone,
} from '../../source/core/time.ts';
import {noon} from '../support/a-record.ts';

/** A zone west of Greenwich whose summer time ends on 2026-11-01 at 06:00Z (01:59 is followed by 01:00). */
const autumn = Date.UTC(2026, 10, 1, 6);
const west: Zone = {
  label: safe('West'),
  offset: (time) => (time < autumn ? -4 : -5) * hour,
};

/** A zone east of Greenwich whose summer time begins on 2026-03-29 at 01:00Z (01:59 is followed by 03:00). */
const spring = Date.UTC(2026, 2, 29, 1);
const east: Zone = {
  label: safe('East'),
  offset: (time) => (time < spring ? 1 : 2) * hour,
};

test('durations are read as they are written on the command line', () => {
  assert.equal(parseDuration('15m'), 15 * minute);
  assert.equal(parseDuration('5h30m'), 5.5 * hour);
  assert.equal(parseDuration('2d'), 2 * day);
  assert.equal(parseDuration('1w'), 7 * day);
  for (const wrong of ['', '0m', '5', 'm', '-5m', '1.5h', '5 m', '5M', '5x', '1h-', '1e3s']) {
    assert.equal(parseDuration(wrong), undefined, wrong);
  }
});

test('a duration that is written can be read again', () => {
  assert.equal(formatDuration(5.5 * hour), '5h30m');
  assert.equal(formatDuration(90 * day), '90d');
  assert.equal(formatDuration(0), '0s');
  assert.equal(formatDuration(-5), '0s');
  fc.assert(
    fc.property(fc.integer({min: 1, max: 10_000_000}), (seconds) => {
      assert.equal(parseDuration(formatDuration(seconds * second)), seconds * second);
    }),
  );
});

test('ISO times are read in their zone, else in the shown one', () => {
  assert.equal(parseIso('2026-11-22T12:00:00Z'), noon);
  assert.equal(parseIso('2026-11-22t12:00z'), noon);
  assert.equal(parseIso('2026-11-22 14:00+02:00'), noon);
  assert.equal(parseIso('2026-11-22T14:00:00.000+0200'), noon);
  assert.equal(parseIso(' 2026-11-22T12:00:00,5Z '), noon + 500);
  assert.equal(parseIso('2026-11-22T12:00:00.123456789Z'), noon + 123);
  assert.equal(parseIso('2026-11-22T07:00', west), noon);
  assert.equal(parseIso('2026-11-22'), noon - 12 * hour);
});

test('what is no time is none, and no other day either', () => {
  for (const wrong of [
    '',
    'yesterday',
    '2026-13-01',
    '2026-02-30',
    '2026-11-31T10:00Z',
    '2026-11-22T25:00',
    '2026-11-22T12:60',
    '2026-11-22T12:00+99:99',
    '2026-11-22Z',
    '26-11-22',
    '12:15',
  ]) {
    assert.ok(Number.isNaN(parseIso(wrong)), wrong);
  }
});

test('a time is written in the shown zone', () => {
  const time = Date.UTC(2026, 10, 22, 2, 15, 7);
  assert.equal(formatClock(time, utc), '02:15:07');
  assert.equal(formatMinute(time, west), '21:15');
  assert.equal(formatDate(time, west), '2026-11-21');
  assert.equal(formatMonthDay(time, west), '11-21');
  assert.equal(formatIso(time), '2026-11-22T02:15:07Z');
  assert.ok(sameDay(time, time + hour, utc));
  assert.ok(!sameDay(time, time + 3 * hour, west));
});

test('a time that is none is written as none, not as a fault', () => {
  for (const time of [Number.NaN, Infinity, -Infinity, 8.64e15, -8.64e15, 1e300]) {
    assert.equal(formatIso(time), '-');
    assert.equal(formatClock(time, utc), '--:--:--');
    assert.equal(formatMinute(time, utc), '--:--');
    assert.equal(formatDate(time, utc), '-'.repeat(10));
  }
});

test('the end behind the last event that can be written is written too', () => {
  const end = Date.UTC(9999, 11, 31) + day;
  assert.equal(formatIso(end - 1), '9999-12-31T23:59:59Z');
  assert.equal(formatIso(end), '9999-12-31T24:00:00Z');
  assert.equal(parseIso(formatIso(end)), end, 'and read again');
  assert.equal(`${formatDate(end, utc)} ${formatClock(end + 999, utc)}`, '9999-12-31 24:00:00');
  assert.equal(formatIso(end + minute), '-');
  // Zones whose own clocks are beyond either end.
  assert.equal(formatDate(end - hour, east), '9999-12-31');
  assert.equal(formatDate(-62_167_219_200_000, west), '0000-01-01');
});

test('a moment may be a time ago, a clock time, an ISO time or now', () => {
  assert.equal(parseMoment('now', noon), noon);
  assert.equal(parseMoment('90m', noon), noon - 90 * minute);
  assert.ok(Number.isNaN(parseMoment('-90m', noon)), 'a negative duration is none');
  assert.equal(parseMoment('90m ago', noon), noon - 90 * minute);
  assert.equal(parseMoment('2026-11-22T12:00Z', 0), noon);
  assert.ok(Number.isNaN(parseMoment('soon', noon)));
});

test('a clock time is its last occurrence', () => {
  assert.equal(parseMoment('11:45', noon), noon - 15 * minute);
  assert.equal(parseMoment('12:00', noon), noon);
  assert.equal(parseMoment('12:00:01', noon), noon - day + second);
  assert.equal(parseMoment('9:05', noon), noon - 175 * minute);
  assert.equal(parseMoment('06:59', noon, west), noon - minute);
  assert.equal(parseMoment('07:01', noon, west), noon - day + minute);
  for (const wrong of ['24:00', '12:60', '12:15:60', '12', '12:5', ':15']) {
    assert.ok(Number.isNaN(parseMoment(wrong, noon)), wrong);
  }
});

test('in the night in which the clock is set back, the last occurrence is the second one once it has been', () => {
  assert.equal(parseMoment('01:30', autumn + 10 * minute, west), autumn - 30 * minute);
  assert.equal(parseMoment('01:30', autumn + 40 * minute, west), autumn + 30 * minute);
  assert.equal(parseMoment('02:30', autumn + 3 * hour, west), autumn + 1.5 * hour);
});

test('in the night in which the clock is set forward, what comes after is found, and what never was is some time', () => {
  assert.equal(parseMoment('03:10', spring + 20 * minute, east), spring + 10 * minute);
  assert.equal(parseMoment('01:50', spring + 20 * minute, east), spring - 10 * minute);
  assert.ok(parseMoment('02:30', spring + hour, east) <= spring + hour);
});

test('every wall-clock time is found again', () => {
  for (const zone of [utc, west, east]) {
    fc.assert(
      fc.property(fc.integer({min: spring - 300 * day, max: autumn + 300 * day}), (time) => {
        const wall = time + zone.offset(time);
        const found = fromWall(wall, zone);
        assert.equal(found + zone.offset(found), wall);
      }),
    );
  }
});

test('the last occurrence of a clock time is past, shows that time, and nothing later does', () => {
  for (const [zone, change] of [
    [utc, noon],
    [west, autumn],
    [east, spring],
  ] as const) {
    fc.assert(
      fc.property(
        fc.integer({min: -3 * 1440, max: 3 * 1440}),
        fc.integer({min: 0, max: 1439}),
        (minutes, clock) => {
          const now = change + minutes * minute;
          const text = formatMinute(clock * minute, utc);
          const expected = Array.from({length: 2 * 1440}, (_, back) => now - back * minute).find(
            (time) => formatMinute(time, zone) === text,
          );
          assert.equal(parseMoment(text, now, zone), expected);
        },
      ),
      {numRuns: 60},
    );
  }
});
