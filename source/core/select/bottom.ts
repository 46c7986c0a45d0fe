import {commandFor, commands, keyLabel, type CommandId, type Context} from '../commands.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Span} from '../span.ts';
import {filterText} from '../filter/vocabulary.ts';
import {isUntouched} from '../state/picker.ts';
import {canGoBack} from '../state/pivot-way.ts';
import {contextOf} from '../state/run-command.ts';
import {isLoadingWanted, type State} from '../state/model.ts';
import {cellWidth, fitLine, lineWidth, truncate} from '../text.ts';
import {formatDuration} from '../time.ts';
import {whenFound} from '../loading/everywhere.ts';
import {pushedAll} from '../loading/passes.ts';
import {isTooOld, isWhole, loadedBack} from '../loading/reach.ts';
import {askedSpan} from '../state/range.ts';
import {estimateRequests} from './estimate.ts';
import {roughDuration, roughly} from './numbers.ts';
import {noticeLines} from './notice.ts';
import {promptLine} from './prompt.ts';
import {quitLine} from './quit.ts';
import {savingLine} from './save.ts';

/** The bottom line: what is being typed, else a word to the person, else the keys that help most here. */
export function selectBottom(state: State): Line {
  const {columns} = state.size;
  const line = state.prompt ? promptLine(state) : saidLine(state);
  return fitLine(line, columns, 'plain', state.ascii);
}

/** A word to the person, the question about a long range, or the hints. */
function saidLine(state: State): Line {
  if (state.isQuitAsked) {
    return quitLine(state);
  }

  if (state.notice !== '') {
    return noticeLines(state).at(-1) ?? [];
  }

  if (state.saving && state.overlay?.kind !== 'save') {
    return savingLine(state, state.saving);
  }

  return isAsking(state) ? askLine(state) : hints(state, wayHint(state));
}

/** Whether a question about what is loaded waits for an answer where `A` can give it. */
function isAsking(state: State): boolean {
  const isOpen =
    !isLoadingWanted(state) ||
    (state.loadAll === 'ask' &&
      !isTooOld(state) &&
      !isWhole(state, loadedBack(state, [pushedAll])));
  return isOpen && state.mode === 'live' && commandFor(contextOf(state), 'A') !== undefined;
}

/** The question in words, to be read aloud; undefined where none waits for an answer. */
export function questionWords(state: State): SafeText | undefined {
  return isAsking(state) ? t`A ${askWords(state)[0]}` : undefined;
}

/** Before much is loaded: what it takes, and the key that does it; the usual hints where there is room beside it. */
function askLine(state: State): Line {
  const {size, ascii} = state;
  const [words, short] = askWords(state);
  const line = (said: SafeText): Line => [span(t` A`, 'key'), span(t` ${said} `, 'warn')];
  const leastHints = Math.min(30, Math.floor(size.columns / 3));
  const chosen = lineWidth(line(words)) + leastHints <= size.columns ? words : short;
  const lead = fitLine(
    line(chosen),
    Math.min(lineWidth(line(chosen)), size.columns),
    'plain',
    ascii,
  );
  return hints(state, lead);
}

/** The same question at length and in short. */
function askWords(state: State): readonly [SafeText, SafeText] {
  const {rate, ascii} = state;
  const name = formatDuration(askedSpan(state));
  const about = ascii ? t`about ` : t`≈`;
  if (!isLoadingWanted(state)) {
    const {left} = state.loadFirst;
    const time = roughDuration(left / rate);
    return [
      t`goes on with the writes of ${name}: about ${roughly(left)} more requests, ${time} at ${rate} a second`,
      t`goes on: ${about}${roughly(left)} requests, ${time}`,
    ];
  }

  const requests = estimateRequests(state);
  if (requests === undefined) {
    return [
      t`loads everything of ${name}, beyond the writes; that may take long`,
      t`loads all ${name}; may take long`,
    ];
  }

  const time = roughDuration(requests / rate);
  return [
    t`loads everything of ${name}, beyond the writes: about ${roughly(requests)} requests, ${time} at ${rate} a second`,
    t`loads all ${name}: ${about}${roughly(requests)} requests, ${time}`,
  ];
}

/** Keys that share one hint: `[ ] pan`. */
const pairs: Readonly<Record<string, string>> = {panLeft: '[ ]', zoomIn: '+ -', range1: '1-9'};

/** As many hints as fit behind what comes first. */
function hints(state: State, lead: Line): Line {
  const context = contextOf(state);
  const spans: Span[] = [...lead];
  let left = state.size.columns - lineWidth(spans);
  // A search for sign-ins has nothing to choose from, and at first nothing to list.
  const isNothingFound = isOfLogins(state) && !(state.everywhere && whenFound(state.everywhere));
  const offered = saveHints(state) ?? hintsFor(context, state.ascii);
  for (const [key, hint] of isNothingFound ? offered.slice(-1) : offered) {
    const words = enterWords[hint]?.(state) ?? hint;
    const part = [span(t` ${key}`, 'key'), span(t` ${words} `, 'dim')];
    const cells = cellWidth(key) + cellWidth(words) + 3;
    if (cells <= left) {
      spans.push(...part);
      left -= cells;
    }
  }

  return spans;
}

