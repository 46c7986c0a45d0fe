import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {groupId} from '../../../source/core/instances/groups.ts';
import {hintsFor} from '../../../source/core/select/bottom.ts';
import {selectBottom, selectPicker} from '../../../source/core/select.ts';
import {chartedOf, pickerEntries, unnamedIn} from '../../../source/core/state/picker.ts';
import {type InstanceInfo, type State} from '../../../source/core/state.ts';
import {lineText} from '../../../source/core/text.ts';
import {after, aScreen, arrive, press, type} from '../../support/a-record.ts';
import {byAutoScaling, launched, machine, made, on} from '../../support/spike-world.ts';

const {tree, river} = machine;

function instances(
  state: State,
  ...list: ReadonlyArray<Partial<InstanceInfo> & Pick<InstanceInfo, 'id'>>
): State {
  return after(state, {type: 'instances', instances: list});
}

/** Ten of a group, the first of them in ALARM, and one alone. */
function grouped(): State {
  return instances(
    aScreen(),
    ...Array.from({length: 10}, (_, index) => ({
      id: `i-${index}`,
      name: 'worker',
      state: index === 1 ? 'terminated' : 'running',
      group: 'workers',
      alarm: index === 7 ? 'cpu high' : '',
    })),
    {id: 'i-alone', name: 'alone', state: 'running'},
    {id: groupId('empty'), name: 'empty'},
  );
}

function names(state: State, typed = ''): readonly string[] {
  return pickerEntries(state, typed).map(({name, kind}) => `${kind} ${name}`);
}

function bottom(state: State): string {
  return lineText(selectBottom(state));
}

describe('somebody wants to chart an Auto Scaling group', () => {
  test('groups stand among the instances by name, and are found by what is typed', () => {
    assert.deepEqual(names(grouped(), 'auto scaling'), ['group empty', 'group workers']);
    assert.ok(names(grouped(), 'workers').includes('group workers'));
    assert.equal(names(grouped(), 'workers').length, 11);
  });

  test('a group charts its members, those in ALARM and alive first, eight at the most, and says what is left out', () => {
    const state = press(type(press(grouped(), 'i'), 'scaling'), 'down', 'enter');
    assert.equal(state.chart.charted.length, 8);
    assert.equal(state.chart.charted[0], 'i-7');
    assert.ok(!state.chart.charted.includes('i-1'), 'the one that has ended comes last');
    assert.match(state.notice, /8 at a time: 2 more left out/v);
  });

  test('a group without a known member charts its own metric', () => {
    const state = press(type(press(grouped(), 'i'), 'empty'), 'enter');
    assert.deepEqual(state.chart.charted, [groupId('empty')]);
  });

  test('the picker says which of both it does', () => {
    const found = type(press(grouped(), 'i'), 'scaling');
    const line = (state: State) => selectPicker(state, 5, 120).detail;
    assert.match(line(found), /group empty: none of its members is known, so its own average/v);
    assert.match(line(press(found, 'down')), /group workers: charts 8 of its 10 members/v);
  });

  test('groups and instances together', () => {
    const state = instances(
      aScreen(),
      {id: 'i-1', name: 'a', group: 'web'},
      {id: 'i-2', name: 'b', group: 'web'},
      {id: 'i-3', name: 'c'},
    );
    assert.deepEqual(chartedOf(state, ['i-3', groupId('web'), 'i-1']), {
      ids: ['i-3', 'i-1', 'i-2'],
      left: 0,
    });
  });
});

describe('an instance has ended', () => {
  const ended = () =>
    arrive(instances(aScreen(), {id: 'i-1', name: 'web-1', state: 'running'}), [
      launched('run', river, 50, {group: 'web'}),
      made('end', 'TerminateInstances', 10, {...on(river), ...byAutoScaling}),
      made('long ago', 'TerminateInstances', 90, on(tree)),
    ]);

  test('and the events of the range still offer it, with when and by whom it was ended', () => {
    const state = ended();
    assert.deepEqual(
      pickerEntries(state, '').map(({id, state: standing}) => [id, standing]),
      [
        [groupId('web'), ''],
        ['i-1', 'running'],
        [river, 'terminated'],
      ],
    );
    const {detail, table} = selectPicker(type(press(state, 'i'), river), 5, 120);
    assert.match(detail, /terminated since TerminateInstances by .* 11:50 · group web/v);
    assert.match(table.rows[0]?.cells.join('|') ?? '', /ended 11:50/v);
    assert.deepEqual(press(type(press(state, 'i'), river), 'enter').chart.charted, [river]);
  });

  test('and why is said where EC2 told', () => {
    const state = instances(ended(), {id: river, reason: 'Server.SpotInstanceTermination'});
    const {detail} = selectPicker(type(press(state, 'i'), river), 5, 160);
    assert.match(detail, /Server\.SpotInstanceTermination/v);
  });

  test('and EC2 is asked about those that only events name', () => {
    assert.deepEqual(unnamedIn(ended()), ['i-1', river]);
    const named = instances(ended(), {id: river, type: 'm6i.large'});
    assert.deepEqual(unnamedIn(named), ['i-1']);
  });
});

test('who stands on an instance goes on standing on it when names and calls put the list in another order', () => {
  const open = press(instances(aScreen(), {id: 'i-1'}, {id: 'i-2'}, {id: 'i-3'}), 'i', 'down');
  const named = instances(open, {id: 'i-3', name: 'ant'});
  assert.deepEqual(names(named), ['instance ant', 'instance ', 'instance ']);
  assert.deepEqual(press(named, 'enter').chart.charted, ['i-2']);
  const seen = arrive(named, [launched('new', tree, 2)]);
  assert.deepEqual(press(seen, 'enter').chart.charted, ['i-2']);
  assert.deepEqual(press(seen, 'up', 'enter').chart.charted, ['i-1']);
});

test('the hint tells what Enter does: the row where nothing was ticked, else what is ticked', () => {
  const state = press(grouped(), 'i');
  assert.match(bottom(state), /chart this row/v);
  assert.match(bottom(press(state, 'space', 'down', 'space')), /chart the 2 ticked/v);
  assert.match(bottom(press(state, 'space', 'space')), /chart this row/v);
  assert.deepEqual(
    hintsFor('picker', false).map(([, hint]) => hint),
    ['tick', 'chart', 'back'],
  );
});

test('hostile names are shown, not obeyed', () => {
  const state = press(
    instances(aScreen(), {id: 'i-1', name: '\u001B[31mred\u202E', group: 'a\nb'}),
    'i',
  );
  const {table, detail} = selectPicker(state, 5, 120);
  assert.doesNotMatch(JSON.stringify([table, detail]), /\\u001b|\u202E|\\n/v);
});
