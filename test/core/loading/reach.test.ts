import assert from 'node:assert/strict';
import {test} from 'node:test';
import {EventStore} from '../../../source/core/event-store.ts';
import {layOut} from '../../../source/core/layout.ts';
import {selectBottom} from '../../../source/core/select/bottom.ts';
import {selectEvents} from '../../../source/core/select/events.ts';
import {selectStatus} from '../../../source/core/select/status.ts';
import {reduce, type Action, type State} from '../../../source/core/state.ts';
import {lineText} from '../../../source/core/text.ts';
import {day, hour, minute} from '../../../source/core/time.ts';
import {
  after,
  ago,
  aRead,
  arrive,
  aScreen,
  aWrite,
  noon,
  press,
  type,
} from '../../support/a-record.ts';

const all = 'all';
const writes = 'ReadOnly=false';

function covered(pushed: string, minutes: number, region = 'us-east-1', until = noon): Action {
  return {type: 'coverage', coverage: {region, pushed, since: ago(minutes), until, asOf: noon}};
}

function feed(state: State, words: object, region = 'us-east-1'): State {
  return reduce(state, {type: 'feed', region, generation: state.generation, ...words});
}

const denied = {title: 'not allowed to look', advice: 'allow it', code: 'AccessDenied'};
const sizes = [
  {columns: 120, rows: 40},
  {columns: 80, rows: 24},
] as const;

function status(state: State): string {
  return lineText(selectStatus(state));
}

/** The list's pane, line by line. */
function listLines(state: State): readonly string[] {
  const {columns, rows} = state.size;
  const layout = layOut(columns, rows, 'events', false);
  assert.ok(layout.kind === 'panes' && layout.events);
  return selectEvents(state, layout.events).map((line) => lineText(line));
}

/** The list's pane as one text, its frame and line breaks taken out. */
function list(state: State): string {
  return listLines(state)
    .join('\n')
    .replaceAll(/[│\s]+/gv, ' ');
}

test('an empty list of notable events does not take the writes for everything', () => {
  for (const size of sizes) {
    let state = feed(after(aScreen(size), covered(writes, 70), covered(all, 12)), {
      settledTo: ago(15),
    });
    assert.match(
      list(state),
      /the writes have been read, everything else only to 11:48: denied and sensitive reads may be missing/v,
    );
    state = press(state, 'w');
    assert.doesNotMatch(list(state), /only to/v, 'the writes are all that this view shows');
    state = press(state, 'w');
    assert.match(list(state), /everything else only to 11:48/v);
    assert.doesNotMatch(list(after(state, covered(all, 70))), /only to/v);
  }
});

test('what AWS selects by the filter has been read when its own pass has', () => {
  const filtered = press(type(press(aScreen(), '/'), 'name:RunInstances'), 'enter');
  const state = feed(after(filtered, covered(all, 12)), {settledTo: ago(15)});
  assert.match(list(state), /only to 11:48|read back to 11:48 only/v);
  assert.doesNotMatch(list(after(state, covered('EventName=RunInstances', 70))), /11:48/v);
});

test('the status line keeps telling how far the writes are, also at 80 columns and over days', () => {
  for (const size of sizes) {
    let state = feed(after(aScreen(size), covered(writes, 30), covered(all, 12)), {
      settledTo: ago(15),
    });
    assert.match(status(state), /writes (?:to )?11:30 · all (?:to )?11:48/v);
    state = after(state, covered(writes, 70));
    assert.match(status(state), /all writes · rest (?:to )?11:48/v);
    state = after(state, covered(all, 70));
    assert.match(status(state), /all (?:to )?11:00/v);
    assert.doesNotMatch(status(state), /writes|rest/v);
    state = press(state, '7');
    assert.match(
      status(state),
      /settled (?:to )?11:45 · writes (?:to )?10:50 · all (?:to )?10:50|all (?:to )?10:50/v,
    );
    state = after(state, covered(writes, 26 * 60));
    assert.match(status(state), /writes (?:to )?11-21 10:00 · all (?:to )?10:50/v);
  }
});

test('on the smallest screen what is left of both is what the list needs', () => {
  for (const [view, back, words] of [
    ['notable', 70, /· all writes /v],
    ['notable', 40, /· all 11:48 /v],
    ['all', 70, /· all 11:48 /v],
  ] as const) {
    const small = aScreen({columns: 60, rows: 16, view});
    const loaded = after(small, covered(writes, back), covered(all, 12));
    const state = feed(loaded, {settledTo: ago(15)});
    assert.match(status(state), words);
    assert.doesNotMatch(status(state), /rest/v);
  }
});

