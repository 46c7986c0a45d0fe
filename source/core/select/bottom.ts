import {commands, keyLabel, type CommandId, type Context} from '../commands.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Span} from '../span.ts';
import {contextOf} from '../state/run-command.ts';
import {type State} from '../state/model.ts';
import {cellWidth, fitLine, lineWidth} from '../text.ts';
import {formatDuration} from '../time.ts';
import {estimateRequests} from './estimate.ts';
import {grouped} from './numbers.ts';
import {typedLine} from './typed-line.ts';

/** The bottom line: what is being typed, else a word to the person, else the keys that help most here. */
export function selectBottom(state: State): Line {
  const {columns} = state.size;
  const line = state.prompt ? promptLine(state) : saidLine(state);
  return fitLine(line, columns, 'plain', state.ascii);
}

const leads: Readonly<Record<'filter' | 'range' | 'search', SafeText>> = {
  filter: t` filter: `,
  range: t` range: `,
  search: t` search: `,
};

const examples: Readonly<Record<'filter' | 'range' | 'search', SafeText>> = {
  filter: t`name:Run* user:kim -via:console is:denied "two words"`,
  range: t`2h, 12:15, 11:00 to 12:30, 2026-01-31T12:00Z`,
  search: t`text in this record`,
};

function promptLine(state: State): Line {
  const {prompt, ascii} = state;
  if (!prompt) {
    return [];
  }

  const {columns} = state.size;
  const right = promptWords(state);
  const room = columns - lineWidth(right) - 2;
  if (prompt.line.text === '') {
    return [
      span(leads[prompt.kind], 'key'),
      span(t` `, 'cursor'),
      span(t` ${examples[prompt.kind]}`, 'dim'),
    ];
  }

  const typed = typedLine(leads[prompt.kind], prompt.line, Math.max(20, room), ascii);
  return [...fitLine(typed, Math.max(20, room), 'plain', ascii), span(t`  `), ...right];
}

/** What the person should know while typing: what is wrong and where, or how much is left. */
function promptWords(state: State): Line {
  const {prompt, list, ascii} = state;
  if (!prompt) {
    return [];
  }

  if (prompt.problem) {
    const {column, message} = prompt.problem;
    const where = column > 0 ? t`column ${column}: ` : t``;
    return [span(t`${where}${safe(message, {ascii})}`, 'bad')];
  }

  return prompt.kind === 'filter' ? [span(t`${grouped(list.rows.length)} left`, 'dim')] : [];
}

/** A word to the person, the question about a long range, or the hints. */
function saidLine(state: State): Line {
  if (state.notice !== '') {
    return noticeLine(state);
  }

  return state.loadAll === 'ask' && !state.overlay ? askLine(state) : hints(state);
}

/** Before a long range is loaded whole: what it takes. */
function askLine(state: State): Line {
  const {range, rate, ascii} = state;
  const requests = estimateRequests(state);
  const span_ = formatDuration(range.until - range.since);
  const takes =
    requests === undefined
      ? t`may take long`
      : t`is about ${grouped(requests)} requests, ${formatDuration(roughly(requests / rate))} at ${rate} a second`;
  const dash = ascii ? t`-` : t`–`;
  return [
    span(t` ${span_}: the writes are loaded ${dash} everything ${takes}: `, 'warn'),
    span(t`A`, 'key'),
    span(t` loads it`, 'warn'),
  ];
}

/** Seconds as a rounded duration in ms. */
function roughly(seconds: number): number {
  const unit = seconds > 3600 ? 600 : seconds > 60 ? 60 : 1;
  return Math.max(1, Math.round(seconds / unit)) * unit * 1000;
}

function noticeLine(state: State): Line {
  return [span(t` ${safe(state.notice, {ascii: state.ascii})}`, 'warn')];
}

/** Keys that share one hint: `[ ] pan`. */
const pairs: Readonly<Record<string, string>> = {panLeft: '[ ]', zoomIn: '+ -', range1: '1-9'};

function hints(state: State): Line {
  const context = contextOf(state);
  const spans: Span[] = [];
  let left = state.size.columns;
  for (const [key, hint] of hintsFor(context, state.ascii)) {
    const part = [span(t` ${key}`, 'key'), span(t` ${hint} `, 'dim')];
    const cells = cellWidth(key) + cellWidth(hint) + 3;
    if (cells <= left) {
      spans.push(...part);
      left -= cells;
    }
  }

  return spans;
}

const menuHints: Readonly<Partial<Record<Context, ReadonlyArray<readonly [string, string]>>>> = {
  picker: [
    ['space', 'choose'],
    ['enter', 'chart'],
    ['esc', 'back'],
  ],
  palette: [
    ['enter', 'run'],
    ['esc', 'back'],
  ],
};

/** What a small screen must not leave out. */
const essentials: readonly CommandId[] = [
  'filter',
  'detail',
  'switchPane',
  'cycleView',
  'help',
  'quit',
];

/** The keys to hint at in a context, the most helpful first. */
export function hintsFor(
  context: Context,
  ascii: boolean,
): ReadonlyArray<readonly [SafeText, SafeText]> {
  const menu = menuHints[context];
  if (menu) {
    return menu.map(([key, hint]) => [safe(keyLabel(key, ascii), {ascii}), safe(hint)]);
  }

  const isTop = context === 'list' || context === 'chart';
  const hinted = commands.filter(
    ({id, hint, contexts}) =>
      hint !== undefined && contexts.includes(context) && !(isTop && id === 'back'),
  );
  // What can be done only here comes first.
  const special = isTop
    ? essentials.flatMap((id) => hinted.find((command) => command.id === id) ?? [])
    : hinted.filter(({contexts}) => !contexts.includes('list'));
  return [...special, ...hinted.filter((command) => !special.includes(command))].map(
    ({id, keys, hint = ''}) => [
      safe(pairs[id] ?? keyLabel(keys[0] ?? '', ascii), {ascii}),
      safe(hint),
    ],
  );
}
