import assert from 'node:assert/strict';
import {describe, test, type TestContext} from 'node:test';
import {type FaultKind} from '../../source/demo/faults.ts';
import {hour, minute, second} from '../../source/core/time.ts';
import {type AwsSettings} from '../../source/sources/aws-settings.ts';
import {RequestBudget} from '../../source/sources/budget.ts';
import {type Clock} from '../../source/sources/clock.ts';
import {createLookup} from '../../source/sources/cloudtrail.ts';
import {lookupRange, readRange} from '../../source/sources/range-reader.ts';
import {type ReadOptions, type RegionSource} from '../../source/sources/region-reader.ts';
import {neutraliseThisProcess} from '../support/neutral-environment.ts';
import {createSimulatedClock} from '../support/simulated-clock.ts';
import {noon, tinyEvent, tinyRandom} from '../support/tiny-world.ts';
import {fastClock, startLoopback, until} from './loopback.ts';
import {gather} from './supplies.ts';
import {awsError, TrailModel} from './trail-model.ts';

neutraliseThisProcess();

const range = {since: noon - hour, until: noon};

function regionOf(
  t: TestContext,
  region: string,
  settings: AwsSettings,
  clock: Clock,
): RegionSource {
  const lookup = createLookup(settings, region);
  t.after(() => {
    lookup.close();
  });
  return {region, endpoint: '', lookup, budget: new RequestBudget(1, clock)};
}

function reading(clock: Clock, more: Partial<ReadOptions> = {}): ReadOptions {
  return {
    range,
    attribute: undefined,
    clock,
    random: tinyRandom(),
    signal: new AbortController().signal,
    ...more,
  };
}

/** 130 events, two in every second but for twenty that share one. */
const many = Array.from({length: 130}, (_, index) =>
  tinyEvent({
    id: `event ${String(index).padStart(3, '0')}`,
    time: noon - minute - (index < 110 ? Math.floor(index / 2) : 100) * second,
    readOnly: index % 10 !== 0,
  }),
);

