import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Journal, type News} from '../../../source/core/spoken/journal.ts';
import {chartWords} from '../../../source/core/spoken/series.ts';
import {statusWords} from '../../../source/core/spoken/status.ts';
import {eventLine, eventWords} from '../../../source/core/spoken/event.ts';
import {type State} from '../../../source/core/state.ts';
import {minute, second} from '../../../source/core/time.ts';
import {after, ago, arrive, aScreen, aWrite, noon, archiveRead} from '../../support/a-record.ts';

const region = 'us-east-1';
const problem = {title: 'not allowed to look', advice: 'allow cloudtrail:LookupEvents', code: 'x'};

function read(state: State, since = ago(60)): State {
  const coverage = {region, pushed: 'all', since, until: noon, asOf: noon};
  return after(state, {type: 'coverage', coverage});
}

function feed(state: State, parts: object = {settledTo: ago(15)}): State {
  return after(state, {type: 'feed', region, generation: state.generation, ...parts});
}

function ids(state: State, {rows}: News): readonly string[] {
  return rows.map((row) => state.store.field(row, 'id').join(','));
}

/** A state in which nothing changed but the time. */
function later(state: State, ms: number): State {
  return after(state, {type: 'tick', now: state.now + ms});
}

function withSeries(state: State, values: readonly number[], unit = 'Percent'): State {
  const charted = after(state, {
    type: 'instances',
    instances: [],
    suggested: {ids: ['i-1'], why: 'in ALARM'},
  });
  return after(charted, {
    type: 'series',
    now: charted.now,
    generation: charted.generation + charted.chart.generation,
    range: charted.range,
    series: [
      {
        id: 'i-1',
        name: 'web-1',
        metric: 'CPUUtilization',
        statistic: 'Average',
        unit,
        period: 300,
        points: values.map((value, index) => ({time: ago(60 - 5 * index), value})),
        provisionalFrom: Infinity,
      },
    ],
  });
}

test('the range is told oldest first once it has been read, then each new event once', () => {
  const journal = new Journal('oldest first');
  const start = arrive(aScreen({view: 'all'}), [aWrite('b', 10), aWrite('c', 5)], 'load');
  const first = journal.next(start);
  assert.deepEqual(first.rows, [], 'older ones are still being read');
  assert.match(first.before.join('\n'), /us-east-1, .*1h 11:00 to 12:05 UTC: reading, the oldest/v);

  const whole = read(arrive(start, [aWrite('a', 50)], 'load'));
  assert.deepEqual(ids(whole, journal.next(whole)), ['a', 'b', 'c']);
  const more = arrive(whole, [aWrite('d', 0)]);
  assert.deepEqual(ids(more, journal.next(more)), ['d']);
  assert.deepEqual(journal.next(more).rows, []);
});

test('what takes long to read is told as far as it is here, and what comes behind it is announced', () => {
  const journal = new Journal('oldest first');
  const start = arrive(aScreen({view: 'all'}), [aWrite('b', 10), aWrite('c', 5)], 'load');
  journal.next(start);
  const soon = feed(later(start, 40 * second), {
    progress: {pass: 'all', requests: 20, left: 25},
  });
  assert.deepEqual(journal.next(soon).rows, [], 'it will soon be whole');
  const waited = feed(later(soon, 5 * second), {
    progress: {pass: 'all', requests: 25, left: 500},
  });
  assert.deepEqual(ids(waited, journal.next(waited)), ['b', 'c']);
  const older = arrive(waited, [aWrite('a', 50), aWrite('a2', 40)], 'load');
  const news = journal.next(older);
  assert.deepEqual(news.before, ['2 older events, read only now: 11:10 to 11:20']);
  assert.deepEqual(ids(older, news), ['a', 'a2']);
});

test('a range without events says why it is empty, and never that nothing happened', () => {
  const journal = new Journal('oldest first');
  const {after: words} = journal.next(feed(read(aScreen())));
  assert.match(words.join('\n'), /No matching management event .* settled to 11:45 UTC/v);
});

test('what does not work is told once, and again when it works', () => {
  const journal = new Journal('oldest first');
  const lost = feed(aScreen(), {problem});
  assert.deepEqual(journal.next(lost).troubles, [
    'us-east-1: Not allowed to look. Allow cloudtrail:LookupEvents.',
  ]);
  assert.deepEqual(journal.next(later(lost, minute)).troubles, []);
  const mended = journal.next(feed(lost));
  assert.ok(mended.after.includes('everything can be read again' as never));
  const chart = after(lost, {type: 'chartProblem', problem});
  assert.equal(journal.next(chart).troubles.length, 2);
  const noticed = after(chart, {type: 'notice', text: 'no alarm is called that\u001B[2J'});
  assert.deepEqual(journal.next(noticed).troubles, ['no alarm is called that␛[2J']);
});

