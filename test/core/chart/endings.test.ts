import assert from 'node:assert/strict';
import {test} from 'node:test';
import {endingOf, lineEnds} from '../../../source/core/chart/endings.ts';
import {type TrailEvent} from '../../../source/core/event.ts';
import {type Series} from '../../../source/core/metric.ts';
import {selectChart} from '../../../source/core/select.ts';
import {reduce} from '../../../source/core/state.ts';
import {minute} from '../../../source/core/time.ts';
import {ago, noon, press, read} from '../../support/a-record.ts';
import {
  byAutoScaling,
  charting,
  cpuOf,
  launched,
  machine,
  made,
  on,
} from '../../support/spike-world.ts';

const {tree, river} = machine;
const range = {since: ago(60), until: noon + 5 * minute};

/** CPU a minute from an hour before noon until so many minutes before it. */
function until(id: string, minutes: number): Series {
  const series = cpuOf(id, 0);
  return {...series, points: series.points.filter(({time}) => time < ago(minutes))};
}

/** The chart's pane on a screen on which one machine goes on and the other has no datapoint since 11:30. */
function screen(
  events: readonly TrailEvent[],
  {columns = 120, keys = [] as readonly string[]} = {},
) {
  const state = charting([cpuOf(tree, 0), until(river, 30)], events, {columns});
  return read(selectChart(press(state, ...keys), {top: 1, width: columns, height: 14}));
}

test('a line ends where it has no datapoint for longer than two periods and a quarter of an hour', () => {
  assert.deepEqual(lineEnds(until(river, 30), range, noon), [
    {at: ago(30), until: Infinity, period: minute},
  ]);
  assert.deepEqual(lineEnds(until(river, 17), range, noon), []);
  assert.equal(lineEnds(until(river, 18), range, noon).length, 1);
  assert.deepEqual(lineEnds(cpuOf(tree, 0), range, noon), []);
  assert.deepEqual(lineEnds({...cpuOf(tree, 0), points: []}, range, noon), []);
});

test('of several that ended each is told at 80 columns, in the longest words that fit', () => {
  const series = [until(tree, 30), until(river, 25)];
  const events = [
    launched('one', tree, 300, {group: 'forest'}),
    made('end', 'TerminateInstances', 30.5, {...on(tree), ...byAutoScaling}),
    made('stop', 'StopInstances', 25.5, on(river)),
  ];
  const shown = (columns: number) =>
    read(selectChart(charting(series, events, {columns}), {top: 1, width: columns, height: 14}))
      .split('\n')
      .at(-1) ?? '';
  assert.match(shown(180), /forest \(TerminateInstances 11:29:30\) · .*StopInstances 11:34:30 by/v);
  assert.match(
    shown(80),
    /● ended 11:29: by its Auto Scaling group · ■ ended 11:34: stopped by kim/v,
  );
  assert.match(shown(60), /● ended 11:29: by its group · ■ ended 11:34: stopped /v);
  assert.match(shown(44), /● ended 11:29: by its group {2}\+1 /v);
});

test('a line that begins again ends where the gap begins', () => {
  const whole = cpuOf(river, 0);
  const points = whole.points.filter(({time}) => time < ago(50) || time >= ago(20));
  assert.deepEqual(lineEnds({...whole, points}, range, noon), [
    {at: ago(50), until: ago(20), period: minute},
  ]);
});

test('who stopped it and when stands under the chart', () => {
  const stop = made('stop', 'StopInstances', 30.5, on(river));
  assert.match(screen([stop]), /■ i-0cccc3333dddd4444 ended 11:29: StopInstances 11:29:30 by kim/v);
  assert.match(
    screen([made('end', 'TerminateInstances', 30.5, on(river))]),
    /ended 11:29: TerminateInstances 11:29:30 by kim/v,
  );
});

test('a group that ends its member is named', () => {
  const launch = launched('launch', river, 59, {group: 'web'});
  const end = made('end', 'TerminateInstances', 29.5, {...on(river), ...byAutoScaling});
  assert.match(
    screen([launch, end]),
    /ended 11:30: by its Auto Scaling group web \(TerminateInstances 11:30:30\)/v,
  );
});

test('Spot capacity that is taken back is told by its own event, or guessed from the launch and said to be', () => {
  const taken = made('spot', 'BidEvictedEvent', 29, {
    eventType: 'AwsServiceEvent',
    serviceEventDetails: {instanceIdSet: [river]},
  });
  assert.match(screen([taken]), /ended 11:31: AWS took the Spot capacity back 11:31:00/v);
  const launch = launched('launch', river, 59, {
    record: {
      responseElements: {
        instancesSet: {items: [{instanceId: river, instanceLifecycle: 'spot'}]},
      },
    },
  });
  assert.match(screen([launch]), /a Spot instance, probably taken back: no loaded call ended it/v);
});