test('one region that cannot be read takes nothing from the others', () => {
  for (const size of sizes) {
    let state = aScreen({...size, regions: ['us-west-2'], globalRegion: 'us-east-1'});
    state = feed(after(state, covered(all, 70, 'us-west-2')), {settledTo: ago(15)}, 'us-west-2');
    state = feed(state, {problem: denied}, 'us-east-1');
    assert.match(status(state), /1 of 2 regions interrupted|1\/2 interrupted/v);
    assert.match(status(state), /without us-east-1/v);
    if (size.columns > 80) {
      assert.match(status(state), /settled (?:to )?11:45/v);
      assert.match(status(state), /all (?:to )?11:00/v);
    }

    assert.match(list(state), /us-east-1: Not allowed to look\. Allow it\./v);
    assert.match(
      list(state),
      /No matching management event is loaded for us-west-2 .* settled to 11:45/v,
    );
    assert.match(press(state, 'A').notice, /loaded, but for us-east-1/v);
    const broken = feed(state, {problem: denied}, 'us-west-2');
    assert.match(status(broken), /2 of 2 regions interrupted|2\/2 interrupted/v);
    assert.match(status(broken), /without us-east-1/v, 'the other one was read');
    const blind = feed(
      feed(aScreen({...size, globalRegion: 'eu-west-1'}), {problem: denied}),
      {problem: denied},
      'eu-west-1',
    );
    assert.doesNotMatch(status(blind), /without/v);
  }
});

test('what was read of a region before it was interrupted still counts, and is not left out', () => {
  let state = aScreen({regions: ['us-west-2'], globalRegion: 'us-east-1'});
  for (const region of ['us-west-2', 'us-east-1']) {
    const minutes = region === 'us-east-1' ? 12 : 70;
    state = feed(after(state, covered(all, minutes, region)), {settledTo: ago(15)}, region);
  }

  state = feed(state, {problem: denied, settledTo: ago(16)}, 'us-east-1');
  assert.match(
    status(state),
    /1 of 2 regions interrupted · settled (?:to )?11:44 · all (?:to )?11:48/v,
  );
  assert.doesNotMatch(status(state), /without/v);
});

test('at every width what is said without a region is said together with that', () => {
  for (let columns = 40; columns <= 160; columns++) {
    let state = aScreen({columns, rows: 24, regions: ['us-west-2'], globalRegion: 'us-east-1'});
    state = feed(after(state, covered(all, 70, 'us-west-2')), {settledTo: ago(15)}, 'us-west-2');
    state = feed(state, {problem: denied}, 'us-east-1');
    const line = status(state);
    assert.ok(!/all|settled/v.test(line) || line.includes('without us-east-1'), line);
    assert.match(line, /interrupted/v);
  }
});

test('a frozen screen also tells of a lag, and of what is interrupted', () => {
  const lagging = press(feed(aScreen(), {lag: 120}), 'space');
  assert.match(status(lagging), /FROZEN at 12:00 \(space\) · lag 120 s/v);
  const broken = press(feed(aScreen({columns: 80, rows: 24}), {problem: denied}), 'space');
  assert.match(status(broken), /FROZEN at 12:00(?: \(space\))? · events interrupted/v);
});

test('what has gone from memory is not told as loaded', () => {
  const store = new EventStore({limit: 20});
  let state = aScreen({store});
  const events = Array.from({length: 40}, (_, index) => aWrite(`e${index}`, index));
  state = feed(after(arrive(state, events, 'load'), covered(all, 70)), {settledTo: ago(15)});
  assert.match(status(state), /kept back to 11:4\d/v);
  assert.doesNotMatch(status(state), /all to/v);
  assert.match(
    list(press(state, 'G')),
    /only the newest are kept, back to 11:4\d \(--max-events\)/v,
  );
  assert.match(press(state, 'A').notice, /--max-events/v);
  const older = press(type(press(state, 't'), '11:10 to 11:20'), 'enter');
  assert.doesNotMatch(status(older), /all to|all writes/v);
  assert.match(list(older), /Only the newest events are kept, back to 11:4\d/v);
});

test('a range before the 90 days is told as such', () => {
  const choice = {kind: 'fixed', since: noon - 100 * day, until: noon - 95 * day} as const;
  for (const size of sizes) {
    const state = feed(aScreen({...size, choice}), {settledTo: ago(15)});
    assert.match(status(state), /older than (?:the )?90 days/v);
    assert.match(list(state), /LookupEvents holds the last 90 days/v);
    assert.doesNotMatch(lineText(selectBottom(state)), /loads/v);
  }
});

test('all that LookupEvents holds of 90 days is all of them', () => {
  const state = after(press(aScreen(), '9'), covered(all, (90 * day) / minute));
  assert.match(press(state, 'A').notice, /everything in this range is loaded/v);
});

