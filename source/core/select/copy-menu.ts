import {utf8Length, type Clipboard} from '../copy/clipboard.ts';
import {type CopyChoice} from '../copy/choices.ts';
import {wrap} from '../detail/draw.ts';
import {type Rect} from '../layout.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {sizeWords} from '../state/copy.ts';
import {type State} from '../state/model.ts';
import {fit, repeat, truncate} from '../text.ts';
import {box} from './box.ts';

/** Characters of a text that its line may need, and that a screen may. */
const previewed = 1000;
const shownWhole = 20_000;

/** The menu of `y`: a letter for each thing that can be copied and how it begins, and what is marked as it will be. */
export function selectCopyMenu(state: State, rect: Rect): readonly Line[] {
  const {overlay, ascii} = state;
  if (overlay?.kind !== 'copy') {
    return [];
  }

  const cells = rect.width - 2;
  const passing = passingWords[state.clipboard];
  const lines = overlay.choices.map((choice, index): Line => {
    const isSelected = index === overlay.selected;
    const mark = isSelected ? (ascii ? t`>` : t`▸`) : t` `;
    const lead = t` ${mark} ${safe(choice.letter)}  ${fit(safe(choice.name), 15)} `;
    const rest = truncate(preview(choice, ascii), cells - lead.length - 1, ascii);
    return isSelected
      ? [span(fit(t`${lead}${rest}`, cells, ascii), 'cursor')]
      : [span(lead, 'key'), span(rest, choice.text === '' ? 'dim' : 'plain')];
  });
  return box(
    {
      width: rect.width,
      height: rect.height,
      title: [span(t`Copy to your terminal's clipboard`, 'title')],
      hasFocus: true,
      ascii,
    },
    [
      ...lines,
      ...(passing === '' ? [] : [[span(t`   ${passing}`, 'warn')]]),
      [span(repeat(ascii ? t`-` : t`─`, cells), 'border')],
      ...whole(overlay.choices[overlay.selected]?.text ?? '', cells, ascii),
    ],
  );
}

/** What is to be known before: nothing in between tells whether it has passed a text on. */
const passingWords: Readonly<Record<Clipboard, SafeText>> = {
  direct: t``,
  tmux: t`tmux passes it on only with: set -s set-clipboard on`,
  screen: t`the terminal behind screen has to take it`,
  none: t`this terminal has no clipboard: what is marked stands below`,
};

/** A text as it is, for whoever has to take it with the mouse; the box cuts what there is no room for. */
function whole(text: string, cells: number, ascii: boolean): readonly Line[] {
  return text
    .slice(0, shownWhole)
    .split('\n')
    .flatMap((line): readonly Line[] => wrap([span(safe(line, {ascii}))], cells - 1))
    .map((line) => [span(t` `), ...line]);
}

function preview({letter, text, why}: CopyChoice, ascii: boolean) {
  if (text === '') {
    return t`- ${safe(why, {ascii})}`;
  }

  return letter === 'r'
    ? t`indented JSON, ${safe(sizeWords(utf8Length(text)))}`
    : safe(text.slice(0, previewed), {ascii});
}
