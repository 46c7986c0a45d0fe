import assert from 'node:assert/strict';
import {test} from 'node:test';
import {dataEventsIn} from '../../source/core/loading/data-events.ts';
import {parseFilter, type Filter} from '../../source/core/filter.ts';
import {holesOf, passesFor} from '../../source/core/loading/passes.ts';
import {pushedTerm} from '../../source/core/loading/pushed-filter.ts';
import {selectBottom, selectStatus} from '../../source/core/select.ts';
import {isAllWanted} from '../../source/core/state/model.ts';
import {reduce, type State} from '../../source/core/state.ts';
import {lineText} from '../../source/core/text.ts';
import {day, hour, minute} from '../../source/core/time.ts';
import {vocabularyOf} from '../../source/core/filter/vocabulary.ts';
import {ago, arrive, aScreen, aWrite, noon, press, type} from '../support/a-record.ts';

function filterOf(text: string): Filter {
  const answer = parseFilter(text, vocabularyOf([]));
  assert.ok(answer.ok);
  return answer.filter;
}

function filtered(text: string): State {
  return press(type(press(aScreen(), '/'), text), 'enter');
}

test('writes are loaded before everything, and what AWS selects for the filter before both', () => {
  const pushed = {key: 'EventName', value: 'RunInstances'};
  assert.deepEqual(
    passesFor(pushed, true).map((pass) => pass.pushed),
    ['EventName=RunInstances', 'ReadOnly=false', 'all'],
  );
  assert.deepEqual(
    passesFor(undefined, false).map((pass) => pass.pushed),
    ['ReadOnly=false'],
  );
});

test('a range that was loaded whole leaves nothing to any pass', () => {
  const range = {since: ago(60), until: noon};
  const whole = [{region: 'r', pushed: 'all', ...range, asOf: noon}];
  for (const pass of passesFor({key: 'AccessKeyId', value: 'AKIA'}, true)) {
    assert.deepEqual(holesOf(pass, whole, 'r', range), []);
    assert.deepEqual(holesOf(pass, [], 'r', range), [range]);
  }
});

test('a short range is loaded whole; before a long one the person is asked, and A says yes', () => {
  let state = aScreen();
  assert.ok(isAllWanted(state));
  state = press(state, '7');
  assert.ok(!isAllWanted(state));
  assert.match(lineText(selectBottom(state)), /A loads everything of 7d, beyond the writes/v);
  state = press(state, 'A');
  assert.ok(isAllWanted(state));
  assert.doesNotMatch(lineText(selectBottom(state)), /A loads/v);
});

test('the question tells about how many requests and how long, from the density that is known', () => {
  const events = Array.from({length: 600}, (_, index) => aWrite(`e${index}`, index / 10));
  let state = arrive(aScreen(), events, 'load');
  const known = {region: 'us-east-1', pushed: 'all', since: noon - hour, until: noon, asOf: noon};
  state = press(reduce(state, {type: 'coverage', coverage: known}), '7');
  // Ten a minute are twelve requests an hour.
  assert.match(lineText(selectBottom(state)), /about 2,000 requests, 34m/v);
});

test('Esc stops the loading of the rest, keeps what is there, and A goes on with it', () => {
  let state = reduce(aScreen(), {
    type: 'feed',
    region: 'us-east-1',
    generation: 1,
    progress: {pass: 'all', requests: 3, left: 70},
  });
  assert.match(lineText(selectStatus(state)), /~2m left/v);
  state = press(state, 'esc');
  assert.ok(!isAllWanted(state));
  assert.match(lineText(selectBottom(state)), /stopped; A goes on/v);
  assert.ok(isAllWanted(press(state, 'A')));
});

test('what AWS selects by is said apart from what is looked at here', () => {
  const state = filtered('name:RunInstances user:kim');
  assert.equal(pushedTerm(state)?.value, 'RunInstances');
  assert.equal(pushedTerm(press(state, 'F')), undefined);
  assert.equal(pushedTerm(press(state, '/')), undefined);
  assert.equal(pushedTerm(filtered('-name:RunInstances')), undefined);
  assert.equal(pushedTerm(filtered('name:Run*')), undefined);
});

test('a lag, a throttling and credentials that end are told', () => {
  const feed = {type: 'feed', region: 'us-east-1', generation: 1} as const;
  const status = (state: State) => lineText(selectStatus(state));
  assert.match(status(reduce(aScreen(), {...feed, lag: 120})), /lag 120 s/v);
  assert.match(status(reduce(aScreen(), {...feed, isThrottled: true})), /throttled/v);
  assert.match(status(reduce(aScreen(), {...feed, clockOff: 4 * minute})), /clock 4 min off/v);
  assert.match(status(reduce(aScreen(), {...feed, clockOff: -90 * minute})), /clock 90 min off/v);
  assert.doesNotMatch(status(reduce(aScreen(), feed)), /clock/v);
  assert.match(
    status(reduce(aScreen(), {type: 'expiry', expiresAt: noon + 12 * minute})),
    /credentials until 12:12/v,
  );
  assert.doesNotMatch(
    status(reduce(aScreen(), {type: 'expiry', expiresAt: noon + day})),
    /credentials/v,
  );
});

test('a filter for data events is known by its names', () => {
  assert.equal(dataEventsIn(filterOf('name:GetObject')), 'S3 objects');
  assert.equal(dataEventsIn(filterOf('user:kim name:runinstances,invoke')), 'Lambda invocations');
  assert.equal(dataEventsIn(filterOf('-name:GetObject')), '');
  assert.equal(dataEventsIn(filterOf('name:Get*')), '');
});
