import assert from 'node:assert/strict';
import {test} from 'node:test';
import {render} from 'ink-testing-library';
import {safe, t} from '../../source/core/sanitize.ts';
import {span} from '../../source/core/span.ts';
import {ColorContext} from '../../source/ui/color-context.ts';
import {Lines} from '../../source/ui/lines.tsx';
import {paint} from '../../source/ui/paint.ts';
import {Table} from '../../source/ui/table.tsx';

test('a table has a border, its columns and its rows', (t_) => {
  const screen = render(<Table data={[{name: t`web-1`, instance: t`i-0a1`}]} />);
  t_.after(screen.unmount);
  assert.equal(
    screen.lastFrame(),
    [
      '┌───────┬──────────┐',
      '│ name  │ instance │',
      '├───────┼──────────┤',
      '│ web-1 │ i-0a1    │',
      '└───────┴──────────┘',
    ].join('\n'),
  );
});

test('lines are drawn one below the other, without colour as plain text', (t_) => {
  const screen = render(
    <ColorContext value={false}>
      <Lines lines={[[span(t`first`, 'info')], [span(t`second`), span(t` part`, 'dim')]]} />
    </ColorContext>,
  );
  t_.after(screen.unmount);
  assert.equal(screen.lastFrame(), 'first\nsecond part');
});

test('an escape sequence in outside text is shown, never sent', (t_) => {
  const hostile = safe('\u001B]0;owned\u0007\u202Ekim\nforged row');
  const screen = render(<Lines lines={[[span(hostile)]]} />);
  t_.after(screen.unmount);
  assert.equal(screen.lastFrame(), '␛]0;owned␇<U+202E>kim␊forged row');
});

test('neighbours of one look share their escape, and every style is ended', () => {
  assert.equal(
    paint([span(t`a`, 'bad'), span(t`b`, 'bad'), span(t`c`)], true),
    '\u001B[91mab\u001B[0mc',
  );
  assert.equal(paint([span(t`a`, 'info')], false), 'a');
});
