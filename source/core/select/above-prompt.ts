import {commandOf, keyLabel, type CommandId} from '../commands.ts';
import {type Suggestion} from '../filter/suggest.ts';
import {joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {type Prompt, type State} from '../state/model.ts';
import {markedOf, offerOf, type Offer} from '../state/suggestions.ts';
import {cellWidth, fit, fitRight, lineWidth, repeat, wrapWords} from '../text.ts';
import {viewCommand} from '../written/view-entries.ts';
import {grouped} from './numbers.ts';
import {noticeLines} from './notice.ts';
import {wrongCell} from './prompt.ts';

/**
 * What stands above the bottom line, over the lowest lines of the panes: what may be written there, where and why it is
 * wrong, or the beginning of a word to the person that is long. No lines where there is nothing to say.
 */
export function selectAbovePrompt(state: State): readonly Line[] {
  const {prompt} = state;
  if (!prompt) {
    // The bottom line has the end of it.
    return noticeLines(state).slice(0, -1);
  }

  if (prompt.kind === 'view') {
    return viewLines(state, prompt);
  }

  const offer = offerOf(state);
  if (offer) {
    return withRule(state, offerTitle(offer, prompt, state.ascii), keyWords(state, offer, prompt), [
      ...offerLines(state, offer, markedOf(offer, prompt)),
    ]);
  }

  if (prompt.problem?.column === 0 && prompt.line.text !== '') {
    const text = safe(prompt.problem.message, {ascii: state.ascii});
    return withRule(
      state,
      t`not applied; the range stays`,
      [],
      wrapWords(text, state.size.columns - 2).map((line): Line => [span(t` ${line}`, 'bad')]),
    );
  }

  const cell = wrongCell(state);
  return prompt.problem && cell !== undefined
    ? withRule(
        state,
        t`column ${prompt.problem.column}; the last good filter stays`,
        [],
        wrongLines(state, prompt.problem, cell),
      )
    : [];
}

/** The command line that a view stands for, and why it was not kept. */
function viewLines(state: State, {problem}: Prompt): readonly Line[] {
  const {ascii, size} = state;
  const cells = size.columns - 2;
  const most = size.rows < 20 ? 4 : 6;
  const wrong = problem ? wrapWords(safe(problem.message, {ascii}), cells).slice(0, most) : [];
  const command = wrapWords(safe(viewCommand(state), {ascii}), cells).slice(0, most - wrong.length);
  return withRule(
    state,
    problem ? t`not kept yet` : t`this view`,
    [],
    [
      ...command.map((line): Line => [span(t` ${line}`)]),
      ...wrong.map((line): Line => [span(t` ${line}`, 'bad')]),
    ],
  );
}

/** Suggestions in sight: three to eight by the height, two on a small screen, one on the smallest. */
function offerHeight(rows: number): number {
  if (rows < 20) {
    return rows < 12 ? 1 : 2;
  }

  return Math.min(8, Math.max(3, Math.floor(rows / 6)));
}

function offerTitle(offer: Offer, prompt: Prompt, ascii: boolean): SafeText {
  const at = t`${markedOf(offer, prompt) + 1} of ${grouped(offer.total)}`;
  if (offer.field === '') {
    return offer.items.some(({count}) => count !== undefined)
      ? t`fields and calls, ${at}`
      : t`fields, ${at}`;
  }

  if (offer.field === 'is') {
    return t`classes, ${at}`;
  }

  const among =
    offer.cappedAt === undefined ? t`` : t` in the newest ${grouped(offer.cappedAt)} events`;
  return t`values of ${safe(offer.field, {ascii})}, ${at}${among}`;
}

/** The keys that mean something here, by the registry; the first ones are the ones to know. */
function keyWords({ascii}: State, offer: Offer, prompt: Prompt): readonly Line[] {
  const hint = (id: CommandId, words: SafeText, second?: CommandId): Line => {
    const keys = [id, ...(second === undefined ? [] : [second])].map((each) =>
      safe(keyLabel(commandOf(each).keys[0] ?? '', ascii), {ascii}),
    );
    return [span(joinSafe(keys, t` `), 'key'), span(t` ${words}`, 'dim')];
  };

  if (prompt.taken) {
    return [hint('complete', t`next`), hint('completeBack', t`before`)];
  }

  return markedOf(offer, prompt) === 0
    ? [hint('complete', t`takes`), hint('menuDown', t`next`), hint('menuUp', t`history`)]
    : [hint('complete', t`takes`), hint('menuDown', t`choose`, 'menuUp')];
}

function offerLines(state: State, {items}: Offer, marked: number): readonly Line[] {
  const {ascii, size} = state;
  const height = offerHeight(size.rows);
  const top = Math.max(0, Math.min(marked - height + 1, items.length - height));
  const shown = items.slice(top, top + height);
  const texts = shown.map(({text}) => safe(text, {ascii}));
  const counts = shown.map(({count}) => (count === undefined ? t`` : grouped(count)));
  const width = Math.min(widest(texts), Math.floor(size.columns * 0.6));
  const countWidth = widest(counts);
  return shown.map((item, index): Line => {
    const isMarked = top + index === marked;
    const mark = isMarked ? (ascii ? t`>` : t`▸`) : t` `;
    const name = fit(texts[index] ?? t``, width, ascii);
    const words = detail(item, fitRight(counts[index] ?? t``, countWidth));
    return isMarked
      ? [span(fit(t` ${mark} ${name}  ${words}`, size.columns, ascii), 'cursor')]
      : [span(t` ${mark} ${name}  `), span(words, 'dim')];
  });
}

function detail({count, words}: Suggestion, shownCount: SafeText): SafeText {
  return count === undefined
    ? safe(words)
    : // Among all that is loaded: the list may show fewer of them.
      t`${shownCount} loaded`;
}

/** The message, and below it a pointer at the cell of the line that is typed; on one line where both fit. */
function wrongLines(
  state: State,
  {message, hint}: NonNullable<Prompt['problem']>,
  cell: number,
): readonly Line[] {
  const {ascii, size} = state;
  const pointer = ascii ? t`v` : t`▾`;
  const text = safe(hint === undefined ? message : `${message}: ${hint}`, {ascii});
  const indent = repeat(t` `, cell);
  if (cell + 3 + cellWidth(text) <= size.columns) {
    return [[span(t`${indent}${pointer} ${text}`, 'bad')]];
  }

  const lines = wrapWords(text, size.columns - 2).slice(0, size.rows < 12 ? 1 : 4);
  return [
    ...lines.map((line): Line => [span(t` ${line}`, 'bad')]),
    [span(t`${indent}${pointer}`, 'bad')],
  ];
}

/** Lines below a rule that tells them from the pane that they cover, with as many hints in it as fit. */
function withRule(
  {size, ascii}: State,
  title: SafeText,
  hints: readonly Line[],
  lines: readonly Line[],
): readonly Line[] {
  const level = ascii ? t`-` : t`─`;
  const left: Line = [span(t`${level} `, 'border'), span(title, 'strong'), span(t` `)];
  const end = span(t` ${level}`, 'border');
  let right: Line = [];
  for (const hint of hints) {
    const more: Line = [...right, span(right.length === 0 ? t` ` : t`  `), ...hint];
    if (lineWidth(left) + lineWidth(more) + 3 > size.columns) {
      break;
    }

    right = more;
  }

  const corner = right.length === 0 ? [] : [...right, end];
  const fill = size.columns - lineWidth(left) - lineWidth(corner);
  return [[...left, span(repeat(level, fill), 'border'), ...corner], ...lines];
}

function widest(texts: readonly SafeText[]): number {
  return Math.max(0, ...texts.map((text) => cellWidth(text)));
}