test('A says that everything is loaded only when it is', () => {
  const start = aScreen();
  assert.match(press(start, 'A').notice, /next, after the writes/v);
  assert.match(
    press(feed(start, {progress: {pass: 'all', requests: 2, left: 9}}), 'A').notice,
    /being loaded/v,
  );
  assert.match(press(feed(start, {problem: denied}), 'A').notice, /once AWS answers again/v);
  assert.match(
    press(after(start, covered(all, 70)), 'A').notice,
    /everything in this range is loaded/v,
  );
  let state = press(
    feed(press(start, '7', 'A'), {progress: {pass: 'all', requests: 1, left: 900}}),
    'esc',
  );
  assert.match(state.notice, /stopped/v);
  state = press(state, 'A');
  assert.match(state.notice, /loading everything/v);
  assert.doesNotMatch(press(state, 'A').notice, /is loaded$/v);
});

test('the estimate counts the events of a region where everything of it is loaded, not the writes of the whole range', () => {
  // Ten a minute in the last half hour; before that only the writes are there, and those of another region.
  const events = [
    ...Array.from({length: 300}, (_, index) => aRead(`r${index}`, index / 10)),
    ...Array.from({length: 900}, (_, index) => aWrite(`w${index}`, 30 + index)),
    ...Array.from({length: 900}, (_, index) =>
      aWrite(`x${index}`, index / 30, {awsRegion: 'eu-west-1'}),
    ),
  ];
  for (const size of sizes) {
    const state = press(after(arrive(aScreen(size), events, 'load'), covered(all, 30)), '7');
    assert.match(lineText(selectBottom(state)), /A loads .*7d.*(?:about |≈)2,000 requests, 34m/v);
    assert.match(lineText(selectBottom(state)), /filter/v, 'the keys are still hinted');
  }

  assert.match(
    lineText(selectBottom(press(after(aScreen(), covered(all, 2)), '7'))),
    /may take long/v,
  );
});

test('Esc stops the writes of a long range as well, and A goes on with them', () => {
  const start = press(aScreen({columns: 80, rows: 24}), '9');
  const loading = feed(start, {progress: {pass: 'writes', requests: 30, left: 38_800}});
  assert.match(status(press(loading, 'down')), /~11h left|~10h50m left|settled|nothing/v);
  let state = press(loading, 'esc');
  assert.ok(state.generation > loading.generation, 'what is in flight is given up');
  assert.match(state.notice, /stopped; A goes on/v);
  assert.match(lineText(selectBottom(press(state, 'j'))), /A goes on: ≈39,000 requests, 11h/v);
  state = press(state, 'A');
  assert.equal(state.loadFirst.answer, 'yes');
});

test('after many requests for the writes the person is asked', () => {
  const start = press(aScreen(), '9');
  const asked = feed(start, {progress: {pass: 'writes', requests: 200, left: 38_800}});
  assert.equal(asked.loadFirst.answer, 'ask');
  assert.match(
    lineText(selectBottom(asked)),
    /A goes on with the writes of 90d: about 39,000 more requests, 11h at 1 a second/v,
  );
  const going = feed(press(asked, 'A'), {progress: {pass: 'writes', requests: 400, left: 38_600}});
  assert.equal(going.loadFirst.answer, 'yes', 'and not a second time');
  assert.equal(press(asked, '2').loadFirst.answer, 'auto');
  const few = feed(start, {progress: {pass: 'writes', requests: 200, left: 20}});
  assert.equal(few.loadFirst.answer, 'auto');
});

test('below the list it is told how far the writes and how far everything goes', () => {
  for (const columns of [120, 80, 60]) {
    const rows = columns === 60 ? 16 : 24;
    let state = arrive(aScreen({columns, rows}), [aWrite('a', 5), aWrite('b', 20)], 'load');
    state = feed(after(state, covered(writes, 70), covered(all, 12)), {settledTo: ago(15)});
    assert.match(list(state), /before 11:48 only (?:the )?writes/v);
    assert.match(list(after(press(state, '6'), covered(writes, 26 * 60))), /more is being loaded/v);
    assert.doesNotMatch(list(after(state, covered(all, 70))), /only/v);
  }
});

test('the last rows fill the pane at the end of the list', () => {
  const events = Array.from({length: 60}, (_, index) => aWrite(`e${index}`, index / 2));
  let state = arrive(aScreen({columns: 80, rows: 24}), events, 'load');
  state = press(feed(after(state, covered(all, 70)), {settledTo: ago(0.2)}), 'G');
  const lines = listLines(state);
  assert.match(lines.at(-2) ?? '', /11:30:30/v);
  assert.equal(lines.filter((line) => /\d\d:\d\d:\d\d/v.test(line)).length, lines.length - 3);
});

test('a dated range keeps its end at every width', () => {
  for (const columns of [120, 80, 60]) {
    const state = press(aScreen({columns, rows: 24, now: noon - 8 * hour}), '4');
    assert.match(status(state), /6h (?:11-21 22:00 ?– ?|to )11-22 04:30 UTC/v);
  }
});
