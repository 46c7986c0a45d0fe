import assert from 'node:assert/strict';
import {describe, test, type TestContext} from 'node:test';
import {day, hour, minute, second} from '../../source/core/time.ts';
import {tinyRandom} from '../support/tiny-world.ts';
import {collecting, noon} from './collecting.ts';
import {awsError} from './trail-model.ts';

/** A collector that is stopped with its test. */
function begin(t: TestContext, options: Parameters<typeof collecting>[0] = {}) {
  const all = collecting(options);
  t.after(() => {
    all.collector.stop();
    assert.deepEqual(all.lies, []);
  });
  return all;
}

describe('somebody opens the last hour', () => {
  test('and sees all its writes before anything else is asked', async (t) => {
    const {trail, collector, clock, wanted, has, isRead} = begin(t);
    for (let index = 0; index < 1200; index++) {
      trail.make(`call ${index}`, 1 + 2 * index, 0, index % 10 !== 0);
    }

    collector.want(wanted());
    await clock.runUntil(
      () => isRead({since: noon - hour, until: noon}, ['ReadOnly=false']),
      60_000,
    );
    assert.ok(trail.asked.every(({attribute}) => attribute?.value === 'false'));
    assert.ok(trail.made.every(({id, isRead: isReading}) => isReading || has(id)));
    assert.ok(trail.asked.length <= 4, `${trail.asked.length} pages for 120 writes`);

    await clock.runUntil(() => isRead({since: noon - hour, until: noon}, ['all']), 5 * minute);
    assert.ok(trail.made.every(({id}) => has(id)));
  });

  test('and is told after each page how far back it is read', async (t) => {
    const {trail, collector, clock, wanted, coverage, feeds, actions} = begin(t);
    for (let index = 0; index < 160; index++) {
      trail.make(`write ${index}`, 20 + 20 * index);
    }

    collector.want(wanted());
    const backTo: number[] = [];
    for (let page = 1; page <= 4; page++) {
      await clock.runUntil(
        () => actions.filter(({action}) => action.type === 'coverage').length >= page,
        10_000,
      );
      backTo.push(Math.min(...coverage().map(({since}) => since)));
    }

    assert.deepEqual(backTo, [
      noon - 50 * 20 * second + second,
      noon - 100 * 20 * second + second,
      noon - 150 * 20 * second + second,
      noon - hour,
    ]);
    assert.deepEqual(feeds()[0]?.progress, {pass: 'writes', requests: 0});
  });

  test('and is told what is loading until all is loaded, and how far it is settled', async (t) => {
    const {trail, collector, clock, wanted, lastFeed, isRead} = begin(t);
    trail.make('a', 1800);
    collector.want(wanted());
    await clock.runUntil(() => isRead({since: noon - hour, until: noon}, ['all']), minute);
    await clock.runUntil(() => lastFeed()?.settledTo !== undefined, minute);
    assert.equal(lastFeed()?.progress, undefined);
    assert.equal(lastFeed()?.problem, undefined);
    const settledTo = lastFeed()?.settledTo ?? Number.NaN;
    assert.ok(settledTo >= noon - 17 * minute && settledTo <= clock.now() - 15 * minute);
  });

  test('in a quiet account, and few calls are made', async (t) => {
    const {trail, collector, clock, wanted, isRead} = begin(t);
    for (let index = 0; index < 200; index++) {
      trail.make(`call ${index}`, 5 * index);
    }

    collector.want(wanted());
    await clock.runUntil(() => isRead({since: noon - hour, until: noon}, ['all']), minute);
    const before = trail.asked.length;
    await clock.advance(10 * minute);
    const aMinute = (trail.asked.length - before) / 10;
    assert.ok(aMinute <= 20, `${aMinute} calls a minute`);
    assert.ok(aMinute >= 12, `${aMinute} calls a minute`);
  });
});