test('a charted series is told with its extremes, then where it has moved much', () => {
  const journal = new Journal('oldest first');
  const start = withSeries(aScreen(), [10, 12, 11]);
  assert.deepEqual(
    journal.next(start).after.filter((words) => words.includes('CPU')),
    [
      'CPUUtilization Average 5m of web-1 i-1 (in ALARM): 11 % at 11:10, highest 12 % at 11:05, lowest 10 % at 11:00',
    ],
  );
  const calm = withSeries(start, [10, 12, 11, 14]);
  assert.deepEqual(journal.next(calm).after, [], 'three points are no news');
  const risen = withSeries(calm, [10, 12, 11, 14, 97.4]);
  assert.deepEqual(journal.next(risen).after, [
    'CPUUtilization Average 5m of web-1 i-1: 97.4 % at 11:20, before that 11 % at 11:10',
  ]);
  const stays = withSeries(risen, [10, 12, 11, 14, 97.4, 97, 96]);
  assert.deepEqual(journal.next(stays).after, []);
  const long = withSeries(stays, [10, 12, 11, 14, 97.4, 97, 96, 97]);
  assert.match(
    journal.next(long).after.join('\n'),
    /: 97 % at 11:35, before that 97\.4 % at 11:20/v,
  );
});

test('a chart in words says what has no datapoint, too', () => {
  assert.deepEqual(chartWords(withSeries(aScreen(), [])), [
    'CPUUtilization Average 5m of web-1 i-1: no datapoint in this range',
  ]);
  assert.deepEqual(chartWords(aScreen()), []);
});

test('how complete all is, is told when its kind changes and every quarter of an hour', () => {
  const journal = new Journal('oldest first');
  const start = arrive(feed(read(aScreen())), [aWrite('a', 1)]);
  const words = (state: State) => journal.next(state).after.join('\n');
  assert.match(words(start), /settled to 11:45, .*all to 11:00/v);
  const same = feed(later(start, 2 * minute), {settledTo: ago(13)});
  assert.equal(words(same), '', 'only its numbers are other');
  const throttled = feed(later(same, 2 * minute), {settledTo: ago(13), isThrottled: true});
  assert.match(words(throttled), /throttled/v);
  const long = feed(later(throttled, 16 * minute), {settledTo: ago(13), isThrottled: true});
  assert.match(words(long), /throttled/v);
});

test('an archive is told when it has been read whole, newest first or oldest first', () => {
  for (const [order, expected] of [
    ['newest first', ['c', 'b']],
    ['oldest first', ['b', 'c']],
  ] as const) {
    const journal = new Journal(order);
    const start = arrive(
      aScreen({mode: 'archive', choice: {kind: 'all'}, view: 'all'}),
      [aWrite('b', 10), aWrite('c', 5)],
      'load',
    );
    assert.deepEqual(journal.next(start).rows, []);
    const done = after(start, archiveRead);
    const news = journal.next(done);
    assert.deepEqual(ids(done, news), expected);
    assert.ok(news.isOver);
  }
});

test('a range that has ended is over once it is read, the live one never is', () => {
  const fixed = aScreen({choice: {kind: 'fixed', since: ago(60), until: ago(30)}});
  const coverage = {region, pushed: 'all', since: ago(60), until: ago(30), asOf: noon};
  assert.equal(new Journal('oldest first').next(fixed).isOver, false);
  const whole = after(fixed, {type: 'coverage', coverage});
  assert.equal(new Journal('oldest first').next(whole).isOver, true);
  assert.equal(new Journal('oldest first').next(read(aScreen())).isOver, false);
});

test('a line and a sentence of an event show what hides, and say so', () => {
  const state = arrive(aScreen(), [
    aWrite('a', 5, {eventName: 'Run\u202EInstances', errorCode: 'AccessDenied'}),
  ]);
  const [row = -1] = state.list.rows;
  assert.match(
    eventLine(state, row),
    /^2026-11-22T11:55:00Z {2}Run<U\+202E>Instances {2}kim.* {2}! DENIED {2}\(holds characters that hide\)$/v,
  );
  assert.match(
    eventWords(state, row),
    /^11:55:00, Run<U\+202E>Instances, by kim.*, from .*, DENIED, \(holds characters that hide\)$/v,
  );
});

test('the status is words with commas, in ASCII too', () => {
  const state = feed(read(aScreen()));
  assert.match(
    statusWords(state),
    /^trailtop, us-east-1, live, settled to 11:45, all to 11:00, 1h 11:00 to 12:05 UTC$/v,
  );
  assert.match(statusWords({...state, ascii: true}), /^[\u0020-\u007E]*live, settled to 11:45/v);
});
