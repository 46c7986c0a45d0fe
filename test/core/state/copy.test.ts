import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type JsonObject} from '../../../source/core/json.ts';
import {selectCopyMenu} from '../../../source/core/select.ts';
import {type State} from '../../../source/core/state.ts';
import {arrive, aScreen, aWrite, press, read, type} from '../../support/a-record.ts';

function listed(record: JsonObject = {}, options: Parameters<typeof aScreen>[0] = {}): State {
  return arrive(aScreen(options), [aWrite('8a2c-1', 5, record)]);
}

function menu(state: State): string {
  return read(selectCopyMenu(state, {top: 1, width: 100, height: 20}));
}

test('y offers the value, the record, the id, the link and the command; a letter copies it', () => {
  const state = press(listed(), 'y');
  for (const row of [
    /v {2}value +RunInstances/v,
    /r {2}record +indented JSON, \d+ bytes/v,
    /e {2}event id +8a2c-1/v,
    /l {2}console link +https:/v,
    /c {2}command +aws cloudtrail lookup-events/v,
  ]) {
    assert.match(menu(state), row);
  }

  const copied = press(state, 'e');
  assert.equal(copied.overlay, undefined);
  assert.deepEqual(copied.copying, {serial: 1, text: '8a2c-1'});
  assert.equal(copied.notice, 'copied the event id: 8a2c-1');
  assert.deepEqual(press(copied, 'y', 'e').copying, {serial: 2, text: '8a2c-1'});
});

test('the arrow keys and Enter choose too, and what is marked is shown as it will be copied', () => {
  let state = press(listed(), 'y', 'down', 'j', 'down', 'down');
  assert.match(
    menu(state).replaceAll(/[\s│]+/gv, ''),
    /AttributeKey=EventId,AttributeValue=8a2c-1/v,
  );
  state = press(state, 'down', 'enter');
  assert.match(state.copying.text, /^aws cloudtrail lookup-events --region us-east-1/v);
  assert.equal(state.notice, 'copied the command');
  assert.equal(press(listed(), 'y', 'esc').copying.serial, 0);
});

test('the value is the one under the list’s column', () => {
  const state = listed({requestParameters: {instanceId: 'i-0abc1234'}});
  const value = (keys: readonly string[]) => press(state, ...keys, 'y', 'v').copying.text;
  assert.equal(value([]), 'RunInstances');
  assert.equal(value(['left']), '2026-11-22T11:55:00Z');
  assert.equal(value(['right']), 'kim');
  assert.equal(value(['right', 'right']), '203.0.113.9');
  assert.equal(value(['right', 'right', 'right']), 'i-0abc1234');
  assert.equal(value(['right', 'right', 'right', 'right']), 'ok');
});

test('in the detail it is the one under the cursor; of an object its JSON', () => {
  const state = press(listed({requestParameters: {name: 'web "1"', of: {a: 1}}}), 'enter');
  const search = (text: string) =>
    press(type(press(state, '/'), text), 'enter', 'y', 'v').copying.text;
  assert.equal(search('"name"'), 'web "1"');
  assert.equal(search('"of"'), '{"a":1}');
  assert.equal(press(state, 'j', 'j', 'y', 'v').copying.text, 'kim');
});

test('a denial’s encoded message gives the command that decodes it', () => {
  const encoded = 'Ab1_-'.repeat(100);
  const state = press(
    listed({
      errorCode: 'Client.UnauthorizedOperation',
      errorMessage: `You are not authorized. Encoded authorization failure message: ${encoded}`,
    }),
    'y',
    'd',
  );
  assert.match(state.copying.text, new RegExp(`--encoded-message ${encoded} `, 'v'));
  assert.equal(press(listed(), 'y', 'd').overlay?.kind, 'copy');
});

test('what there is not says why', () => {
  const none = press(listed({eventID: '', awsRegion: 'evil.com'}), 'y');
  assert.match(menu(none), /event id +- the record has no event id/v);
  assert.match(press(none, 'l').notice, /no event id/v);
  assert.equal(press(none, 'l').copying.serial, 0);
  const elsewhere = press(listed({awsRegion: 'evil.com/'}), 'y', 'l');
  assert.match(elsewhere.notice, /no address known/v);
  assert.match(press(listed({eventID: 'a\nid\n'}), 'y', 'c').notice, /a shell would obey/v);
  assert.match(press(aScreen(), 'y').notice, /no event/v);
});

test('a value that hides something is copied as it is, and said to', () => {
  const state = press(listed({eventName: 'Run\u202E\nrm -rf'}), 'y', 'v');
  assert.equal(state.copying.text, 'Run\u202E\nrm -rf');
  assert.match(state.notice, /control or invisible/v);
});

test('what is too long for a clipboard is refused, and where it can go is said', () => {
  const state = press(listed({requestParameters: {big: 'x'.repeat(180_000)}}), 'y', 'r');
  assert.equal(state.copying.serial, 0);
  assert.match(state.notice, /^the record is 18\d KB: S saves it to a file$/v);
});

test('where the terminal may not take it, the notice says so', () => {
  const tmux = press(listed({}, {clipboard: 'tmux'}), 'y');
  assert.match(menu(tmux), /set -s set-clipboard on/v);
  assert.match(press(tmux, 'e').notice, /^copied the event id: 8a2c-1 \(tmux needs: /v);
  const linux = press(listed({}, {clipboard: 'none'}), 'y');
  assert.match(menu(linux), /this terminal has no clipboard/v);
  assert.equal(press(linux, 'e').copying.serial, 0);
  assert.match(press(linux, 'e').notice, /no clipboard to copy to/v);
});