describe('somebody watches the present', () => {
  test('and sees a call a few seconds after AWS shows it', async (t) => {
    const {trail, collector, clock, wanted, has} = begin(t);
    collector.want(wanted());
    await clock.advance(30_000);
    trail.make('now', 0);
    await clock.runUntil(() => has('now'), 7000);
  });

  test('and sees a burst of 140 calls at once, not only its newest page', async (t) => {
    const {trail, collector, clock, wanted, has} = begin(t);
    collector.want(wanted());
    await clock.advance(10_000);
    for (let index = 0; index < 140; index++) {
      trail.make(`burst ${index}`, 0);
    }

    await clock.runUntil(() => trail.made.every(({id}) => has(id)), 10_000);
  });

  test('and each look costs one page where nothing is new', async (t) => {
    const {trail, collector, clock, wanted, isRead} = begin(t);
    for (let index = 0; index < 120; index++) {
      trail.make(`call ${index}`, 2 * index);
    }

    collector.want(wanted());
    await clock.runUntil(() => isRead({since: noon - hour, until: noon}, ['all']), minute);
    await clock.advance(8000);
    const before = trail.asked.length;
    await clock.advance(20_000);
    const looks = trail.asked.slice(before);
    assert.ok(looks.length >= 3 && looks.length <= 5, `${looks.length} looks`);
    assert.ok(looks.every(({token}) => token === undefined));
  });

  test('and the recent past is read again until nothing can arrive in it any more', async (t) => {
    const {trail, collector, clock, wanted, has} = begin(t);
    for (let index = 0; index < 150; index++) {
      trail.make(`call ${index}`, 8 * index);
    }

    collector.want(wanted());
    await clock.advance(2 * minute);
    const ages = [15, 100, 300, 600, 850];
    for (const age of ages) {
      // Made long ago, and AWS shows it only now.
      trail.make(`late ${age}`, age, age);
    }

    await clock.runUntil(() => ages.every((age) => has(`late ${age}`)), 17 * minute);
  });

  for (const {name, failing} of [
    {name: 'and misses nothing of what arrives late and out of order', failing: 0},
    {name: 'and misses nothing while a fifth of the requests fail', failing: 0.2},
  ]) {
    test(name, async (t) => {
      const {trail, collector, clock, wanted, has, store, seenAt} = begin(t);
      const random = tinyRandom(7);
      trail.failure = () => (random() < failing ? awsError('InternalFailure') : undefined);
      collector.want(wanted());
      for (let index = 0; index < 30; index++) {
        for (let call = 0; call < 30; call++) {
          const secondsAgo = Math.floor(random() * 60);
          // AWS shows it at some time from now on, at most 15 minutes after it was made.
          const lateness = Math.max(secondsAgo, Math.floor(random() * 900));
          trail.make(`${index} ${call}`, secondsAgo, lateness);
        }

        await clock.advance(minute);
      }

      await clock.advance(17 * minute);
      assert.deepEqual(
        trail.made.filter(({id}) => !has(id)).map(({id}) => id),
        [],
      );
      assert.equal(store.count, 900);
      // Calls that AWS showed while the program was there.
      const delays = trail.made
        .map(({id, visibleAt}) => (seenAt(id) ?? Infinity) - Math.max(visibleAt, noon + minute))
        .sort((a, b) => a - b);
      assert.ok((delays[450] ?? Infinity) <= 60_000);
      assert.ok((delays.at(-1) ?? Infinity) <= 4 * minute, `${delays.at(-1)}`);
    });
  }
});

