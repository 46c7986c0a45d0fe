import {
  everywhereChoices,
  type Everywhere,
  type EverywhereChoice,
  type RegionAnswer,
} from '../loading/everywhere.ts';
import {type Rect} from '../layout.ts';
import {joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Style} from '../span.ts';
import {type State} from '../state/model.ts';
import {fit, wrapWords} from '../text.ts';
import {box} from './box.ts';
import {grouped} from './numbers.ts';
import {problemSentences} from './troubles.ts';

/** One value in every region: which value, and a line for each region. */
export function selectEverywhere(state: State, rect: Rect): readonly Line[] {
  const {overlay, everywhere, ascii, store} = state;
  if (overlay?.kind !== 'everywhere') {
    return [];
  }

  const inside = rect.width - 2;
  const height = rect.height - 2;
  const all = everywhereChoices(store, overlay.row);
  const answers = everywhere ? answerLines(everywhere, inside, ascii) : asking;
  // The choices scroll, so that at least half of the place is left to the answers.
  const most = Math.max(
    1,
    Math.min(all.length, height - Math.min(answers.length, Math.ceil(height / 2))),
  );
  const top = Math.max(0, Math.min(overlay.selected - most + 1, all.length - most));
  const choices = all
    .slice(top, top + most)
    .map((choice, index) => choiceLine(choice, top + index === overlay.selected, inside, ascii));
  const room = height - choices.length;
  const shown =
    everywhere && answers.length > room ? shortAnswerLines(everywhere, inside, ascii) : answers;
  return box(
    {
      width: rect.width,
      height: rect.height,
      title: [span(t`One value in every region`, 'title')],
      hasFocus: true,
      ascii,
    },
    [...choices, ...shown],
  );
}

const asking: readonly Line[] = [
  [],
  [span(t` Enter asks every region for the value; what is found joins the list.`, 'dim')],
];

function choiceLine(
  {label, attribute}: EverywhereChoice,
  isSelected: boolean,
  cells: number,
  ascii: boolean,
): Line {
  const mark = isSelected ? (ascii ? t`>` : t`▸`) : t` `;
  const text = t` ${mark} ${fit(safe(label), 11)} ${safe(attribute.value, {ascii})}`;
  return [span(fit(text, cells, ascii), isSelected ? 'cursor' : 'plain')];
}

/** What is asked for, and a line for each region. */
function answerLines(everywhere: Everywhere, cells: number, ascii: boolean): readonly Line[] {
  return [
    [],
    ...headLines(everywhere, cells, ascii),
    ...[...everywhere.answers].map(([region, answer]) => answerLine(region, answer, ascii)),
  ];
}

/** The same where not every region has room for a line: those that say no more than others share one. */
function shortAnswerLines(everywhere: Everywhere, cells: number, ascii: boolean): readonly Line[] {
  const entries = [...everywhere.answers];
  const alone = entries.filter(([, answer]) => !isPlain(answer));
  const order = ['hits', 'denied', 'disabled', 'failed', 'none', 'asking'] as const;
  alone.sort(([, a], [, b]) => order.indexOf(a.status) - order.indexOf(b.status));
  const shared = (status: RegionAnswer['status'], words: SafeText) => {
    const regions = entries.filter(([, answer]) => isPlain(answer) && answer.status === status);
    const names = regions.map(([region]) => safe(region, {ascii}));
    return names.length === 0
      ? []
      : wrapWords(t`${words}: ${joinSafe(names, t`, `)}`, cells - 4).map((text): Line => [
          span(t`   ${text}`, 'dim'),
        ]);
  };

  return [
    ...headLines(everywhere, cells, ascii),
    ...alone.map(([region, answer]) => answerLine(region, answer, ascii)),
    ...shared('asking', t`asking`),
    ...shared('none', t`none in`),
  ];
}

function isPlain(answer: RegionAnswer): boolean {
  return (
    (answer.status === 'none' && !answer.more) || (answer.status === 'asking' && !answer.pages)
  );
}

function headLines({choice, lacks}: Everywhere, cells: number, ascii: boolean): readonly Line[] {
  const value = safe(choice.attribute.value, {ascii});
  return [
    [span(t` ${safe(choice.label)} ${value} in the last 90 days`, 'strong')],
    ...(lacks
      ? wrapWords(
          t`Only watched regions are asked. ${problemSentences(lacks, ascii)}`,
          cells - 2,
        ).map((text): Line => [span(t` ${text}`, 'warn')])
      : []),
  ];
}

function answerLine(region: string, answer: RegionAnswer, ascii: boolean): Line {
  const [words, style] = answerWords(answer, ascii);
  return [span(t`   ${fit(safe(region, {ascii}), 16, ascii)} `), span(words, style)];
}

function answerWords(answer: RegionAnswer, ascii: boolean): readonly [SafeText, Style] {
  switch (answer.status) {
    case 'asking': {
      const dots = ascii ? t`...` : t`…`;
      return [answer.pages ? t`none in ${answer.pages} pages so far${dots}` : dots, 'dim'];
    }

    case 'hits': {
      const word = answer.hits === 1 && !answer.more ? t`hit` : t`hits`;
      return [t`${grouped(answer.hits)} ${word}${answer.more ? t`, and more` : t``}`, 'good'];
    }

    case 'none': {
      return answer.more
        ? [t`none in the newest ${answer.more.pages} pages; older ones were not asked for`, 'warn']
        : [t`none`, 'dim'];
    }

    default: {
      return [t`${safe(answer.status)}: ${safe(answer.words, {ascii})}`, 'bad'];
    }
  }
}