describe('a range of the live trail over loopback', () => {
  test('comes whole, newest first, ties by eventID, over all its pages', async (t) => {
    const {settings, clock, endpoint} = await startLoopback(t, {events: many});
    const source = regionOf(t, 'us-east-1', settings, clock);
    const {ids, problems} = await gather(readRange([source], reading(clock)));
    assert.deepEqual(problems, []);
    assert.deepEqual(
      ids,
      many.map(({record}) => record['eventID']),
    );
    assert.ok(endpoint.requests.every(({outcome}) => outcome === 'ok'));
    assert.equal(endpoint.requests.length, 3);
  });

  test('what AWS can select by is asked of AWS', async (t) => {
    const {settings, clock, endpoint} = await startLoopback(t, {events: many});
    const source = regionOf(t, 'us-east-1', settings, clock);
    const attribute = {key: 'ReadOnly', value: 'false'};
    const {ids} = await gather(readRange([source], reading(clock, {attribute})));
    assert.equal(ids.length, 13);
    assert.equal(endpoint.requests.length, 1);
  });

  test('of several regions it is one list, newest first, and an event of two is printed once', async (t) => {
    const regions = ['us-east-1', 'eu-west-1', 'eu-north-1'];
    const events = Array.from({length: 240}, (_, index) =>
      tinyEvent({
        id: `event ${String(index).padStart(3, '0')}`,
        time: noon - minute - index * second,
        // The last region is silent for long, then has a page of its own.
        region: index > 180 ? 'eu-north-1' : (regions[index % 2] ?? ''),
      }),
    );
    const twice = tinyEvent({id: 'twice', time: noon - 2 * hour + 1});
    const double = [
      {...twice, time: noon - 30 * second, region: 'us-east-1'},
      {...twice, time: noon - 30 * second, region: 'eu-west-1'},
    ];
    const {settings, clock} = await startLoopback(t, {regions, events: [...events, ...double]});
    const sources = regions.map((region) => regionOf(t, region, settings, clock));
    const {ids, problems} = await gather(readRange(sources, reading(clock)));
    assert.deepEqual(problems, []);
    assert.equal(ids.filter((id) => id === 'twice').length, 1);
    assert.deepEqual(
      ids.filter((id) => id !== 'twice'),
      events.map(({record}) => record['eventID']),
    );
  });

  test('a third of the requests fails in every way, and still all comes, once', async (t) => {
    for (const kind of ['throttling', 'server-error', 'dropped', 'html', 'empty'] as const) {
      const {settings, clock, endpoint} = await startLoopback(t, {events: many}, fastClock(200));
      endpoint.faults.set('LookupEvents', {kind, share: 0.33});
      const source = regionOf(t, 'us-east-1', settings, clock);
      const {ids, failures} = await gather(readRange([source], reading(clock)));
      assert.equal(failures, 0, kind);
      assert.deepEqual(
        ids,
        many.map(({record}) => record['eventID']),
        kind,
      );
    }
  });

  test('what does not pass is said in one sentence, and the other regions go on', async (t) => {
    const faults: ReadonlyArray<readonly [FaultKind, RegExp]> = [
      ['access-denied', /^us-east-1: not allowed to call cloudtrail:LookupEvents, .*; allow /v],
      ['expired-token', /^us-east-1: the credentials have expired; sign in again/v],
      ['server-error', /^us-east-1: .* failed inside \(HTTP 503\)$/v],
      ['html', /^us-east-1: .* is no AWS answer/v],
    ];
    for (const [kind, sentence] of faults) {
      const broken = await startLoopback(t, {events: many}, fastClock(500));
      broken.endpoint.faults.set('LookupEvents', {kind});
      const whole = await startLoopback(
        t,
        {events: [tinyEvent({id: 'there', region: 'eu-west-1', time: noon - minute})]},
        broken.clock,
      );
      const {ids, problems, failures} = await gather(
        readRange(
          [
            regionOf(t, 'us-east-1', broken.settings, broken.clock),
            regionOf(t, 'eu-west-1', whole.settings, broken.clock),
          ],
          reading(broken.clock),
        ),
      );
      assert.deepEqual(ids, ['there'], kind);
      assert.equal(failures, 1);
      assert.match(problems.join('\n'), sentence);
      assert.doesNotMatch(problems.join('\n'), /by itself|\n/v);
    }
  });

  test('an expired token is renewed in place', async (t) => {
    const {settings, clock, endpoint} = await startLoopback(t, {events: many}, fastClock(200));
    endpoint.faults.set('LookupEvents', {kind: 'expired-token'});
    let renewals = 0;
    const source = regionOf(
      t,
      'us-east-1',
      {
        ...settings,
        async credentials(options) {
          if (options?.forceRefresh) {
            renewals++;
            endpoint.faults.set('LookupEvents', undefined);
          }

          return {accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret'};
        },
      },
      clock,
    );
    const {ids, failures} = await gather(readRange([source], reading(clock)));
    assert.equal(ids.length, many.length);
    assert.equal(failures, 0);
    assert.equal(renewals, 1);
  });

  test('an abort ends it without a word', async (t) => {
    const {settings, clock, endpoint} = await startLoopback(t, {events: many});
    endpoint.faults.set('LookupEvents', {kind: 'latency', ms: 60_000});
    const stop = new AbortController();
    const source = regionOf(t, 'us-east-1', settings, clock);
    const gathered = gather(readRange([source], reading(clock, {signal: stop.signal})));
    stop.abort();
    assert.deepEqual(await gathered, {ids: [], problems: [], failures: 0});
    await until(() => endpoint.requests.length === 0);
  });
});

describe('a range on a simulated clock', () => {
  function model() {
    const clock = createSimulatedClock(noon);
    const trail = new TrailModel(clock);
    const budget = new RequestBudget(1, clock);
    const source = {region: 'us-east-1', endpoint: '', lookup: trail, budget};
    for (let index = 0; index < 120; index++) {
      trail.make(`event ${index}`, 60 + index);
    }

    return {clock, trail, source};
  }

  test('events of one second are ordered by eventID, also where a page ends between them', async () => {
    const {clock, trail, source} = model();
    const crowd = Array.from({length: 70}, (_, index) => `crowd ${String(index).padStart(2, '0')}`);
    for (const id of crowd) {
      trail.make(id, 30);
    }

    let isDone = false;
    const gathered = gather(readRange([source], reading(clock))).finally(() => {
      isDone = true;
    });
    await clock.runUntil(() => isDone, 5 * minute);
    const {ids} = await gathered;
    assert.deepEqual(ids.slice(0, 70), crowd);
    assert.equal(ids.length, 190);
  });

  test('being throttled is waited out however long, and said once', async () => {
    const {clock, trail, source} = model();
    trail.failure = () =>
      clock.now() < noon + 10 * minute ? awsError('ThrottlingException') : undefined;
    let isDone = false;
    const gathered = gather(readRange([source], reading(clock))).finally(() => {
      isDone = true;
    });
    await clock.runUntil(() => isDone, 20 * minute);
    const {ids, problems, failures} = await gathered;
    assert.equal(ids.length, 120);
    assert.equal(failures, 0);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /is throttled/v);
  });

  test('what is broken for good is given up after a few attempts, with what is missing', async () => {
    const {clock, trail, source} = model();
    trail.failure = ({token}) => (token === undefined ? undefined : awsError('InternalFailure'));
    let isDone = false;
    const gathered = gather(readRange([source], reading(clock))).finally(() => {
      isDone = true;
    });
    await clock.runUntil(() => isDone, 5 * minute);
    const {ids, problems, failures} = await gathered;
    assert.equal(ids.length, 50);
    assert.equal(failures, 1);
    assert.match(
      problems[0] ?? '',
      /events of us-east-1 before 2026-11-22T11:58:1\dZ are missing$/v,
    );
    assert.equal(trail.asked.length, 1 + 5);
    assert.equal(clock.pending, 0);
  });

  test('a token that is no longer good is done without; one that never is ends it', async () => {
    for (const [refusals, complete] of [
      [1, true],
      [Infinity, false],
    ] as const) {
      const {clock, trail, source} = model();
      let refused = 0;
      trail.failure = ({token}) =>
        token !== undefined && refused++ < refusals
          ? awsError('InvalidNextTokenException')
          : undefined;
      // More than a page in one second: without tokens there is no way past it.
      for (let index = 0; index < 80; index++) {
        trail.make(`crowd ${index}`, 300);
      }

      let isDone = false;
      const gathered = gather(readRange([source], reading(clock))).finally(() => {
        isDone = true;
      });
      await clock.runUntil(() => isDone, 20 * minute);
      const {ids, failures} = await gathered;
      assert.equal(new Set(ids).size, ids.length);
      assert.equal(ids.length === 200, complete);
      assert.equal(failures, complete ? 0 : 1);
    }
  });
});

test('a range is asked for in whole seconds up to the present one, and 90 days back at the most', () => {
  const now = noon + 500;
  assert.deepEqual(lookupRange({kind: 'live', span: hour}, now), {
    range: {since: noon - hour, until: noon + second},
    isCut: false,
  });
  assert.deepEqual(lookupRange({kind: 'fixed', since: noon - hour, until: noon}, now), {
    range: {since: noon - hour, until: noon},
    isCut: false,
  });
  const {range: long, isCut} = lookupRange({kind: 'live', span: 100 * 24 * hour}, now);
  assert.equal(long.since, noon - 90 * 24 * hour);
  assert.ok(isCut);
});