describe('somebody asks for another range', () => {
  test('and what is in flight is cancelled, and the new range is asked at once', async (t) => {
    const {trail, collector, clock, wanted} = begin(t);
    trail.latency = 10_000;
    collector.want(wanted());
    await clock.runUntil(() => trail.asked.length === 1, 1000);
    const range = {since: noon - 6 * hour, until: noon - 5 * hour};
    collector.want(wanted({range, generation: 2}));
    assert.equal(trail.asked[0]?.signal.aborted, true);
    await clock.runUntil(() => trail.asked.length === 2, 1500);
    const {since, until, signal} = trail.asked[1] ?? assert.fail();
    assert.deepEqual({since, until}, range);
    assert.equal(signal.aborted, false);
  });

  test('and an answer that comes all the same is kept, and a late failure says nothing', async (t) => {
    const {trail, collector, clock, wanted, feeds, has} = begin(t);
    trail.isDeaf = true;
    trail.latency = 5000;
    trail.make('seen anyway', 60);
    collector.want(wanted());
    await clock.runUntil(() => trail.asked.length === 1, 1000);
    collector.want(
      wanted({range: {since: noon - 6 * hour, until: noon - 5 * hour}, generation: 2}),
    );
    await clock.runUntil(() => has('seen anyway'), 6000);

    await clock.runUntil(() => trail.asked.length === 2, 6000);
    const old = trail.asked[1]?.signal;
    trail.failure = () => (old?.aborted ? awsError('ThrottlingException') : undefined);
    collector.want(wanted({generation: 3}));
    await clock.advance(5500);
    trail.failure = () => undefined;
    await clock.advance(20_000);
    assert.ok(feeds().every(({problem}) => problem === undefined));
    const [first, last] = [feeds()[0], feeds().at(-1)];
    assert.deepEqual([first?.generation, last?.generation], [1, 3]);
  });

  test('yesterday, and it is loaded while the present goes on', async (t) => {
    const {trail, collector, clock, wanted, has, isRead} = begin(t);
    const range = {since: noon - day - hour, until: noon - day};
    for (let index = 0; index < 100; index++) {
      trail.make(`yesterday ${index}`, 86_400 + 30 + 30 * index);
    }

    collector.want(wanted({range}));
    await clock.runUntil(() => isRead(range, ['all']), minute);
    trail.make('today', 0);
    await clock.runUntil(() => has('today'), 10_000);
    assert.equal(has('yesterday 99'), true);
  });

  for (const {name, range} of [
    {
      name: 'older than the 90 days that AWS keeps, and nothing is asked for it in vain',
      range: {since: noon - 120 * day, until: noon - 119 * day},
    },
    {
      name: 'that has not begun, and nothing is asked for it in vain',
      range: {since: noon + day, until: noon + 2 * day},
    },
  ]) {
    test(name, async (t) => {
      const {trail, collector, clock, wanted} = begin(t);
      collector.want(wanted({range}));
      await clock.advance(10 * minute);
      assert.ok(trail.asked.every(({attribute}) => attribute === undefined));
      assert.ok(trail.asked.every(({since, until}) => since < until));
      assert.ok(trail.asked.length < 200, `${trail.asked.length} calls`);
    });
  }

  test('that begins before the 90 days, and only what AWS keeps is asked', async (t) => {
    const {trail, collector, clock, wanted} = begin(t);
    collector.want(wanted({range: {since: noon - 120 * day, until: noon - 80 * day}}));
    await clock.runUntil(() => trail.asked.length === 1, 1000);
    assert.equal(trail.asked[0]?.since, noon - 90 * day);
  });

  test('of the past, which is not watched, and all falls silent once it is read', async (t) => {
    const {trail, collector, clock, wanted} = begin(t);
    trail.make('a', 3000);
    collector.want(wanted({range: {since: noon - hour, until: noon - 10 * minute}, isLive: false}));
    await clock.advance(10_000);
    assert.equal(trail.asked.length, 2);
    await clock.advance(10 * minute);
    assert.equal(trail.asked.length, 2);
  });
});

