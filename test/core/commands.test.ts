import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  commandFor,
  commandOf,
  commands,
  keyLabel,
  type Context,
} from '../../source/core/commands.ts';
import {keyNames, keysMeant, meaningOf} from '../../source/core/keys.ts';
import {paletteEntries} from '../../source/core/state/palette.ts';
import {presetsHere} from '../../source/core/state/presets.ts';
import {hintsFor} from '../../source/core/select.ts';
import {aScreen, arrive, aWrite, press} from '../support/a-record.ts';

const contexts: readonly Context[] = [
  'list',
  'chart',
  'detail',
  'help',
  'palette',
  'picker',
  'prompt',
];

test('no key means two things in one place', () => {
  const seen = new Map<string, string>();
  for (const {id, keys, contexts: where} of commands) {
    for (const place of where) {
      for (const key of keys) {
        const binding = `${place} ${key}`;
        assert.equal(seen.get(binding), undefined, `${binding}: ${id}`);
        seen.set(binding, id);
        assert.equal(commandFor(place, key)?.id, id);
      }
    }
  }
});

test('every command has one id, a key and a sentence of help', () => {
  assert.equal(new Set(commands.map(({id}) => id)).size, commands.length);
  for (const command of commands) {
    assert.equal(commandOf(command.id), command);
    assert.ok(command.keys.length > 0 && command.keys.every((key) => key !== ''), command.id);
    assert.match(command.help, /^\S.*[^.\s]$/v);
    assert.ok(command.contexts.length > 0);
  }
});

test('^C, ^Z and Esc work everywhere; ^S and ^Q are left to the terminal', () => {
  for (const context of contexts) {
    assert.equal(commandFor(context, 'ctrl+c')?.id, 'interrupt');
    assert.equal(commandFor(context, 'ctrl+z')?.id, 'suspend');
    assert.equal(commandFor(context, 'esc')?.id, 'back');
    assert.equal(meaningOf(context, 'ctrl+s'), undefined);
    assert.equal(meaningOf(context, 'ctrl+q'), undefined);
  }
});

test('where text is typed no printable key does anything but type; Space chooses in the picker', () => {
  for (const context of ['palette', 'picker', 'prompt'] as const) {
    for (let code = 0x20; code < 0x7f; code++) {
      const key = code === 0x20 ? 'space' : String.fromCodePoint(code);
      const meaning = meaningOf(context, key);
      if (context === 'picker' && key === 'space') {
        assert.equal(meaning?.kind, 'command');
      } else {
        assert.deepEqual(meaning, {kind: 'text', text: String.fromCodePoint(code)}, context);
      }
    }
  }
});

const hinted = contexts.filter((each) => each !== 'prompt');

test('every place hints at its keys', () => {
  for (const context of hinted) {
    assert.ok(hintsFor(context, false).length > 0, context);
    for (const [key, hint] of hintsFor(context, true)) {
      assert.match(`${key}${hint}`, /^[\u0020-\u007E]+$/v);
    }
  }
});

test('keys are written as people read them', () => {
  assert.equal(keyLabel('ctrl+f'), '^F');
  assert.equal(keyLabel('enter'), '↵');
  assert.equal(keyLabel('enter', true), 'Enter');
  assert.equal(keyLabel('j'), 'j');
});

test('a key press has one name, quick typing has several', () => {
  assert.deepEqual(keyNames({input: 'j'}), ['j']);
  assert.deepEqual(keyNames({input: 'G', shift: true}), ['G']);
  assert.deepEqual(keyNames({input: '', upArrow: true}), ['up']);
  assert.deepEqual(keyNames({input: ' '}), ['space']);
  assert.deepEqual(keyNames({input: 'f', ctrl: true}), ['ctrl+f']);
  assert.deepEqual(keyNames({input: 'jj k'}), ['j', 'j', 'space', 'k']);
  assert.deepEqual(keyNames({input: '', tab: true}), ['tab']);
  assert.deepEqual(keyNames({input: '', tab: true, shift: true}), ['shift+tab']);
});

