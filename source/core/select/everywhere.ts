import {
  everywhereChoices,
  whenFound,
  type Everywhere,
  type EverywhereChoice,
  type RegionAnswer,
} from '../loading/everywhere.ts';
import {type Rect} from '../layout.ts';
import {joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Style} from '../span.ts';
import {presentOf, zoneOf, type State} from '../state/model.ts';
import {digitHolding, presetSpans} from '../state/range.ts';
import {fit, wrapWords} from '../text.ts';
import {formatDuration} from '../time.ts';
import {box} from './box.ts';
import {grouped} from './numbers.ts';
import {moment} from './moment.ts';
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
  const answers = everywhere ? answerLines(everywhere, inside, state) : asking;
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
    everywhere && answers.length > room ? shortAnswerLines(everywhere, inside, state) : answers;
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
function answerLines(everywhere: Everywhere, cells: number, state: State): readonly Line[] {
  return [
    [],
    ...headLines(everywhere, cells, state.ascii),
    ...[...everywhere.answers].map(([region, answer]) => answerLine(region, answer, state)),
    ...hitsLines(everywhere, cells, state),
  ];
}

/** The same where not every region has room for a line: those that say no more than others share one. */
function shortAnswerLines(everywhere: Everywhere, cells: number, state: State): readonly Line[] {
  const {ascii} = state;
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
    ...hitsLines(everywhere, cells, state),
    ...alone.map(([region, answer]) => answerLine(region, answer, state)),
    ...shared('asking', t`asking`),
    ...shared('none', t`none in`),
  ];
}

/** What was found may lie outside the range of the list: the key that shows it, and where the list would go. */
function hitsLines(everywhere: Everywhere, cells: number, state: State): readonly Line[] {
  const when = whenFound(everywhere);
  if (!when) {
    return [];
  }

  const {since, until} = state.range;
  const isInside = when.oldest >= since && when.newest < until;
  const isLogins = state.overlay?.kind === 'everywhere' && state.overlay.row === -1;
  const digit = digitHolding(when.oldest, when.newest, presentOf(state));
  const range = formatDuration(presetSpans[(digit ?? 9) - 1] ?? 0);
  const words = isLogins
    ? isInside
      ? t`Enter lists them.`
      : t`Enter lists them, over ${range}: not all are in the range on the screen.`
    : isInside
      ? t``
      : t`Not all are in the range on the screen: back at the list, ${digit ?? 9} shows ${range}.`;
  return words === ''
    ? []
    : [[], ...wrapWords(words, cells - 2).map((text): Line => [span(t` ${text}`)])];
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

function answerLine(region: string, answer: RegionAnswer, state: State): Line {
  const {ascii} = state;
  const [words, style] = answerWords(answer, state);
  return [span(t`   ${fit(safe(region, {ascii}), 16, ascii)} `), span(words, style)];
}

function answerWords(answer: RegionAnswer, state: State): readonly [SafeText, Style] {
  const {ascii} = state;
  switch (answer.status) {
    case 'asking': {
      const dots = ascii ? t`...` : t`…`;
      return [
        answer.pages
          ? t`none in ${answer.pages} ${answer.pages === 1 ? t`page` : t`pages`} so far${dots}`
          : dots,
        'dim',
      ];
    }

    case 'hits': {
      const word = answer.hits === 1 ? t`hit` : t`hits`;
      const zone = zoneOf(state);
      const when =
        answer.newest === undefined
          ? t``
          : t`, newest ${moment(answer.newest, state, zone)} ${zone.label}`;
      return [
        t`${grouped(answer.hits)} ${word}${when}${answer.more ? t`; older ones were not asked for` : t``}`,
        'good',
      ];
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