describe('when AWS fails', () => {
  test('it is tried again after longer and longer pauses, never longer than a minute, and the screen says why', async (t) => {
    const {trail, collector, clock, wanted, lastFeed} = begin(t);
    trail.failure = () => awsError('InternalFailure');
    collector.want(wanted());
    await clock.advance(10 * minute);
    const gaps = trail.asked.map(({at}, index) => at - (trail.asked[index - 1]?.at ?? at)).slice(1);
    const [first = 0] = gaps;
    assert.ok(first >= 500 && first <= 1300, `${first}`);
    assert.ok(gaps.every((gap) => gap <= 61_000));
    assert.ok(
      gaps.slice(6).every((gap) => gap >= 30_000),
      gaps.join(' '),
    );
    assert.equal(lastFeed()?.problem?.code, 'InternalFailure');
    assert.match(lastFeed()?.problem?.title ?? '', /^AWS in us-east-1 failed inside/v);
  });

  test('two that were refused together do not come back together', async (t) => {
    const times = await Promise.all(
      [1, 2].map(async (seed) => {
        const {trail, collector, clock, wanted} = begin(t, {random: tinyRandom(seed * 1000)});
        trail.failure = () => awsError('InternalFailure');
        collector.want(wanted());
        await clock.advance(minute);
        return trail.asked.map(({at}) => at).slice(1, 5);
      }),
    );
    assert.notDeepEqual(times[0], times[1]);
  });

  test('what is loaded stays, the problem goes with the first answer, and nothing is missed', async (t) => {
    const {trail, collector, clock, wanted, lastFeed, has, isRead} = begin(t);
    for (let index = 0; index < 120; index++) {
      trail.make(`write ${index}`, 25 + 25 * index);
    }

    collector.want(wanted());
    await clock.runUntil(() => has('write 0'), 3000);
    trail.failure = () => awsError('AccessDeniedException');
    await clock.runUntil(() => lastFeed()?.problem !== undefined, 5000);
    assert.equal(lastFeed()?.problem?.action, 'cloudtrail:LookupEvents');
    assert.match(lastFeed()?.problem?.title ?? '', /events of us-east-1 cannot be read/v);
    await clock.advance(2 * minute);
    assert.equal(has('write 0'), true);
    assert.notEqual(lastFeed()?.problem, undefined);

    trail.failure = () => undefined;
    await clock.runUntil(() => lastFeed()?.problem === undefined, minute);
    await clock.runUntil(() => isRead({since: noon - hour, until: noon}, ['all']), minute);
    assert.ok(trail.made.every(({id}) => has(id)));
  });

  test('other news from the screen do not shorten the pause; a refresh by hand ends it', async (t) => {
    const {trail, collector, clock, wanted} = begin(t);
    trail.failure = () => awsError('InternalFailure');
    collector.want(wanted());
    await clock.advance(5 * minute);
    const before = trail.asked.length;
    await clock.runUntil(() => trail.asked.length > before, 61_000);
    await clock.advance(1000);
    const asked = trail.asked.length;
    for (let index = 0; index < 10; index++) {
      collector.want(wanted());
      await clock.advance(1000);
    }

    assert.equal(trail.asked.length, asked);
    collector.want(wanted({refreshes: 1}));
    await clock.advance(1200);
    assert.ok(trail.asked.length > asked);
  });

  test('with credentials that have expired, they are found again before the next request', async (t) => {
    const {trail, collector, clock, wanted, lastFeed, has} = begin(t);
    trail.make('a', 60);
    trail.failure = () => (trail.renewals === 0 ? awsError('ExpiredTokenException') : undefined);
    collector.want(wanted());
    await clock.runUntil(() => lastFeed()?.problem !== undefined, 1000);
    assert.match(lastFeed()?.problem?.title ?? '', /expired/v);
    await clock.runUntil(() => has('a'), 5000);
    assert.equal(trail.renewals, 1);
    assert.equal(trail.asked.length, 2);
    assert.equal(lastFeed()?.problem, undefined);
  });

  test('with no credentials to be found, it goes on trying until somebody signs in', async (t) => {
    const {trail, collector, clock, wanted, lastFeed, has} = begin(t);
    trail.make('a', 60);
    trail.renewFailure = awsError('CredentialsProviderError', 'Could not load credentials');
    trail.failure = () => trail.renewFailure;
    collector.want(wanted());
    await clock.advance(5 * minute);
    assert.ok(trail.renewals > 3);
    assert.match(lastFeed()?.problem?.title ?? '', /no usable credentials/v);
    trail.renewFailure = undefined;
    await clock.runUntil(() => has('a'), 61_000);
  });

  test('with a throttle, requests become half as many', async (t) => {
    const {trail, collector, clock, wanted, budget, lastFeed} = begin(t);
    for (let index = 0; index < 1000; index++) {
      trail.make(`write ${index}`, 3 * index);
    }

    collector.want(wanted());
    await clock.advance(3000);
    let refusals = 0;
    trail.failure = () => (++refusals === 1 ? awsError('ThrottlingException') : undefined);
    await clock.runUntil(() => budget.isThrottled, 3000);
    assert.equal(lastFeed()?.problem?.code, 'ThrottlingException');
    const before = trail.asked.length;
    await clock.advance(20_000);
    const asked = trail.asked.length - before;
    assert.ok(asked >= 9 && asked <= 10, `${asked} in 20 s`);
    await clock.advance(12_000);
    const recovered = trail.asked.length;
    await clock.advance(5000);
    assert.equal(trail.asked.length - recovered, 5);
  });

  test('by forgetting where a page ended, the walk goes on from the oldest second seen, and nothing is said', async (t) => {
    const {trail, collector, clock, wanted, has, feeds, isRead} = begin(t);
    for (let index = 0; index < 300; index++) {
      trail.make(`write ${index}`, 1 + Math.floor(index / 7));
    }

    let asked = 0;
    trail.failure = ({token}) =>
      token !== undefined && ++asked % 2 === 0 ? awsError('InvalidNextTokenException') : undefined;
    collector.want(wanted());
    await clock.runUntil(
      () => isRead({since: noon - hour, until: noon}, ['ReadOnly=false']),
      minute,
    );
    assert.ok(trail.made.every(({id}) => has(id)));
    assert.ok(feeds().every(({problem}) => problem === undefined));
  });
});

