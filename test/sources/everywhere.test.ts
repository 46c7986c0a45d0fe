import assert from 'node:assert/strict';
import {test} from 'node:test';
import {everywhereChoices, type RegionAnswer} from '../../source/core/loading/everywhere.ts';
import {reduce} from '../../source/core/state.ts';
import {RequestBudget} from '../../source/sources/budget.ts';
import {createLookup} from '../../source/sources/cloudtrail.ts';
import {searchRegion} from '../../source/sources/everywhere.ts';
import {ago, arrive, aScreen, aWrite, press} from '../support/a-record.ts';
import {noon, tinyEvent} from '../support/tiny-world.ts';
import {startLoopback} from './loopback.ts';

const event = aWrite('e', 5, {
  requestParameters: {instancesSet: {items: [{instanceId: 'i-0123456789abcdef0'}]}},
});

test('R offers the values of the event that LookupEvents can search by', () => {
  const state = arrive(aScreen(), [event]);
  const labels = everywhereChoices(state.store, state.cursor ?? -1).map(({label}) => label);
  assert.deepEqual(labels.slice(-4), ['user', 'instance', 'event', 'event id']);
});

test('Enter asks; answers to an older search are dropped', () => {
  let state = press(arrive(aScreen(), [event]), 'R', 'enter');
  assert.equal(state.everywhere?.request, 1);
  const answer: RegionAnswer = {status: 'none'};
  state = press(state, 'enter');
  state = reduce(state, {type: 'everywhere', request: 1, region: 'eu-west-1', answer});
  assert.equal(state.everywhere?.answers.size, 0);
  state = reduce(state, {type: 'everywhere', request: 2, region: 'eu-west-1', answer});
  assert.deepEqual(state.everywhere?.answers.get('eu-west-1'), answer);
  assert.equal(press(state, 'esc').overlay, undefined);
});

test('each region answers for itself: hits, none, denied, disabled', async (t) => {
  const {endpoint, settings, clock} = await startLoopback(t, {
    regions: ['us-east-1', 'eu-west-1'],
    events: [tinyEvent({id: 'there', time: noon - 3_600_000, name: 'RunInstances'})],
  });
  const name = 'RunInstances';
  const search = async (region: string, value: string) =>
    searchRegion(
      {
        region,
        endpoint: '',
        lookup: createLookup(settings, region),
        budget: new RequestBudget(2, clock),
        clock,
        attribute: {key: 'EventName', value},
        onEvents: () => undefined,
      },
      AbortSignal.timeout(20_000),
    );
  const hit = await search('us-east-1', name);
  assert.equal(hit.status, 'hits');
  assert.equal((await search('eu-west-1', name)).status, 'none');
  assert.equal((await search('ap-south-1', name)).status, 'disabled');
  endpoint.faults.set('LookupEvents', {kind: 'access-denied'});
  assert.equal((await search('us-east-1', name)).status, 'denied');
  endpoint.faults.set('LookupEvents', {kind: 'html'});
  assert.equal((await search('us-east-1', name)).status, 'failed');
});

test('L shows sign-ins, and asks every region for them', () => {
  const login = aWrite('login', 5, {
    eventName: 'ConsoleLogin',
    eventSource: 'signin.amazonaws.com',
    eventType: 'AwsConsoleSignIn',
  });
  const state = press(arrive(aScreen(), [event, login]), 'L');
  assert.equal(state.everywhere?.choice.attribute.value, 'ConsoleLogin');
  const back = press(state, 'esc');
  assert.equal(back.list.rows.length, 2, 'one step back, all is as it was');
  const request = state.everywhere?.request ?? 0;
  const answer = {status: 'hits', hits: 1, more: false, oldest: ago(5), newest: ago(5)} as const;
  const found = reduce(state, {type: 'everywhere', request, region: 'us-east-1', answer});
  assert.equal(press(found, 'enter').list.rows.length, 1);
  assert.equal(press(found, 'enter', 'esc').list.rows.length, 2);
});
