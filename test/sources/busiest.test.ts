import assert from 'node:assert/strict';
import {test} from 'node:test';
import {chooseInstances} from '../../source/sources/choose-instances.ts';
import {type MetricsApi} from '../../source/sources/cloudwatch.ts';
import {createSimulatedClock} from '../support/simulated-clock.ts';
import {noon} from '../support/tiny-world.ts';
import {MetricsModel} from './metrics-model.ts';
import {awsError} from './trail-model.ts';

/** What a bare start charts, and what was asked for to find it. */
async function start(busiest: NonNullable<MetricsApi['busiest']>) {
  const clock = createSimulatedClock(noon);
  const model = new MetricsModel(clock);
  model.listed = ['i-1', 'i-2', 'i-3'];
  model.valueAt = (id) => Number(id.slice(2));
  const api = Object.assign(model, {busiest});
  const done = chooseInstances(
    {region: 'us-east-1', endpoint: '', api, clock},
    new AbortController().signal,
  );
  await clock.advance(5000);
  const {ids, why} = await done;
  return {ids, why, compared: model.asked.length};
}

test('where Metrics Insights may be asked it ranks them, and nothing else need be asked', async () => {
  const found = await start(async ({most}) => ['i-2', 'i-1'].slice(0, most));
  assert.deepEqual(found, {ids: ['i-2', 'i-1'], why: 'busiest', compared: 0});
});

test('where it may not, they are compared one by one', async () => {
  const found = await start(async () => {
    throw awsError('AccessDenied');
  });
  assert.deepEqual(found, {ids: ['i-3', 'i-2'], why: 'busiest', compared: 1});
});

test('and so they are where it knows too few, or others', async () => {
  assert.equal((await start(async () => [])).compared, 1);
  assert.equal((await start(async () => ['i-8', 'i-9'])).compared, 1);
});
