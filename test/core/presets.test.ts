import assert from 'node:assert/strict';
import {test} from 'node:test';
import {printFilter} from '../../source/core/filter.ts';
import {presets} from '../../source/core/presets.ts';
import {selectPalette} from '../../source/core/select.ts';
import {type State} from '../../source/core/state.ts';
import {filterText} from '../../source/core/filter/vocabulary.ts';
import {presetsHere} from '../../source/core/state/presets.ts';
import {readFilter} from '../../source/core/state/prompts.ts';
import {
  arrive,
  aRead,
  aScreen,
  aWrite,
  listed,
  press,
  read,
  type,
  underCursor,
} from '../support/a-record.ts';
import {session} from '../support/event-records.ts';

const signIn = (id: string, minutes: number, record: object) =>
  aWrite(id, minutes, {
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    responseElements: {ConsoleLogin: 'Success'},
    additionalEventData: {MFAUsed: 'No'},
    ...record,
  });

/** An archive that shows everything; in a live screen a preset for sign-ins asks every region. */
function screen(): State {
  return press(
    arrive(
      aScreen({mode: 'archive', choice: {kind: 'all'}}),
      [
        aRead('read', 1),
        aWrite('run', 2),
        aWrite('stop', 3, {eventName: 'StopInstances', userIdentity: session('ops', 'zoe')}),
        aWrite('denied', 4, {eventName: 'StopLogging', errorCode: 'AccessDenied'}),
        aWrite('failed', 5, {errorCode: 'Client.InvalidParameterValue'}),
        aWrite('attach', 6, {eventSource: 'iam.amazonaws.com', eventName: 'AttachUserPolicy'}),
        aWrite('open', 7, {eventName: 'AuthorizeSecurityGroupIngress'}),
        aWrite('cancel', 8, {eventSource: 'kms.amazonaws.com', eventName: 'CancelKeyDeletion'}),
        aWrite('schedule', 9, {eventSource: 'kms.amazonaws.com', eventName: 'ScheduleKeyDeletion'}),
        signIn('root', 10, {userIdentity: {type: 'Root', accountId: '123456789012'}}),
        signIn('sso', 11, {userIdentity: session('AWSReservedSSO_Admin_0a1b', 'kim@corp.com')}),
        signIn('federated', 12, {userIdentity: session('ops', 'kim')}),
        signIn('wrong', 13, {
          userIdentity: {type: 'IAMUser', userName: 'kim'},
          responseElements: {ConsoleLogin: 'Failure'},
          errorMessage: 'Failed authentication',
        }),
        signIn('withMfa', 14, {
          userIdentity: {type: 'IAMUser', userName: 'kim'},
          additionalEventData: {MFAUsed: 'Yes'},
        }),
      ],
      'load',
    ),
    'w',
    'w',
  );
}

const choose = (state: State, typed: string): State =>
  press(type(press(state, ':'), typed), 'enter');

const shown: ReadonlyArray<readonly [typed: string, ids: readonly string[]]> = [
  ['failures', ['denied', 'failed', 'wrong']],
  ['presets denied calls is:denied', ['denied']],
  ['what root did', ['root']],
  ['sign-ins; live', ['root', 'sso', 'federated', 'wrong', 'withMfa']],
  ['without mfa', ['root']],
  ['iam changes', ['attach']],
  ['security-group', ['open']],
  ['destructive', ['stop', 'denied', 'schedule']],
];

for (const [typed, ids] of shown) {
  test(`: ${typed}, Enter shows ${ids.join(', ')}`, () => {
    assert.deepEqual(listed(choose(screen(), typed)), ids);
  });
}

