import {type Rect} from '../layout.ts';
import {paletteEntries, type PaletteEntry} from '../state/palette.ts';
import {presetsHere} from '../state/presets.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Span} from '../span.ts';
import {type State} from '../state/model.ts';
import {cellWidth, fit, lineText, repeat} from '../text.ts';
import {box} from './box.ts';
import {keysOf} from './help.ts';
import {typedLine} from './typed-line.ts';

/** The palette, over both panes: what is typed, and the presets and commands that it may mean. */
export function selectPalette(state: State, rect: Rect): readonly Line[] {
  const {overlay, ascii} = state;
  if (overlay?.kind !== 'palette') {
    return [];
  }

  const entries = paletteEntries(overlay.line.text, presetsHere(state));
  const lines = groupedLines(state, entries, overlay.selected, rect.width);
  const height = Math.max(1, rect.height - 4);
  const at = lines.findIndex(({isSelected}) => isSelected);
  // The heading above the first entry is in sight with it.
  const top = at <= 1 ? 0 : Math.max(0, Math.min(at - height + 1, lines.length - height));
  return box(
    {
      width: rect.width,
      height: rect.height,
      title: [span(t`Presets and commands`, 'title')],
      hasFocus: true,
      ascii,
    },
    [
      typedLine(t` :`, overlay.line, rect.width - 2, ascii),
      [span(repeat(ascii ? t`-` : t`─`, rect.width - 2), 'border')],
      ...(lines.length > 0
        ? lines.slice(top, top + height).map(({line}) => line)
        : [[span(t`   nothing is called that`, 'dim')]]),
    ],
  );
}

type MenuLine = {readonly line: Line; readonly isSelected: boolean};

const headings = {preset: t`Presets`, command: t`Commands`} as const;

/** The entries, with a heading above each group. */
function groupedLines(
  {ascii}: State,
  entries: readonly PaletteEntry[],
  selected: number,
  width: number,
): readonly MenuLine[] {
  const presetWidth = Math.max(
    0,
    ...entries.map((entry) => (entry.kind === 'preset' ? cellWidth(presetTitle(entry, ascii)) : 0)),
  );
  return entries.flatMap((entry, index) => {
    const isSelected = index === selected;
    const mark = isSelected ? (ascii ? t`>` : t`▸`) : t` `;
    const parts: readonly [Span, Span] =
      entry.kind === 'preset'
        ? [
            span(fit(presetTitle(entry, ascii), Math.min(presetWidth, 44), ascii)),
            span(t`  ${safe(entry.preset.query, {ascii})}`, 'dim'),
          ]
        : [
            span(fit(keysOf(entry.command, ascii), 14, ascii), 'key'),
            span(t`  ${safe(entry.command.help)}`),
          ];
    const line: Line = [span(t` ${mark} `), ...parts];
    const shown: Line = isSelected ? [span(fit(lineText(line), width - 2, ascii), 'cursor')] : line;
    const isFirst = entries[index - 1]?.kind !== entry.kind;
    return [
      ...(isFirst ? [{line: [span(t` ${headings[entry.kind]}`, 'title')], isSelected: false}] : []),
      {line: shown, isSelected},
    ];
  });
}

function presetTitle(
  {preset}: Extract<PaletteEntry, {readonly kind: 'preset'}>,
  ascii: boolean,
): SafeText {
  return safe(preset.title, {ascii});
}