describe('the program ends', () => {
  const states = [
    {name: 'while it waits for an answer', latency: 60_000, after: 5000},
    {name: 'while it waits for its turn', latency: 0, after: 300},
    {name: 'while there is nothing to do', latency: 10, after: 27_000},
    {name: 'before it has begun', latency: 10, after: 0},
  ];
  for (const {name, latency, after} of states) {
    test(`${name}, and no timer, request or socket stays`, async () => {
      const {trail, collector, clock, wanted, actions} = collecting();
      for (let index = 0; index < 200; index++) {
        trail.make(`write ${index}`, 10 * index);
      }

      trail.latency = latency;
      collector.want(wanted());
      await clock.advance(after);
      collector.stop();
      await clock.settle();
      assert.equal(clock.pending, 0);
      assert.equal(trail.isClosed, true);
      const [said, asked] = [actions.length, trail.asked.length];
      collector.want(wanted({generation: 9}));
      await clock.advance(10 * minute);
      assert.equal(actions.length, said);
      assert.equal(trail.asked.length, asked);
    });
  }

  test('while it waits after a failure', async () => {
    const {trail, collector, clock, wanted} = collecting();
    trail.failure = () => awsError('ExpiredToken');
    collector.want(wanted());
    await clock.advance(2 * minute);
    collector.stop();
    await clock.settle();
    assert.equal(clock.pending, 0);
    const {renewals} = trail;
    await clock.advance(10 * minute);
    assert.equal(trail.renewals, renewals);
  });
});

test('while ninety days of writes load, a new call still shows within seconds', async (t) => {
  const {trail, collector, clock, wanted, has} = begin(t);
  for (let index = 0; index < 3000; index++) {
    trail.make(`write ${index}`, 60 * index);
  }

  collector.want(wanted());
  await clock.advance(minute);
  collector.want(
    wanted({range: {since: noon - 90 * 24 * hour, until: noon + hour}, generation: 2}),
  );
  await clock.advance(10_000);
  trail.make('news', 0);
  await clock.runUntil(() => has('news'), 30_000);
});

test('what the first reading of the present covers is not read again', async (t) => {
  const {trail, collector, clock, wanted, isRead} = begin(t);
  for (let index = 0; index < 200; index++) {
    trail.make(`read ${index}`, 5 * index);
  }

  collector.want(wanted({range: {since: noon - 15 * minute, until: noon + minute}}));
  await clock.runUntil(() => isRead({since: noon - 15 * minute, until: noon}, ['all']), minute);
  await clock.advance(4000);
  const whole = trail.asked.filter(({attribute}) => attribute === undefined);
  // 200 events of the present are four pages, and a look at the newest end.
  assert.ok(whole.length <= 6, `${whole.length} pages`);
});
