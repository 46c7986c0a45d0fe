import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type TrailEvent} from '../../source/core/event.ts';
import {Intake} from '../../source/sources/intake.ts';
import {createSimulatedClock} from '../support/simulated-clock.ts';
import {aRead, noon} from '../support/a-record.ts';

/** What an intake gives on, beside what it calls new. */
function takingIn(known: ReadonlySet<string>, keptBackTo: number | undefined) {
  const given: string[] = [];
  const intake = new Intake({
    region: 'r',
    clock: createSimulatedClock(noon),
    store: {rowOf: (id) => (known.has(id) ? 0 : undefined), keptBackTo},
    coverage: () => [],
    dispatch(action) {
      given.push(...(action.type === 'events' ? action.events.map(({id}) => id) : []));
    },
  });
  const take = (events: readonly TrailEvent[]) => intake.take(events).map(({id}) => id);
  return {given, take};
}

test('what the store had to let go is not new, and is not given to it again', () => {
  const {given, take} = takingIn(new Set(['known']), noon - 600_000);
  assert.deepEqual(take([aRead('new', 1), aRead('known', 2), aRead('gone', 11)]), ['new']);
  // What is known is given on all the same: it may say more than before.
  assert.deepEqual(given, ['new', 'known']);
});

test('an event without an id is new once', () => {
  const {given, take} = takingIn(new Set(), undefined);
  const nameless = {...aRead('x', 1), id: ''};
  assert.deepEqual(take([nameless]), ['']);
  assert.deepEqual(take([nameless, aRead('a', 1)]), ['a']);
  assert.deepEqual(given, ['', 'a']);
});
