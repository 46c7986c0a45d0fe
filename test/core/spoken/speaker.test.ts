import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Speaker} from '../../../source/core/spoken/speaker.ts';
import {type State} from '../../../source/core/state.ts';
import {after, ago, arrive, aScreen, aWrite, noon, press} from '../../support/a-record.ts';

const region = 'us-east-1';

function loaded(): State {
  const events = [
    aWrite('c', 1),
    aWrite('b', 10, {
      eventName: 'AuthorizeSecurityGroupIngress',
      requestParameters: {
        groupId: 'sg-1',
        ipPermissions: {
          items: [
            {
              ipProtocol: 'tcp',
              fromPort: 22,
              toPort: 22,
              ipRanges: {items: [{cidrIp: '0.0.0.0/0'}]},
            },
          ],
        },
      },
    }),
    aWrite('a', 20, {errorCode: 'AccessDenied'}),
  ];
  return after(
    arrive(aScreen(), events, 'load'),
    {type: 'coverage', coverage: {region, pushed: 'all', since: ago(60), until: noon, asOf: noon}},
    {type: 'feed', region, generation: 1, settledTo: ago(15)},
  );
}

/** A person at the keyboard who listens: what each key appends. */
function listening(start: State) {
  const speaker = new Speaker();
  let state = start;
  let heard: string = speaker.next(state);
  return {
    heard: () => heard,
    keys(...keys: readonly string[]): string {
      let said = '';
      for (const key of keys) {
        state = press(state, key);
        said += speaker.next(state);
      }

      heard += said;
      return said;
    },
    comes(change: (before: State) => State): string {
      state = change(state);
      const said: string = speaker.next(state);
      heard += said;
      return said;
    },
  };
}

test('it begins with where one is, what is loaded and which keys there are', () => {
  const words = listening(loaded()).heard();
  assert.match(words, /^trailtop, us-east-1, live, settled to 11:45/v);
  assert.match(words, /\? lists the keys, q quits\n/v);
  assert.match(words, /\nEvents 3 of 3, notable\n1 of 3: 11:59:00, RunInstances, by kim/v);
});

test('a row is told as the cursor comes to it, without signs that nobody can hear', () => {
  const {keys} = listening(loaded());
  const said = keys('j');
  assert.match(
    said,
    /^2 of 3: 11:50:00, AuthorizeSecurityGroupIngress, by kim.*, from .*, sg-1 tcp\/22 from 0\.0\.0\.0\/0, ok\n$/v,
  );
  assert.match(keys('j'), /^3 of 3: .*, DENIED\n$/v);
  assert.equal(keys('j'), '', 'there is no further one');
});

test('a new event is told as it comes; many are counted', () => {
  const {comes} = listening(loaded());
  const one = comes((state) => arrive(state, [aWrite('d', 0.5)]));
  assert.match(one, /^new: 11:59:30, RunInstances, by kim/v);
  assert.equal(one.split('\n').length, 2);
  const many = comes((state) =>
    arrive(
      state,
      Array.from({length: 20}, (_, index) => aWrite(`m${index}`, 0.1)),
    ),
  );
  assert.match(many, /^20 more events, the newest: 11:59:54/v);
});

test('what is typed is continued, and told anew where it was changed', () => {
  const {keys} = listening(loaded());
  assert.equal(
    keys('/'),
    'filter: Enter takes it, Esc leaves it, the down arrow tells what Tab takes\nfilter: ',
  );
  assert.equal(keys(...'user:lim'), 'user:lim');
  assert.equal(keys('backspace'), '\nfilter: user:li');
  const taken = keys('enter');
  assert.match(taken, /^\nNo matching management event .*user:li/v);
  assert.doesNotMatch(taken, /^\n\n/v);
});

