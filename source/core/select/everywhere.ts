import {everywhereChoices, type RegionAnswer} from '../loading/everywhere.ts';
import {type Rect} from '../layout.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Style} from '../span.ts';
import {type State} from '../state/model.ts';
import {fit} from '../text.ts';
import {box} from './box.ts';
import {grouped} from './numbers.ts';

/** One value in every region: which value, and a line for each region. */
export function selectEverywhere(state: State, rect: Rect): readonly Line[] {
  const {overlay, everywhere, ascii, store} = state;
  if (overlay?.kind !== 'everywhere') {
    return [];
  }

  const inside = rect.width - 2;
  const choices = everywhereChoices(store, overlay.row).map(({label, attribute}, index): Line => {
    const isSelected = index === overlay.selected;
    const mark = isSelected ? (ascii ? t`>` : t`▸`) : t` `;
    const text = t` ${mark} ${fit(safe(label), 11)} ${safe(attribute.value, {ascii})}`;
    return [span(fit(text, inside, ascii), isSelected ? 'cursor' : 'plain')];
  });
  const answers = [...(everywhere?.answers ?? [])].map(([region, answer]): Line => {
    const [words, style] = answerWords(answer, ascii);
    return [span(t`   ${fit(safe(region, {ascii}), 16, ascii)} `), span(words, style)];
  });
  const searched: readonly Line[] = everywhere
    ? [
        [],
        [
          span(
            t` ${safe(everywhere.choice.label)} ${safe(everywhere.choice.attribute.value, {ascii})} in the last 90 days`,
            'strong',
          ),
        ],
        ...answers,
      ]
    : [[], [span(t` Enter asks every region for the value; what is found joins the list.`, 'dim')]];
  return box(
    {
      width: rect.width,
      height: rect.height,
      title: [span(t`One value in every region`, 'title')],
      hasFocus: true,
      ascii,
    },
    [...choices, ...searched],
  );
}

function answerWords(answer: RegionAnswer, ascii: boolean): readonly [SafeText, Style] {
  switch (answer.status) {
    case 'asking': {
      return [ascii ? t`...` : t`…`, 'dim'];
    }

    case 'hits': {
      return [t`${grouped(answer.hits)}${answer.more ? t` and more` : t``} hits`, 'good'];
    }

    case 'none': {
      return [t`none`, 'dim'];
    }

    default: {
      return [t`${safe(answer.status)}: ${safe(answer.words, {ascii})}`, 'bad'];
    }
  }
}
