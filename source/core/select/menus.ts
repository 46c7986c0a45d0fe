import {type Rect} from '../layout.ts';
import {paletteEntries} from '../state/palette.ts';
import {safe, t} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {type State} from '../state/model.ts';
import {fit, repeat} from '../text.ts';
import {box} from './box.ts';
import {keysOf} from './readings.ts';
import {typedLine} from './typed-line.ts';

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