test('what may be written is told as the arrows go through it, and taken by Tab', () => {
  const {keys} = listening(loaded());
  keys('/', ...'is:');
  assert.match(keys('down'), /^\n1 of \d+: \w+, .+\n2 of \d+: \w+, .+\nfilter: is:$/v);
  assert.match(keys('down'), /^\n3 of \d+: \w+, .+\nfilter: is:$/v);
  assert.equal(keys('tab'), 'denied');
});

test('the question before much is loaded is told once', () => {
  const {keys, comes, heard} = listening(loaded());
  assert.doesNotMatch(heard(), /^A /mv);
  const asked = keys('7');
  assert.match(asked, /^A loads everything of 7d, beyond the writes.*\n/mv);
  assert.doesNotMatch(keys('j', '?', 'esc'), /^A /mv);
  assert.equal(
    comes((state) => ({...state})),
    '',
  );
});

test('a wrong filter says what is wrong', () => {
  const {keys} = listening(loaded());
  keys('/', ...'is:evil');
  assert.match(keys('enter'), /^\nthere is no class evil\nfilter: is:evil$/v);
});

test('a menu is read, then what is marked in it; Esc leads back to the row', () => {
  const {keys} = listening(loaded());
  const help = keys('?');
  assert.match(help, /^Keys/v);
  assert.doesNotMatch(help, /[\u2500-\u25FF]/v);
  assert.match(keys('esc'), /^1 of 3: /v);
  assert.match(keys(':'), /Presets and commands/v);
  assert.match(keys('down'), /^\n[^\n]+\ntyped: $/v);
  assert.match(keys('esc'), /\n?1 of 3: /v);
  assert.match(keys('enter'), /RunInstances/v);
  assert.match(keys('esc'), /^1 of 3: /v);
});

test('the chart is words: each line, and what is under the cursor', () => {
  const start = loaded();
  const charted = after(start, {
    type: 'instances',
    instances: [],
    suggested: {ids: ['i-1'], why: 'busiest'},
  });
  const state = after(charted, {
    type: 'series',
    now: noon,
    generation: charted.generation + charted.chart.generation,
    range: charted.range,
    series: [
      {
        id: 'i-1',
        name: 'web-1',
        metric: 'CPUUtilization',
        statistic: 'Average',
        unit: 'Percent',
        period: 300,
        points: Array.from({length: 12}, (_, at) => ({time: ago(60 - 5 * at), value: at * 8})),
        provisionalFrom: Infinity,
      },
    ],
  });
  const {keys} = listening(state);
  assert.match(keys('tab'), /^CPUUtilization Average 5m of web-1 i-1 \(busiest\): 88 % at 11:55/v);
  assert.match(keys('left', 'left'), /^\d\d:\d\d: web-1 [\d.]+ %/v);
  assert.match(keys('tab'), /^Events 3 of 3, notable\n\d of 3: /v);
});

test('a view, a range and freezing are told', () => {
  const {keys} = listening(loaded());
  assert.match(keys('w'), /^Events 3 of 3, writes/v);
  assert.match(keys('1'), /Events 2 of 2/v);
  assert.match(keys('space'), /^frozen: Space goes on\n/v);
  assert.match(keys('space'), /^goes on\n/v);
});

test('nothing is said where nothing is new, and nothing is ever obeyed', () => {
  const {comes, heard} = listening(loaded());
  assert.equal(
    comes((state) => state),
    '',
  );
  comes((state) => arrive(state, [aWrite('x', 0.2, {eventName: '\u001B[2JRun\u202E\nforged'})]));
  assert.doesNotMatch(heard(), /[[\p{Cc}\p{Cf}]--\n]/v);
  assert.match(heard(), /␛\[2JRun<U\+202E>␊forged.*\(holds characters that hide\)/v);
});

test('in ASCII every word is ASCII', () => {
  const {keys, heard} = listening({...loaded(), ascii: true});
  keys('j', '?', 'esc', ':', 'esc', 'v', 'esc', 'S', 'esc', 'tab', 'tab', '/', 'é', 'esc');
  assert.match(heard(), /^[\n\u0020-\u007E]*$/v);
});
