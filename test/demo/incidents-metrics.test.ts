import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {WorldMetric} from '../../source/demo/world.ts';
import {day, hour, instanceNamed, minute, startedAt, world} from './incidents-helpers.ts';

const metrics = world.metrics(startedAt);

test('a range cut anywhere holds the same samples as the whole', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...metrics),
      fc.integer({min: -20 * hour, max: hour}),
      fc.integer({min: 0, max: 5 * hour}),
      fc.integer({min: 0, max: 5 * hour}),
      (metric, start, first, rest) => {
        const since = startedAt + start;
        const [cut, until] = [since + first, since + first + rest];
        assert.deepEqual(
          [...world.samples(metric, since, cut), ...world.samples(metric, cut, until)],
          world.samples(metric, since, until),
        );
      },
    ),
    {numRuns: 150},
  );
});

test('every metric that is listed has sent data, in its interval, and within what it can be', () => {
  const some = metrics.filter((_, index) => index % 5 === 0);
  for (const metric of some) {
    const samples = world.samples(metric, startedAt - 14 * day, startedAt);
    assert.ok(samples.length > 0, JSON.stringify(metric));
    for (const {time, value} of samples) {
      assert.equal(time % (metric.interval * 1000), 0);
      assert.ok(value >= 0 && Number.isFinite(value));
      assert.ok(metric.unit !== 'Percent' || value <= 100);
    }
  }
});

test('an instance under basic monitoring sends every five minutes, but its status checks every minute', () => {
  const {id} = instanceNamed('api-1');
  const count = (name: string) =>
    world.samples(metricOf(name, id), startedAt - day, startedAt).length;
  assert.ok(count('CPUUtilization') > 270 && count('CPUUtilization') <= 288);
  assert.ok(count('StatusCheckFailed') > 1400);
});

test('there are short gaps, and none of them is long', () => {
  const {id} = instanceNamed('batch-7');
  const samples = world.samples(
    metricOf('CPUUtilization', id),
    startedAt - 30 * day,
    startedAt - 2 * hour,
  );
  const steps = samples.slice(1).map(({time}, index) => time - (samples[index]?.time ?? 0));
  assert.ok(Math.max(...steps) > minute);
  assert.ok(Math.max(...steps) <= 10 * minute);
});

test('the load has a rhythm of days', () => {
  const {id} = instanceNamed('api-1');
  const mean = (from: string, to: string) => {
    const samples = world.samples(
      metricOf('CPUUtilization', id),
      Date.parse(`2026-11-16T${from}Z`),
      Date.parse(`2026-11-16T${to}Z`),
    );
    return samples.reduce((sum, {value}) => sum + value, 0) / samples.length;
  };

  assert.ok(mean('14:00:00', '16:00:00') > 2 * mean('02:00:00', '04:00:00'));
});

test('a scaling group has a sample of each member at one time', () => {
  const group = world.samples(
    {
      ...metricOf('CPUUtilization', 'web'),
      dimensions: [{Name: 'AutoScalingGroupName', Value: 'web'}],
    },
    startedAt - 30 * minute,
    startedAt,
  );
  const times = new Set(group.map(({time}) => time));
  assert.equal(group.length, 2 * times.size);
});

test('a passing worker still has its metrics days after it ended', () => {
  const ids = new Set(metrics.flatMap(({dimensions}) => dimensions.map(({Value}) => Value)));
  assert.ok(ids.size > 60);
  const now = new Set(world.instances(startedAt).map(({id}) => id));
  assert.ok(!ids.isSubsetOf(now));
});

test('what does not exist has no samples', () => {
  for (const metric of [
    metricOf('CPUUtilization', 'i-0000000000000000f'),
    metricOf('CPUUtilization', 'constructor'),
    metricOf('FreeLunch', instanceNamed('db-1').id),
    {...metricOf('CPUUtilization', ''), dimensions: []},
  ]) {
    assert.deepEqual(world.samples(metric, startedAt - hour, startedAt), []);
  }
});

function metricOf(name: string, id: string): WorldMetric {
  return {
    namespace: 'AWS/EC2',
    name,
    dimensions: [{Name: 'InstanceId', Value: id}],
    unit: 'Percent',
    interval: 60,
  };
}
