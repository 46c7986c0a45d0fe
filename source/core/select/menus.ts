import {commands, keyLabel, type Command} from '../commands.ts';
import {type Rect} from '../layout.ts';
import {paletteEntries} from '../palette.ts';
import {joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {type State} from '../state/model.ts';
import {cellWidth, fit, repeat} from '../text.ts';
import {box} from './box.ts';
import {typedLine} from './typed-line.ts';

const groups = ['Filter', 'Look', 'Time', 'Chart', 'Move', 'Program'] as const;

/** Keys of a command as they are written on the screen. */
function keysOf({keys}: Command, ascii: boolean): SafeText {
  return joinSafe(
    keys.map((key) => safe(keyLabel(key, ascii), {ascii})),
    t` `,
  );
}

/** All commands by group, from the one registry. */
export function helpLines(ascii: boolean): readonly Line[] {
  const widest = Math.max(...commands.map((command) => cellWidth(keysOf(command, ascii))));
  return groups.flatMap((group) => [
    [span(safe(group), 'title')],
    ...commands
      .filter((command) => command.group === group)
      .map((command): Line => {
        const where = command.contexts.includes('list')
          ? t``
          : t` (in ${safe(command.contexts[0])})`;
        return [
          span(t`  ${fit(keysOf(command, ascii), widest)}  `, 'key'),
          span(t`${safe(command.help)}${where}`),
        ];
      }),
    [],
  ]);
}

/** The help, over both panes. */
export function selectHelp(state: State, rect: Rect): readonly Line[] {
  const lines = helpLines(state.ascii);
  const height = rect.height - 2;
  const wanted = state.overlay?.kind === 'help' ? state.overlay.top : 0;
  const top = Math.max(0, Math.min(wanted, lines.length - height));
  const more = top + height < lines.length ? t`j k scroll, Esc closes` : t`Esc closes`;
  return box(
    {
      width: rect.width,
      height: rect.height,
      title: [span(t`Keys`, 'title')],
      corner: [span(more, 'dim')],
      hasFocus: true,
      ascii: state.ascii,
    },
    lines.slice(top, top + height).map((line) => [span(t` `), ...line]),
  );
}

/** The palette, over both panes: what is typed, and the commands that it may mean. */
export function selectPalette(state: State, rect: Rect): readonly Line[] {
  const {overlay, ascii} = state;
  if (overlay?.kind !== 'palette') {
    return [];
  }

  const entries = paletteEntries(overlay.line.text);
  const height = Math.max(1, rect.height - 4);
  const top = Math.max(0, Math.min(overlay.selected - height + 1, entries.length - height));
  const lines = entries.slice(top, top + height).map((command, index): Line => {
    const isSelected = top + index === overlay.selected;
    const mark = isSelected ? (ascii ? t`>` : t`▸`) : t` `;
    const keys = fit(keysOf(command, ascii), 14, ascii);
    const text = t` ${mark} ${keys}  ${safe(command.help)}`;
    return isSelected
      ? [span(fit(text, rect.width - 2, ascii), 'cursor')]
      : [span(t` ${mark} `), span(keys, 'key'), span(t`  ${safe(command.help)}`)];
  });
  return box(
    {
      width: rect.width,
      height: rect.height,
      title: [span(t`Commands`, 'title')],
      hasFocus: true,
      ascii,
    },
    [
      typedLine(t` :`, overlay.line, rect.width - 2, ascii),
      [span(repeat(ascii ? t`-` : t`─`, rect.width - 2), 'border')],
      ...(lines.length > 0 ? lines : [[span(t`   no command is called that`, 'dim')]]),
    ],
  );
}