test('every preset is a filter of the language, prints back to itself and can be gone on with', () => {
  for (const {id, query, title} of presets) {
    const answer = readFilter(screen(), query);
    assert.ok(answer.ok, id);
    assert.equal(printFilter(answer.filter ?? []), query);
    assert.match(title, /^\S.*[^.\s]$/v);
  }

  assert.equal(new Set(presets.map(({id}) => id)).size, presets.length);
  const state = press(choose(screen(), 'iam changes'), '/');
  assert.equal(state.prompt?.line.text, 'source:iam is:write');
});

test('the caller of the event under the cursor: by user, by role, by key', () => {
  const state = press(screen(), 'j', 'j');
  assert.equal(underCursor(state), 'stop');
  const queries = presetsHere(state)
    .slice(presets.length)
    .map(({query}) => query);
  assert.deepEqual(queries, ['user:zoe', 'role:ops', 'key:ASIAOPSOPSOPS00OPS7Q']);
  assert.deepEqual(listed(choose(state, 'calls by the role ops')), ['stop', 'federated']);
  assert.equal(presetsHere(aScreen()).length, presets.length, 'of nothing there is no caller');
});

test('Esc leads back to the filter and the place that were there before', () => {
  const before = press(type(press(screen(), '/'), 'user:kim'), 'enter', 'j');
  const state = choose(before, 'destructive');
  assert.equal(state.filterHistory.length, 2, '↑ finds it again');
  const back = press(state, 'esc');
  assert.equal(filterText(back.filter), 'user:kim');
  assert.equal(underCursor(back), underCursor(before));
});

test('a live screen asks every region for sign-ins, as its key does', () => {
  const live = choose(arrive(aScreen(), [aWrite('a', 1)]), 'sign-ins; live');
  assert.equal(live.overlay?.kind, 'everywhere');
  assert.equal(press(live, 'esc').overlay, undefined);
});

test('the palette shows presets and commands under headings of their own', () => {
  const lines = read(selectPalette(press(screen(), ':'), {top: 1, width: 120, height: 60})).split(
    '\n',
  );
  const at = (text: string) => lines.findIndex((line) => line.includes(text));
  assert.ok(at('│ Presets') < at('IAM changes'));
  assert.ok(at('IAM changes') < at('│ Commands'));
  const far = press(screen(), ':', ...Array.from({length: 40}, () => 'down'));
  const small = read(selectPalette(far, {top: 1, width: 60, height: 10}));
  assert.match(small, /▸/v, 'what is chosen is in sight');
});

test('whatever the caller is called, the preset means that caller', () => {
  for (const name of ['a,b', 'a"b', 'st*r', 'two words', '-minus', '\u202Eevil', 'x\ny']) {
    const mine = aWrite('mine', 0, {userIdentity: {type: 'IAMUser', userName: name}});
    const state = press(arrive(screen(), [mine], 'load'), 'g');
    const preset = presetsHere(state).find(({id}) => id === 'by-user');
    const answer = readFilter(state, preset?.query ?? '');
    assert.ok(answer.ok, name);
    assert.deepEqual(answer.filter, [
      {kind: 'field', name: 'user', values: [[name]], negated: false},
    ]);
  }
});

test('of the presets that hold what is typed the one that begins with it comes first', () => {
  const denied = press(type(press(screen(), ':'), 'denied c'), 'enter');
  assert.equal(filterText(denied.filter), 'is:denied');
});

test('what a preset takes the place of comes back with Esc, and with ↑ in the filter line', () => {
  const answer = readFilter(screen(), 'user:kim');
  assert.ok(answer.ok && answer.filter);
  const started = arrive(
    aScreen({mode: 'archive', choice: {kind: 'all'}, filter: answer.filter}),
    [aWrite('denied', 4, {errorCode: 'AccessDenied'})],
    'load',
  );
  const preset = press(type(press(started, ':'), 'denied c'), 'enter');
  assert.equal(filterText(preset.filter), 'is:denied');
  assert.equal(filterText(press(preset, 'esc').filter), 'user:kim');
  assert.equal(filterText(press(preset, '/', 'up', 'up', 'enter').filter), 'user:kim');
});
