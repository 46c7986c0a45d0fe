import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {isSuspect, joinSafe, safe, t} from '../../source/core/sanitize.ts';
import {cellWidth} from '../../source/core/text.ts';
import {anyText} from '../support/hostile-text.ts';
import {createTerminalModel} from '../support/terminal-model.ts';

test('plain text is shown as it is', () => {
  for (const text of [
    '',
    'RunInstances',
    'arn:aws:iam::123456789012:user/kim',
    'größe',
    '한국어',
  ]) {
    assert.equal(safe(text), text);
    assert.ok(!isSuspect(text), text);
  }
});

test('what would move the cursor, hide or reorder is shown, not obeyed', () => {
  assert.equal(safe('\u001B[2Jx'), '␛[2Jx');
  assert.equal(safe('a\tb\r\nc'), 'a␉b␍␊c');
  assert.equal(safe('\u007F\u009B'), '␡<U+009B>');
  assert.equal(safe('user\u202Egpj'), 'user<U+202E>gpj');
  assert.equal(safe('ad\u200Bmin'), 'ad<U+200B>min');
  assert.equal(safe('\uFEFF\u2028\u00A0'), '<U+FEFF><U+2028><U+00A0>');
  assert.equal(safe('\u{E0061}\u{F0000}'), '<U+E0061><U+F0000>');
  assert.equal(safe('\uD83D'), '<U+D83D>');
  assert.ok(isSuspect('ad\u200Bmin'));
});

test('a family, a skin tone and a keycap are shown in parts, since no two terminals agree on their width', () => {
  assert.equal(safe('👨‍👧'), '👨<U+200D>👧');
  assert.equal(safe('👍🏽'), '👍<U+1F3FD>');
  assert.equal(safe('1\uFE0F\u20E3'), '1<U+FE0F><U+20E3>');
  assert.equal(safe('\u{1FAE8}'), '<U+1FAE8>');
  assert.equal(safe('😀'), '😀');
});

test('Korean in parts reads as it is written; a loose part is named', () => {
  assert.equal(safe('\u1112\u1161\u11AB'), '\u1112\u1161\u11AB');
  assert.equal(safe('x\u1161'), 'x<U+1161>');
  assert.equal(safe('\u1112\u11AB'), '\u1112<U+11AB>');
});

test('a pile of combining marks does not climb over other lines, and its height is said', () => {
  assert.equal(safe(`e${'\u0301'.repeat(4)}`), `e${'\u0301'.repeat(4)}`);
  assert.equal(safe(`e${'\u0301'.repeat(40)}`), `e${'\u0301'.repeat(4)}<+36 marks>`);
});

test('a mark at the beginning does not join the border before it', () => {
  assert.equal(safe('\u0301x'), '◌\u0301x');
});

test('ASCII mode writes carets and code points', () => {
  assert.equal(safe('\u001Bé漢\u007F\u0000', {ascii: true}), '^[<U+00E9><U+6F22>^?^@');
});

test('values that are no strings are shown as JSON, whatever they are', () => {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  assert.equal(safe(undefined), '');
  assert.equal(safe(null), 'null');
  assert.equal(safe(-0.5), '-0.5');
  assert.equal(safe({a: ['\u001B']}), String.raw`{"a":["\u001b"]}`);
  assert.equal(safe(cycle), '(cannot be shown)');
  assert.equal(safe([1n]), '(cannot be shown)');
});

test('nothing unsafe is ever let through, and nothing is dropped', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const shown = safe(text);
      assert.doesNotMatch(
        shown,
        /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/v,
      );
      assert.doesNotMatch(shown, /\p{M}{5}/v);
      assert.equal(unescaped(shown, text), text);
    }),
    {numRuns: 2000},
  );
});

/** Takes back what the gate does, by the original: each of its characters must stand there, or a name for it. */
function unescaped(shown: string, original: string): string {
  let rest = shown.startsWith('◌') && !original.startsWith('◌') ? shown.slice(1) : shown;
  let found = '';
  let pending = 0;
  for (const character of original) {
    const code = character.codePointAt(0) ?? 0;
    const name = `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
    const picture = code === 0x7f ? '␡' : String.fromCodePoint(code < 0x20 ? 0x24_00 + code : 0);
    const counted = pending === 0 ? /^<\+(?<count>\d+) marks>/v.exec(rest) : null;
    if (counted && !rest.startsWith(character)) {
      pending = Number(counted.groups?.['count']);
      rest = rest.slice(counted[0].length);
    }

    if (pending > 0) {
      assert.match(character, /\p{M}/v);
      pending--;
    } else {
      const left = rest;
      const way = [character, name, picture].find((each) => left.startsWith(each));
      assert.notEqual(way, undefined, `${name} is neither shown nor named in ${shown}`);
      rest = rest.slice(way?.length);
    }

    found += character;
  }

  assert.equal(rest, '');
  return found;
}

test('what has passed the gate passes it again unchanged', () => {
  fc.assert(
    fc.property(anyText, fc.boolean(), (text, ascii) => {
      const once = safe(text, {ascii});
      assert.equal(safe(once, {ascii}), once);
    }),
  );
});

test('in ASCII mode nothing but printable ASCII leaves', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.match(safe(text, {ascii: true}), /^[\u0020-\u007E]*$/v);
    }),
  );
});

test('a terminal gives every character of Unicode the cells that are counted for it', async () => {
  const terminal = createTerminalModel({columns: 40, rows: 2});
  const replies: string[] = [];
  terminal.onReply((reply) => {
    replies.push(reply);
  });
  const shown: string[] = [];
  let output = '';
  for (let code = 0x20; code <= 0x10_ff_ff; code++) {
    const character = String.fromCodePoint(code);
    const text = safe(character);
    if (!(text === character || text === `◌${character}`)) {
      continue;
    }

    shown.push(text);
    output += `\r${text}\u001B[6n`;
  }

  await terminal.write(output);
  const columns = replies.map((reply) =>
    Number(/;(?<column>\d+)R/v.exec(reply)?.groups?.['column']),
  );
  assert.equal(columns.length, shown.length);
  const wrong = shown.filter((text, index) => cellWidth(safe(text)) !== (columns[index] ?? 0) - 1);
  assert.deepEqual(
    wrong.map((text) => text.codePointAt(0)?.toString(16)),
    [],
  );
});

test('a terminal gives every text the cells that are counted for it, and Ink never counts more', async () => {
  const texts = fc.sample(anyText, {numRuns: 3000, seed: 7}).map((text) => safe(text));
  const terminal = createTerminalModel({columns: 2000, rows: 2});
  const replies: string[] = [];
  terminal.onReply((reply) => {
    replies.push(reply);
  });
  await terminal.write(texts.map((text) => `\r${text}\u001B[6n`).join(''));
  for (const [index, text] of texts.entries()) {
    const column = Number(/;(?<column>\d+)R/v.exec(replies[index] ?? '')?.groups?.['column']);
    assert.equal(cellWidth(text), column - 1, JSON.stringify(text));
    assert.ok(stringWidth(text) <= cellWidth(text), JSON.stringify(text));
  }
});

test('our own words and safe values make safe text', () => {
  assert.equal(t`a ${safe('\u0000')} ${3}`, 'a ␀ 3');
  assert.equal(t`\n`, '\n');
  assert.equal(joinSafe([safe('a'), safe('b')], t`, `), 'a, b');
});
