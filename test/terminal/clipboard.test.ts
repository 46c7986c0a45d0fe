import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {type Clipboard} from '../../source/core/copy/clipboard.ts';
import {clipboardOf} from '../../source/terminal/capabilities.ts';
import {clipboardSequence} from '../../source/terminal/clipboard.ts';
import {aroundClipped, clipped} from '../support/clipped.ts';
import {createEscapeKinds} from '../support/escape-kinds.ts';
import {anyText} from '../support/hostile-text.ts';

test('how a text gets into the clipboard is told by the environment alone', () => {
  const told: ReadonlyArray<readonly [Readonly<Record<string, string>>, Clipboard]> = [
    [{TERM: 'xterm-256color'}, 'direct'],
    [{TERM: 'tmux-256color', TMUX: '/tmp/tmux-0/default,1,0'}, 'tmux'],
    [{TERM: 'screen-256color', TMUX: '/tmp/tmux-0/default,1,0'}, 'tmux'],
    [{TERM: 'tmux-256color'}, 'tmux'],
    [{TERM: 'xterm-256color', TERM_PROGRAM: 'tmux'}, 'tmux'],
    [{TERM: 'screen', STY: '1234.pts-0.host'}, 'screen'],
    [{TERM: 'screen-256color'}, 'direct'],
    [{TERM: 'linux'}, 'none'],
    [{TERM: 'dumb'}, 'none'],
    [{}, 'none'],
  ];
  for (const [env, clipboard] of told) {
    assert.equal(clipboardOf(env), clipboard, JSON.stringify(env));
  }
});

const end = '\u001B\\';

/** What arrives at the terminal behind GNU screen or tmux, each as its own rules have it. */
const behind: Readonly<Record<Clipboard, (sequence: string) => string>> = {
  direct: (sequence) => sequence,
  tmux(sequence) {
    const lead = '\u001BPtmux;';
    const at = sequence.indexOf(lead);
    assert.ok(at > 0 && sequence.endsWith(end));
    const inner = sequence.slice(at + lead.length, -end.length);
    // A single ESC would end what tmux takes for its own.
    assert.ok(!inner.replaceAll('\u001B\u001B', '').includes('\u001B'));
    const passedOn = inner.replaceAll('\u001B\u001B', '\u001B');
    // Tmux itself takes the one, or hands on the other.
    assert.equal(passedOn, sequence.slice(0, at));
    return passedOn;
  },
  screen: (sequence) =>
    sequence
      .split(end)
      .slice(0, -1)
      .map((piece) => {
        assert.ok(piece.startsWith('\u001BP') && piece.length < 256);
        return piece.slice(2);
      })
      .join(''),
  none: (sequence) => sequence,
};

test('any text arrives as it is, and nothing in it leaves the sequence', () => {
  const texts = fc.oneof(
    anyText,
    anyText.map((text) => text.repeat(200)),
    fc.constantFrom(
      '\u0007',
      '\u001B\\',
      '\u001B]52;c;!\u0007',
      '\u001BPtmux;',
      '\u009C',
      '\u0018',
    ),
  );
  for (const clipboard of ['direct', 'tmux', 'screen'] as const) {
    fc.assert(
      fc.property(texts, (text) => {
        const sequence = clipboardSequence(text, clipboard);
        const [before, after, ...more] = aroundClipped(behind[clipboard](sequence));
        assert.deepEqual([before, after, more], ['', '', []]);
        assert.deepEqual(clipped(behind[clipboard](sequence)), [text.toWellFormed()]);
        const seen = createEscapeKinds();
        seen.push(sequence);
        seen.push('\u001B[m');
        // Whoever is neither tmux nor screen sees the parts of what is wrapped, and nothing else.
        const wrapped = ['DCS', 'ESC \u001B', 'ESC \\', 'C0 07'];
        const allowed = new Set(['CSI m', 'OSC 52', ...(clipboard === 'direct' ? [] : wrapped)]);
        assert.ok(seen.kinds.has('CSI m'));
        for (const kind of seen.kinds) {
          assert.ok(allowed.has(kind), `${clipboard}: ${kind}`);
        }
      }),
      {numRuns: 60},
    );
  }
});

test('where there is no clipboard nothing is written', () => {
  assert.equal(clipboardSequence('x', 'none'), '');
});
