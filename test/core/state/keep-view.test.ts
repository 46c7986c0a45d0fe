import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {printFilter} from '../../../source/core/filter.ts';
import {utc, minute, second} from '../../../source/core/time.ts';
import {type State} from '../../../source/core/state.ts';
import {selectAbovePrompt, selectBottom} from '../../../source/core/select.ts';
import {viewCommand, viewEntries} from '../../../source/core/written/view-entries.ts';
import {readOptions} from '../../../source/options.ts';
import {joinedFlag} from '../../../source/options/words.ts';
import {flagRows} from '../../../source/options/flags.ts';
import {after, aScreen, noon, press, read, type} from '../../support/a-record.ts';

/** The options that a view of the screen leads to. */
function reopened(state: State) {
  const words = Object.entries(viewEntries(state)).flatMap(([flag, value]) =>
    typeof value === 'boolean'
      ? [`--${flag}`]
      : [value].flat().map((each) => joinedFlag(flag, each)),
  );
  return readOptions(words, {now: noon, localZone: utc, env: {}});
}

function above(state: State): string {
  return read(selectAbovePrompt(state));
}

test('W asks for a name, and shows the command line that it stands for', () => {
  const state = press(aScreen(), 'W');
  assert.match(read([selectBottom(state)]), /keep as @/v);
  assert.match(above(state), /trailtop --since 1h --show notable/v);
  assert.equal(press(state, 'esc').prompt, undefined);
});

test('the name of the view that one began with is offered', () => {
  const state = press(aScreen({startedWith: {paths: [], view: 'night'}}), 'W');
  assert.equal(state.prompt?.line.text, 'night');
  assert.ok(state.prompt.line.isSelected);
});

test('Enter asks for it to be kept; a wrong name is told and stays', () => {
  const wrong = press(type(press(aScreen(), 'W'), '../x'), 'enter');
  assert.equal(wrong.keeping, undefined);
  assert.match(above(wrong), /begins with a letter/v);
  const state = press(type(press(aScreen(), 'W'), '@night '), 'enter');
  assert.equal(state.keeping?.name, 'night');
  assert.equal(state.keeping.command, 'trailtop @night');
  assert.equal(press(state, 'enter').keeping, state.keeping, 'another Enter asks for nothing more');
});

test('an existing view goes with a second Enter only, and not once the name is changed', () => {
  const asked = press(type(press(aScreen(), 'W'), 'night'), 'enter');
  const told = after(asked, {type: 'kept', serial: 1, report: {status: 'exists'}});
  assert.match(above(told), /there is a view @night already: Enter again replaces it/v);
  assert.equal(press(told, 'enter').keeping?.mayReplace, true);
  assert.equal(press(type(told, '2'), 'enter').keeping?.mayReplace, false);
});

test('how it went is told also to who has left the prompt', () => {
  const left = press(press(type(press(aScreen(), 'W'), 'night'), 'enter'), 'esc');
  const failed = after(left, {
    type: 'kept',
    serial: 1,
    report: {status: 'failed', message: 'the disk is full'},
  });
  assert.equal(failed.notice, 'the disk is full');
  const kept = after(left, {type: 'kept', serial: 1, report: {status: 'kept', path: '/c.json'}});
  assert.match(kept.notice, /^kept: trailtop @night {2}\(\/c\.json\)$/v);
  const late = after(kept, {type: 'kept', serial: 1, report: {status: 'exists'}});
  assert.equal(late, kept);
});

test('the same filter, range, list and chart come back', () => {
  const filters = [
    'is:denied',
    '-user:"a b" "it\'s"',
    'name:Run* -via:console',
    'agent:"x\u202E\\"',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...filters),
      fc.constantFrom('', 'w', 'ww'),
      fc.constantFrom(...'1234567', '+', '-', '[', '11:00 to 11:30'),
      fc.boolean(),
      (filter, views, range, isCharted) => {
        const charted = isCharted ? {charted: ['i-0a1b2c3d4e5f60718']} : {};
        let state = press(type(press(aScreen(charted), '/'), filter), 'enter', ...views);
        state =
          range.length === 1 ? press(state, range) : press(type(press(state, 't'), range), 'enter');
        const options = reopened(state);
        assert.equal(printFilter(options.filter ?? []), printFilter(state.filter ?? []));
        assert.equal(options.view, state.view);
        assert.deepEqual(options.instances, state.chart.charted);
        const {choice} = state;
        if (choice.kind === 'fixed' && options.choice.kind === 'fixed') {
          // Written to the second.
          assert.ok(Math.abs(options.choice.since - choice.since) <= second);
          assert.ok(Math.abs(options.choice.until - choice.until) <= second);
        } else {
          assert.deepEqual(options.choice, choice);
        }
      },
    ),
  );
});

test('metric, dimensions, threshold, zone and how AWS is reached come back', () => {
  const state = aScreen({
    charted: ['AutoScalingGroupName=web', 'i-0a1b2c3d4e5f60718'],
    metric: {
      namespace: 'CWAgent',
      metric: 'disk used',
      statistic: 'p99.9',
      period: 300,
      dimensions: [{name: 'path', value: '/'}],
    },
    threshold: -5,
    zone: 'local',
    startedWith: {
      paths: [],
      named: {region: ['us-east-1', 'eu-west-1'], profile: 'prod', 'no-global': true},
    },
  });
  const options = reopened(state);
  assert.equal(options.metric.metric, 'disk used');
  assert.equal(options.metric.statistic, 'p99.9');
  assert.equal(options.threshold, -5);
  assert.equal(options.zone, 'local');
  assert.deepEqual(
    [options.regions, options.profile, options.hasGlobal],
    [['us-east-1', 'eu-west-1'], 'prod', false],
  );
  for (const flag of Object.keys(viewEntries(state))) {
    assert.ok(flagRows.get(flag)?.config, flag);
  }
});

test('what trailtop chose to chart by itself it chooses anew; a filter that is off is not kept', () => {
  const busy = aScreen({charted: ['i-0a1b2c3d4e5f60718'], why: 'busiest'});
  assert.equal(viewEntries(busy)['instance'], undefined);
  const off = press(type(press(aScreen(), '/'), 'is:denied'), 'enter', 'F');
  assert.equal(viewEntries(off)['filter'], undefined);
});

test('the paths of an archive stand in the command line, not in the view', () => {
  const state = aScreen({
    mode: 'archive',
    choice: {kind: 'said', since: undefined, until: '11:30', margin: 30 * minute, zone: utc},
    startedWith: {paths: ['-x.json', 'my logs', '@home'], timeColumn: 'when'},
  });
  assert.equal(
    viewCommand(state),
    "trailtop --time-column when --around 11:30 --show notable ./-x.json 'my logs' ./@home",
  );
  const kept = press(type(press(state, 'W'), 'a'), 'enter');
  assert.equal(kept.keeping?.command, "trailtop --time-column when @a ./-x.json 'my logs' ./@home");
});

test('what is wrong in config.json is told at first, and ! lists it', () => {
  const remarks = ['/c.json:3: "rate" \u001B[31m', '/c.json:4: x'];
  const state = aScreen({startedWith: {paths: [], remarks}});
  assert.match(read([selectBottom(state)]), /c\.json:3: .*! lists 1 more/v);
  assert.equal(press(state, 'j').notice, '');
});
