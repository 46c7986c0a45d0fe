import {commandFor, type Command, type Context} from './commands.ts';
import {type EditKey} from './state/line-edit.ts';

/** What the terminal layer tells of a key press: Ink's `useInput` in its own words. */
export type KeyPress = {
  readonly input: string;
  readonly upArrow?: boolean;
  readonly downArrow?: boolean;
  readonly leftArrow?: boolean;
  readonly rightArrow?: boolean;
  readonly pageDown?: boolean;
  readonly pageUp?: boolean;
  readonly home?: boolean;
  readonly end?: boolean;
  readonly return?: boolean;
  readonly escape?: boolean;
  readonly ctrl?: boolean;
  readonly shift?: boolean;
  readonly tab?: boolean;
  readonly backspace?: boolean;
  readonly delete?: boolean;
  readonly meta?: boolean;
};

/** What a key press means: a command, an edit of the line that is typed, text for it, or nothing. */
export type KeyMeaning =
  | {readonly kind: 'command'; readonly command: Command}
  | {readonly kind: 'edit'; readonly key: EditKey}
  | {readonly kind: 'text'; readonly text: string};

const special: ReadonlyArray<readonly [keyof KeyPress, string]> = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageDown', 'pagedown'],
  ['pageUp', 'pageup'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'esc'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

const editKeys: Readonly<Record<string, EditKey>> = {
  left: 'left',
  right: 'right',
  home: 'home',
  end: 'end',
  'ctrl+a': 'home',
  'ctrl+e': 'end',
  'ctrl+b': 'left',
  'ctrl+f': 'right',
  backspace: 'backspace',
  'ctrl+h': 'backspace',
  delete: 'delete',
  'ctrl+d': 'delete',
  'ctrl+w': 'deleteWord',
  'ctrl+u': 'deleteToStart',
  'ctrl+k': 'deleteToEnd',
};

/** Where typing goes into a line. */
const typing: ReadonlySet<Context> = new Set(['prompt', 'palette', 'picker', 'save', 'copy']);

/** Where nothing lies open. */
const panes: ReadonlySet<Context> = new Set(['list', 'chart']);

/** The names of the keys in one press. Quick typing arrives as several characters at once: each is a key of its own. */
export function keyNames(press: KeyPress): readonly string[] {
  for (const [flag, name] of special) {
    if (press[flag] === true) {
      if (flag === 'tab' && press.shift === true) {
        return ['shift+tab'];
      }

      return press.meta === true && name !== 'esc' ? [] : [name];
    }
  }

  if (press.ctrl === true) {
    return /^[a-z\]\\^_ ]$/v.test(press.input) ? [`ctrl+${press.input}`] : [];
  }

  if (press.meta === true) {
    return /^[^\p{Cc}\[]$/v.test(press.input) ? [alt + nameOf(press.input)] : [];
  }

  return report.test(press.input) ? [] : [...press.input].map((character) => nameOf(character));
}

const alt = 'alt+';

/**
 * The keys that a name stands for where the keyboard goes. Esc and a key that arrive together look like Alt and the key,
 * and no key is bound with Alt: where Esc closes what lies open they are both. Where something is typed the key would
 * fire a command, and where nothing is open Esc is not what a person has pressed.
 */
export function keysMeant(context: Context, name: string): readonly string[] {
  if (!name.startsWith(alt)) {
    return [name];
  }

  return typing.has(context) || panes.has(context) ? [] : ['esc', name.slice(alt.length)];
}

/** What a terminal says of itself (its kind, its size, the mouse, the focus), which Ink hands on without the ESC. */
const report = /^\[(?:[IO]|[\d;:<=>?]+[\u0020-\u002F]*[\u0040-\u007E])$/v;

const controlNames: Readonly<Record<string, string>> = {
  ' ': 'space',
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\u007F': 'backspace',
  '\u001B': 'esc',
};

/** A character as the key that sends it: within quick typing, Enter or ^C arrive as plain control characters. */
function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return (
    controlNames[character] ??
    (code < 0x20 ? `ctrl+${String.fromCodePoint(code + 0x60)}` : character)
  );
}

/** What a key means in a context. */
export function meaningOf(context: Context, key: string): KeyMeaning | undefined {
  // Where Shift+Tab has no meaning of its own, two panes are as near backwards as forwards.
  const command =
    commandFor(context, key) ?? (key === 'shift+tab' ? commandFor(context, 'tab') : undefined);
  if (command) {
    return {kind: 'command', command};
  }

  if (!typing.has(context)) {
    return undefined;
  }

  const editKey = editKeys[key];
  if (editKey) {
    return {kind: 'edit', key: editKey};
  }

  const text = key === 'space' ? ' ' : key;
  return /^\P{Cc}$/v.test(text) ? {kind: 'text', text} : undefined;
}
