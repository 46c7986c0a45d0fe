import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {liveEnd, pan, presetSpans, resolveRange, zoom} from '../../../source/core/state/range.ts';
import {parseRange} from '../../../source/core/state/range-text.ts';
import {day, hour, minute, second, utc, type TimeRange} from '../../../source/core/time.ts';
import {ago, noon} from '../../support/a-record.ts';

const anySpan = fc
  .integer({min: minute, max: 90 * day})
  .map((span) => Math.ceil(span / 1000) * 1000);
const anyNow = fc.integer({min: 0, max: 4e12});

test('a live hour ends at the next five minutes and stands still until they are reached', () => {
  assert.equal(liveEnd(noon, hour), noon + 5 * minute);
  assert.equal(liveEnd(noon + 5 * minute - 1, hour), noon + 5 * minute);
  assert.equal(liveEnd(noon + 5 * minute, hour), noon + 10 * minute);
});

test('a live range always holds all that was asked for before now, and never more than a twelfth of the future', () => {
  fc.assert(
    fc.property(anyNow, anySpan, (now, span) => {
      const {since, until} = resolveRange({kind: 'live', span}, now, undefined);
      assert.ok(until > now);
      assert.ok(until - now <= Math.max(second, span / 12) + 1);
      assert.ok(since <= now - span, 'the whole span lies before now');
      assert.ok(until - since <= span + Math.max(second, span / 12) + 1);
      assert.ok(Number.isSafeInteger(until));
    }),
  );
});

test('an archive shows everything in it, and the last hour while nothing is read', () => {
  assert.deepEqual(resolveRange({kind: 'all'}, noon, {since: 1, until: 2}), {since: 1, until: 2});
  assert.deepEqual(resolveRange({kind: 'all'}, noon, undefined), {
    since: ago(55),
    until: noon + 5 * minute,
  });
});

test('the digits are 15 minutes to 90 days', () => {
  assert.deepEqual(
    presetSpans.map((span) => span / minute),
    [15, 60, 180, 360, 720, 1440, 10_080, 43_200, 129_600],
  );
});

test('panning moves by half a screen; into the future it leads back to now', () => {
  const range = {since: ago(60), until: noon};
  assert.deepEqual(pan(range, -1, noon), {kind: 'fixed', since: ago(90), until: ago(30)});
  assert.deepEqual(pan({since: ago(90), until: ago(30)}, 1, noon), {kind: 'fixed', ...range});
  assert.deepEqual(pan(range, 1, noon), {kind: 'live', span: hour});
});

test('zooming keeps the moment under the cursor where it is on the screen', () => {
  assert.deepEqual(zoom({since: ago(60), until: noon}, 'in', ago(15), false), {
    kind: 'fixed',
    since: ago(37.5),
    until: ago(7.5),
  });
  assert.deepEqual(zoom({since: ago(60), until: noon}, 'out', ago(30), true), {
    kind: 'live',
    span: 2 * hour,
  });
});

test('zooming in never shows more and zooming out never shows less, and what is shown stays on the screen', () => {
  fc.assert(
    fc.property(
      fc.integer({min: 0, max: 3e12}),
      fc.integer({min: 1000, max: 1000 * day}),
      fc.integer({min: -5 * day, max: 1000 * day}),
      fc.constantFrom('in' as const, 'out' as const),
      (since, span, offset, direction) => {
        const before: TimeRange = {since, until: since + span};
        const choice = zoom(before, direction, since + offset, false);
        assert.equal(choice.kind, 'fixed');
        const range = resolveRange(choice, 0, undefined);
        const length = range.until - range.since;
        assert.ok(direction === 'in' ? length <= span + 1 : length >= span - 1, `${length}`);
        assert.ok(range.since <= before.until && range.until >= before.since);
      },
    ),
  );
});

test('a person types a range as they would say it', () => {
  const asked = (text: string) => {
    const answer = parseRange(text, {now: noon, zone: utc, isArchive: false});
    assert.ok(answer.ok, answer.ok ? '' : answer.message);
    return answer.choice;
  };

  assert.deepEqual(asked('2h'), {kind: 'live', span: 2 * hour});
  assert.deepEqual(asked(' 11:30 '), {kind: 'fixed', since: ago(60), until: noon});
  assert.deepEqual(asked('11:00 to 11:30'), {kind: 'fixed', since: ago(60), until: ago(30)});
  assert.deepEqual(asked('11:00..11:30'), {kind: 'fixed', since: ago(60), until: ago(30)});
  assert.deepEqual(asked('11:00 – 11:30'), {kind: 'fixed', since: ago(60), until: ago(30)});
  assert.deepEqual(asked('2h to 1h'), {kind: 'fixed', since: ago(120), until: ago(60)});
  assert.deepEqual(asked('2026-11-22T11:00 to now'), {kind: 'fixed', since: ago(60), until: noon});
});

test('23:50 to 0:10 is the night between them', () => {
  assert.deepEqual(parseRange('23:50 to 0:10', {now: noon, zone: utc, isArchive: false}), {
    ok: true,
    choice: {kind: 'fixed', since: ago(12 * 60 + 10), until: ago(12 * 60 - 10)},
  });
});

test('a range that is none is told why', () => {
  const refused = (text: string) => {
    const answer = parseRange(text, {now: noon, zone: utc, isArchive: false});
    return answer.ok ? '' : answer.message;
  };

  assert.match(refused(''), /^write 2h/v);
  assert.match(refused('soon'), /"soon" is no time/v);
  assert.match(refused('11:00 to soon'), /"soon" is no time/v);
  assert.match(refused('soon to 11:00'), /"soon" is no time/v);
  assert.match(refused('1h to 2h'), /ends before it begins/v);
  assert.match(refused('91d'), /90 days/v);
  assert.match(refused('1 to 2 to 3'), /^write 2h/v);
});
