import {keyLabel} from '../commands.ts';
import {safe, stillSafe, t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Span} from '../span.ts';
import {type Prompt, type State} from '../state/model.ts';
import {offerOf, withoutUnfinished} from '../state/suggestions.ts';
import {cellWidth, fitLine, lineWidth, takeCells} from '../text.ts';
import {grouped} from './numbers.ts';
import {typedLine} from './typed-line.ts';

const leads: Readonly<Record<Prompt['kind'], SafeText>> = {
  filter: t` filter: `,
  range: t` range: `,
  search: t` search: `,
  view: t` keep as @`,
};

const examples: Readonly<Record<Prompt['kind'], SafeText>> = {
  filter: t`name:Run* user:kim -via:console is:denied "two words"`,
  range: t`2h, 12:15 (the hour around it), 11:00 to 12:30, an ISO time`,
  search: t`text in this record`,
  view: t`a name: Enter keeps what is above in config.json`,
};

/** The line that is being typed, in the bottom line's cells, and what the person should know of it at its end. */
export function promptLine(state: State): Line {
  const {prompt, ascii} = state;
  if (!prompt) {
    return [];
  }

  if (prompt.line.text === '') {
    return [
      span(leads[prompt.kind], 'key'),
      span(t` `, 'cursor'),
      span(t` ${examples[prompt.kind]}`, 'dim'),
    ];
  }

  const {line, wrongAt} = typedPrompt(state, prompt);
  const typed = wrongAt === undefined ? line : markedFrom(line, wrongAt);
  return [
    ...fitLine(typed, typingCells(state), 'plain', ascii),
    span(t`  `),
    ...promptWords(state, prompt),
  ];
}

/**
 * The cell of the bottom line that stands where a typed filter goes wrong; undefined where it does not, or where the
 * person is still in the midst of what is wrong and is offered how to go on.
 */
export function wrongCell(state: State): number | undefined {
  return state.prompt && typedPrompt(state, state.prompt).wrongAt;
}

function typedPrompt(state: State, prompt: Prompt): {line: Line; wrongAt: number | undefined} {
  const line = typedLine(leads[prompt.kind], prompt.line, typingCells(state), state.ascii);
  const {problem} = prompt;
  const isTold = problem !== undefined && problem.column > 0 && !offerOf(state);
  return {
    line,
    wrongAt: isTold ? cellOf(line, prompt, problem.column - 1, state.ascii) : undefined,
  };
}

/** The cell of a place in the typed text; what is out of sight counts as its nearest end. */
function cellOf(line: Line, {line: {text, cursor}}: Prompt, at: number, ascii: boolean): number {
  const [lead, before] = line;
  const first = cellWidth(lead?.text ?? t``);
  const cursorCell = first + cellWidth(before?.text ?? t``);
  const between = cellWidth(
    safe(text.slice(Math.min(at, cursor), Math.max(at, cursor)).slice(0, 10_000), {ascii}),
  );
  const cell = at < cursor ? cursorCell - between : cursorCell + between;
  return Math.min(Math.max(first, cell), Math.max(first, lineWidth(line) - 1));
}

/** The line with everything from a cell on as what is wrong; the cursor keeps its look. */
function markedFrom(line: Line, cell: number): Line {
  const marked: Span[] = [];
  let at = 0;
  for (const {text, style} of line) {
    const good = takeCells(text, Math.max(0, cell - at));
    const rest = stillSafe(text.slice(good.length));
    at += cellWidth(text);
    marked.push(span(good, style), span(rest, style === 'cursor' ? style : 'bad'));
  }

  return marked;
}

function typingCells(state: State): number {
  const words = state.prompt ? lineWidth(promptWords(state, state.prompt)) : 0;
  return Math.max(20, state.size.columns - words - 2);
}

/** How much is left; of a filter that is wrong, that the one before it still holds. */
function promptWords(state: State, {kind, problem}: Prompt): Line {
  const {list, ascii} = state;
  if (kind !== 'filter') {
    return [];
  }

  const left = t`${grouped(list.rows.length)} left`;
  if (problem && !offerOf(state)) {
    return [span(t`not applied: ${left} as before`, 'warn')];
  }

  const enter = safe(keyLabel('enter', ascii));
  return withoutUnfinished(state) === undefined
    ? [span(left, 'dim')]
    : [span(t`${left}; ${enter} looks for the text`, 'dim')];
}