test('what was typed quickly on a slow line keeps its Enter, Tab and control keys', () => {
  assert.deepEqual(keyNames({input: 'kim\r'}), ['k', 'i', 'm', 'enter']);
  assert.deepEqual(keyNames({input: 'j\tj\u0012'}), ['j', 'tab', 'j', 'ctrl+r']);
  assert.deepEqual(keyNames({input: 'ab\u007F\u0008'}), ['a', 'b', 'backspace', 'backspace']);
  assert.deepEqual(keyNames({input: '\n'}), ['enter']);
});

test('Esc and a key that arrive together are both; where something is typed they fire nothing', () => {
  const [name = ''] = keyNames({input: 'v', meta: true});
  assert.deepEqual(keysMeant('help', name), ['esc', 'v']);
  assert.deepEqual(keysMeant('detail', name), ['esc', 'v']);
  assert.deepEqual(keysMeant('list', name), [], 'there Esc closes nothing: it was Alt');
  assert.deepEqual(keysMeant('prompt', name), []);
  assert.deepEqual(keysMeant('palette', name), []);
  assert.deepEqual(keysMeant('list', 'v'), ['v']);
});

test('Alt and unknown keys do nothing rather than something else', () => {
  assert.deepEqual(keyNames({input: '[A', meta: true}), []);
  assert.deepEqual(keyNames({input: '', upArrow: true, meta: true}), []);
  assert.deepEqual(keyNames({input: '', escape: true, meta: true}), ['esc']);
  assert.deepEqual(keyNames({input: '', ctrl: true}), []);
  assert.deepEqual(keyNames({input: 'F', ctrl: true}), []);
  assert.deepEqual(keyNames({input: ''}), []);
});

test('what a terminal says of itself is no key, though Ink hands it on without its ESC', () => {
  for (const input of ['[?1;2c', '[I', '[O', '[24;80R', '[<0;10;5M', '[?2026;2$y', '[>0;276;0c']) {
    assert.deepEqual(keyNames({input}), [], input);
  }

  assert.deepEqual(keyNames({input: '[['}), ['[', '[']);
  assert.deepEqual(keyNames({input: ']['}), [']', '[']);
});

test('no control character is ever typed into a line', () => {
  for (let code = 0; code < 0xa0; code++) {
    const isPrintable = code >= 0x20 && code < 0x7f;
    const meaning = meaningOf('prompt', String.fromCodePoint(code));
    assert.equal(meaning?.kind === 'text', isPrintable, code.toString(16));
  }
});

test('the palette finds a command by its words, its key or its name', () => {
  const found = (typed: string) => paletteEntries(typed).map(({id}) => id);
  assert.deepEqual(found('freeze'), ['freeze']);
  assert.ok(found('LAST hour').includes('range2'));
  assert.ok(found('').length > 20);
  assert.ok(!found('').includes('down'), 'moving needs no palette');
  assert.deepEqual(found('no such thing'), []);
});

test('every command of the palette can be run from the list, the chart and a detail', () => {
  const full = arrive(aScreen(), [aWrite('a', 1), aWrite('b', 2)]);
  for (const start of [full, press(full, 'tab'), press(full, 'enter'), aScreen()]) {
    for (const [index, {id}] of paletteEntries('', presetsHere(start)).entries()) {
      const keys = [':', ...Array.from({length: index}, () => 'down'), 'enter'];
      assert.notEqual(press(start, ...keys).overlay?.kind, 'palette', id);
    }
  }
});

test('the palette offers the moves that one looks for by a name, and no single steps', () => {
  const found = (text: string) => paletteEntries(text).map(({id}) => id);
  assert.ok(found('failed').includes('nextFailure'));
  assert.ok(found('mark').includes('nextMark'));
  assert.ok(found('newest').includes('first'));
  assert.ok(!found('row down').includes('down'));
});
