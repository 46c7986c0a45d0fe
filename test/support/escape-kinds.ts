/**
 * What kinds of control functions a program has sent, whatever the terminal made of them.
 *
 * A kind is written without its parameters: `CSI ?h`, `CSI m`, `OSC 52`, `DCS`, `ESC 7`, `C0 07`, `C1 9B`. Carriage
 * return and line feed are text here and not listed.
 */
export type EscapeKinds = {
  readonly kinds: ReadonlySet<string>;
  /** Takes the next piece of output; sequences may be cut anywhere between pieces. */
  readonly push: (text: string) => void;
};

type State = 'ground' | 'escape' | 'csi' | 'string' | 'stringEscape';

const strings: Readonly<Record<string, string>> = {
  ']': 'OSC',
  P: 'DCS',
  _: 'APC',
  '^': 'PM',
  X: 'SOS',
};

/** C0 and C1 controls and DEL, except the two that are part of every text. */
function isControl(code: number): boolean {
  return (code < 0x20 && code !== 0x0a && code !== 0x0d) || (code >= 0x7f && code < 0xa0);
}

/** Watches a stream of terminal output; nothing has been seen at first. */
export function createEscapeKinds(): EscapeKinds {
  const kinds = new Set<string>();
  let state: State = 'ground';
  let collected = '';
  let introducer = '';

  const ground = (character: string) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\u001B') {
      state = 'escape';
      collected = '';
    } else if (isControl(code)) {
      const number = code.toString(16).toUpperCase().padStart(2, '0');
      kinds.add(`${code < 0x80 ? 'C0' : 'C1'} ${number}`);
    }
  };

  const escape = (character: string) => {
    const stringKind = collected === '' ? strings[character] : undefined;
    if (stringKind !== undefined) {
      state = 'string';
      introducer = stringKind;
    } else if (character === '[' && collected === '') {
      state = 'csi';
    } else if (character >= ' ' && character <= '/') {
      collected += character;
    } else {
      kinds.add(`ESC ${collected}${character}`);
      state = 'ground';
    }
  };

  const csi = (character: string) => {
    if (character === '\u001B' || character < ' ') {
      kinds.add('CSI broken');
      state = 'ground';
      ground(character);
    } else if (character >= '@' && character <= '~') {
      kinds.add(`CSI ${collected.replaceAll(/[\d:;]/gv, '')}${character}`);
      state = 'ground';
    } else {
      collected += character;
    }
  };

  const endString = () => {
    const number = /^\d+/v.exec(collected)?.[0];
    kinds.add(introducer === 'OSC' && number !== undefined ? `OSC ${number}` : introducer);
    state = 'ground';
  };

  const string = (character: string) => {
    if (character === '\u0007' || character === '\u009C') {
      endString();
    } else if (character === '\u001B') {
      state = 'stringEscape';
    } else if (collected.length < 8) {
      // The number of an OSC is all that is wanted of it, and a clipboard may be long.
      collected += character;
    }
  };

  const stringEscape = (character: string) => {
    endString();
    if (character === '\\') {
      return;
    }

    state = 'escape';
    collected = '';
    escape(character);
  };

  const steps = {ground, escape, csi, string, stringEscape};
  return {
    kinds,
    push(text) {
      for (const character of text) {
        steps[state](character);
      }
    },
  };
}
