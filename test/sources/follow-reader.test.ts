import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {hour, minute} from '../../source/core/time.ts';
import {RequestBudget} from '../../source/sources/budget.ts';
import {followRange, type FollowOptions} from '../../source/sources/follow-reader.ts';
import {createSimulatedClock} from '../support/simulated-clock.ts';
import {noon, tinyRandom} from '../support/tiny-world.ts';
import {awsError, TrailModel} from './trail-model.ts';

/** A follower of the last hour from noon on, and what it has printed so far. */
function following(regions: readonly string[] = ['us-east-1'], more: Partial<FollowOptions> = {}) {
  const clock = createSimulatedClock(noon);
  const stop = new AbortController();
  const trails = new Map(regions.map((region) => [region, new TrailModel(clock)]));
  const printed: string[] = [];
  const problems: string[] = [];
  let isDone = false;
  const begin = () => {
    void (async () => {
      const sources = [...trails].map(([region, lookup]) => ({
        region,
        endpoint: '',
        lookup,
        budget: new RequestBudget(1, clock),
      }));
      for await (const supplied of followRange(sources, {
        range: {since: noon - hour, until: noon + 1000},
        attribute: undefined,
        clock,
        random: tinyRandom(),
        signal: stop.signal,
        refresh: 4000,
        wants: () => true,
        ...more,
      })) {
        if (supplied.kind === 'events') {
          printed.push(...supplied.events.map(({id}) => id));
        } else {
          problems.push(`${supplied.isFailure ? '! ' : ''}${supplied.message}`);
        }
      }

      isDone = true;
    })();
  };

  return {clock, trails, printed, problems, stop, begin, isDone: () => isDone};
}