/** What Enter does where that depends on more than the context. */
const enterWords: Readonly<Record<string, ((state: State) => SafeText) | undefined>> = {
  run: runWords,
  chart: pickWords,
  'ask every region': regionWords,
};

/** What Enter does in a menu that has its keys from the palette. */
function runWords({overlay}: State): SafeText {
  return overlay?.kind === 'pivots'
    ? t`go there`
    : overlay?.kind === 'metric'
      ? t`chart it`
      : overlay?.kind === 'alarms'
        ? t`go there`
        : t`run`;
}

/** What Enter does where every region is asked: sign-ins are asked for without it. */
function regionWords(state: State): SafeText {
  return isOfLogins(state) ? t`list them` : t`ask every region`;
}

function isOfLogins({overlay}: State): boolean {
  return overlay?.kind === 'everywhere' && overlay.row === -1;
}

/** What Enter does in the picker: where nothing was ticked it charts the row under the cursor. */
function pickWords({overlay, chart}: State): SafeText {
  if (overlay?.kind !== 'picker' || isUntouched(overlay.chosen, chart.charted)) {
    return t`chart this row`;
  }

  const count = overlay.chosen.length;
  return count === 0 ? t`chart nothing` : t`chart the ${count} ticked`;
}

/** Where Esc leads back to along the way one came: the filter that held there. */
function wayHint(state: State): readonly Span[] {
  const step = state.way.at(-1);
  if (!step || contextOf(state) !== 'list' || !canGoBack(state)) {
    return [];
  }

  const {ascii, size} = state;
  const filter = safe(step.isFilterOff ? '' : filterText(step.filter), {ascii});
  const room = Math.max(8, Math.floor(size.columns / 5));
  const place = filter === '' ? safe(step.view) : truncate(filter, room, ascii);
  return [
    span(t` ${safe(keyLabel('esc', ascii), {ascii})}`, 'key'),
    span(t` back to ${step.overlay?.kind === 'before' ? t`before spike` : place} `, 'dim'),
  ];
}

/** Keys, several of them with blanks between them, and what they do. */
type MenuHints = ReadonlyArray<readonly [string, string]>;

const menuHints: Readonly<Partial<Record<Context, MenuHints>>> = {
  picker: [
    ['space', 'tick'],
    ['enter', 'chart'],
    ['esc', 'back'],
  ],
  regions: [
    ['enter', 'ask every region'],
    ['esc', 'back'],
  ],
  save: [
    ['up down', 'format'],
    ['enter', 'save'],
    ['esc', 'back'],
  ],
  copy: [
    ['enter', 'copy'],
    ['esc', 'back'],
  ],
  palette: [
    ['enter', 'run'],
    ['esc', 'back'],
  ],
  summary: [
    ['enter', 'show'],
    ['f', 'only this'],
    ['x', 'not this'],
    ['tab', 'next'],
    ['esc', 'back'],
    ['w', 'view'],
    ['/', 'filter'],
  ],
  before: [
    ['enter', 'the call'],
    ['>', 'pivot'],
    ['[', 'further back'],
    [']', 'less'],
    ['tab', 'next instance'],
    ['esc', 'back'],
  ],
  chain: [
    ['enter', 'the call'],
    ['f', 'calls with this key'],
    ['esc', 'back'],
  ],
};

/** Once a file is being written, or is there, its format and its name are chosen. */
function saveHints({overlay, saving, ascii}: State): Labels | undefined {
  if (overlay?.kind !== 'save' || (!saving && !overlay.saved)) {
    return undefined;
  }

  return menuLabels(
    saving
      ? [
          ['enter', 'goes on out of sight'],
          ['esc', 'stops it'],
        ]
      : [['enter', 'close']],
    ascii,
  );
}

type Labels = ReadonlyArray<readonly [SafeText, SafeText]>;

function menuLabels(hinted: MenuHints, ascii: boolean): Labels {
  return hinted.map(([keys, hint]) => [
    safe(
      keys
        .split(' ')
        .map((key) => keyLabel(key, ascii))
        .join(' '),
      {ascii},
    ),
    safe(hint),
  ]);
}

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
export function hintsFor(context: Context, ascii: boolean): Labels {
  const menu = menuHints[context];
  if (menu) {
    return menuLabels(menu, ascii);
  }

  const isTop = context === 'list' || context === 'chart';
  const hinted = commands.filter(
    ({id, hint, contexts}) =>
      hint !== undefined && contexts.includes(context) && !(isTop && id === 'back'),
  );
  // What can be done only here comes first.
  const wanted: readonly CommandId[] =
    context === 'chart' ? ['before', ...essentials] : [...essentials, 'before', 'pivot'];
  const special = isTop
    ? wanted.flatMap((id) => hinted.find((command) => command.id === id) ?? [])
    : hinted.filter(({contexts}) => !contexts.includes('list'));
  return [...special, ...hinted.filter((command) => !special.includes(command))].map(
    ({id, keys, hint = ''}) => [
      safe(pairs[id] ?? keyLabel(keys[0] ?? '', ascii), {ascii}),
      safe(hint),
    ],
  );
}