test('where no call ended it, it says so, and what is not loaded', () => {
  assert.match(screen([]), /ended 11:30: no API call ended it so far: one may still arrive/v);
  const state = charting([cpuOf(tree, 0), until(river, 30)], []);
  const rect = {top: 1, width: 120, height: 14};
  const settled = {...state, feeds: new Map([['us-east-1', {settledTo: ago(16)}]])};
  assert.match(
    read(selectChart(settled, rect)),
    /ended 11:30: no API call ended it: shut down from inside, or unknown/v,
  );
  assert.match(
    read(selectChart({...settled, coverage: []}, rect)),
    /no loaded call ended it: shut down from inside, or the call is not loaded/v,
  );
});

test('where no call tells, EC2 may: an instance that was shut down from inside', () => {
  const state = charting([cpuOf(tree, 0), until(river, 30)], []);
  const rect = {top: 1, width: 120, height: 14};
  const told = (reason: string) =>
    read(
      selectChart(
        reduce(state, {type: 'instances', instances: [{id: river, name: 'river', reason}]}),
        rect,
      ),
    );
  assert.match(
    told('Client.InstanceInitiatedShutdown: Instance initiated shutdown'),
    /■ river ended 11:30: shut down from inside \(EC2 says: Client.InstanceInitiatedShutdown/v,
  );
  assert.match(
    told('Server.SpotInstanceTermination'),
    /no loaded call ended it; EC2 says: Server.SpotInstanceTermination/v,
  );
  assert.match(told(''), /no API call ended it so far/v);
});

test('only a call that worked, that names it and that was near ends a line; of several the first', () => {
  const state = charting(
    [cpuOf(tree, 0), until(river, 30)],
    [
      made('failed', 'StopInstances', 31, {
        ...on(river),
        errorCode: 'Client.UnauthorizedOperation',
      }),
      made('dry', 'TerminateInstances', 31, {...on(river), errorCode: 'Client.DryRunOperation'}),
      made('other', 'StopInstances', 31, on(tree)),
      made('old', 'StopInstances', 50, on(river)),
      made('new', 'StopInstances', 5, on(river)),
      made('then', 'TerminateInstances', 28, on(river)),
      made('first', 'StopInstances', 30, on(river)),
    ],
  );
  const [end] = lineEnds(until(river, 30), range, noon);
  assert.ok(end);
  const ending = endingOf(state.store, until(river, 30), end);
  assert.equal(ending?.cause.kind, 'stopped');
  const row = ending.cause.kind === 'stopped' ? ending.cause.row : -1;
  assert.deepEqual(state.store.field(row, 'id'), ['first']);
});

test('what is no instance has no ending, whatever is loaded', () => {
  const {store} = charting([cpuOf(tree, 0)], []);
  const group = until('AutoScalingGroupName=web', 30);
  const [end] = lineEnds(group, range, noon);
  assert.ok(end);
  assert.equal(endingOf(store, group, end), undefined);
});

test('behind its end the cursor says that a line has ended, and why', () => {
  const stop = made('stop', 'StopInstances', 30.5, on(river));
  const shown = screen([stop], {keys: ['tab', ...Array.from({length: 9}, () => 'right')]});
  assert.match(shown, /cursor 11:3\d ┐/v);
  assert.match(
    shown,
    /└ ● 12 % 11:3\d {2}■ - {2}■ i-0cccc3333dddd4444 ended 11:29: StopInstances 11:29:30 by kim ─/v,
  );
});

test('with eight lines the cursor tells the value of each, also on 80 columns', () => {
  const ids = Array.from({length: 8}, (_, index) => `i-0aaaa1111bbbb222${index}`);
  const state = charting(
    ids.map((id, index) => cpuOf(id, 0, 96, 10 + index)),
    [],
    {columns: 80, rows: 24},
  );
  const shown = read(
    selectChart(press(state, 'tab', 'left', 'left', 'left', 'left', 'left', 'left'), {
      top: 1,
      width: 80,
      height: 9,
    }),
  );
  for (const mark of '●■◆▼○□◇▽') {
    assert.match(shown.split('\n').at(-1) ?? '', new RegExp(`${mark} \\d+(?:\\.\\d+)? %`, 'v'));
  }
});