describe('following the trail', () => {
  test('the range comes oldest first, then every event once as it becomes visible, however late', async () => {
    const {clock, trails, printed, begin, stop, isDone} = following(['us-east-1', 'eu-west-1']);
    const [first, second] = [...trails.values()];
    const before: string[] = [];
    for (let index = 0; index < 90; index++) {
      (index % 2 ? first : second)?.make(`before ${index}`, 3500 - index * 30);
      before.push(`before ${index}`);
    }

    first?.make('too old', 3700);
    begin();
    await clock.runUntil(() => printed.length >= 90, 5 * minute);
    assert.deepEqual(printed, before);

    const random = tinyRandom(7);
    const made: string[] = [];
    for (let index = 0; index < 120; index++) {
      const lateness = random() < 0.9 ? random() * 300 : 300 + random() * 600;
      (index % 2 ? first : second)?.make(`after ${index}`, 0, lateness);
      made.push(`after ${index}`);
      await clock.advance(20_000);
    }

    await clock.runUntil(() => printed.length >= 210, 30 * minute);
    await clock.advance(30 * minute);
    assert.deepEqual(printed.slice(90).sort(), made.sort());
    stop.abort();
    await clock.settle();
    assert.ok(isDone());
    assert.ok(first?.isClosed && second?.isClosed);
    assert.equal(clock.pending, 0);
  });

  test('what happens and becomes visible while the range is still loading is not lost', async () => {
    const {clock, trails, printed, begin, stop} = following();
    const [trail] = [...trails.values()];
    for (let index = 0; index < 3000; index++) {
      trail?.make(`before ${index}`, 20 + index);
    }

    // It happened before the loading began, and AWS returns it in the middle of it.
    trail?.make('late', 90, 120);
    begin();
    await clock.advance(10_000);
    trail?.make('new', 0, 5);
    await clock.runUntil(() => printed.length >= 3002, 5 * minute);
    await clock.advance(30 * minute);
    assert.equal(new Set(printed).size, 3002);
    assert.equal(printed.length, 3002);
    stop.abort();
    await clock.settle();
  });

  test('an attribute is asked for from the first page on', async () => {
    const {clock, trails, printed, begin, stop} = following(['us-east-1'], {
      attribute: {key: 'ReadOnly', value: 'false'},
    });
    const [trail] = [...trails.values()];
    trail?.make('write', 100);
    trail?.make('read', 90, 0, true);
    begin();
    await clock.advance(minute);
    trail?.make('write 2', 0);
    trail?.make('read 2', 0, 0, true);
    await clock.advance(minute);
    assert.deepEqual(printed, ['write', 'write 2']);
    assert.ok(trail?.asked.every(({attribute}) => attribute?.key === 'ReadOnly'));
    stop.abort();
    await clock.settle();
  });

  test('what passes is said once and lived through; nothing is lost or repeated', async () => {
    const {clock, trails, printed, problems, begin, stop} = following();
    const [trail] = [...trails.values()];
    trail?.make('one', 60);
    begin();
    await clock.runUntil(() => printed.length > 0, minute);
    if (trail) {
      trail.failure = () => awsError('InternalFailure');
    }

    trail?.make('two', 0);
    await clock.advance(3 * minute);
    assert.deepEqual(printed, ['one']);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /^us-east-1: .*failed inside.*tried again by itself$/v);
    if (trail) {
      trail.failure = () => undefined;
    }

    await clock.advance(3 * minute);
    assert.deepEqual(printed, ['one', 'two']);
    stop.abort();
    await clock.settle();
  });

  test('trouble at its start is waited for, and keeps no other region waiting', async () => {
    const {clock, trails, printed, problems, begin, stop, isDone} = following([
      'us-east-1',
      'eu-west-1',
    ]);
    const [lost, whole] = [...trails.values()];
    lost?.make('lost 1', 100);
    lost?.make('lost 2', 90);
    whole?.make('whole', 95);
    if (lost) {
      lost.failure = () => Object.assign(new Error('no way'), {code: 'ECONNREFUSED'});
    }

    begin();
    await clock.runUntil(() => printed.length > 0, minute);
    assert.deepEqual(printed, ['whole']);
    await clock.advance(20 * minute);
    assert.ok(problems.length > 0 && problems.length <= 3, problems.join('\n'));
    assert.match(problems[0] ?? '', /^us-east-1: cannot reach .*tried again by itself$/v);
    if (lost) {
      lost.failure = () => undefined;
    }

    lost?.make('lost 3', 600);
    await clock.advance(3 * minute);
    assert.deepEqual(printed, ['whole', 'lost 1', 'lost 2', 'lost 3']);
    assert.equal(isDone(), false);
    stop.abort();
    await clock.settle();
    assert.equal(clock.pending, 0);
  });

  test('where nothing may be read there is nothing to follow', async () => {
    const {clock, trails, problems, begin, isDone} = following(['us-east-1', 'eu-west-1']);
    for (const trail of trails.values()) {
      trail.failure = () => awsError('AccessDeniedException');
    }

    begin();
    await clock.runUntil(isDone, minute);
    assert.deepEqual(
      problems.filter((line) => line.startsWith('! ')).map((line) => line.slice(2, 11)),
      ['us-east-1', 'eu-west-1'],
    );
    assert.equal(clock.pending, 0);
  });

  test('late arrivals are told from what is only new', async () => {
    const late: string[] = [];
    const {clock, trails, printed, begin, stop} = following(['us-east-1'], {
      wants(event, isLate) {
        if (isLate) {
          late.push(event.id);
        }

        return true;
      },
    });
    const [trail] = [...trails.values()];
    begin();
    await clock.advance(minute);
    trail?.make('late', 0, 600);
    await clock.advance(minute);
    trail?.make('punctual', 0, 1);
    await clock.advance(5 * minute);
    trail?.make('newest', 0, 1);
    await clock.advance(15 * minute);
    assert.equal(printed.length, 3);
    assert.deepEqual(late, ['late']);
    stop.abort();
    await clock.settle();
  });
});
