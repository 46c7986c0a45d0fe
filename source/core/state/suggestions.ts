import {suggest, type Suggestions} from '../filter/suggest.ts';
import {vocabularyOf} from '../filter/vocabulary.ts';
import {type LineEdit} from './line-edit.ts';
import {type Prompt, type State} from './model.ts';
import {valuesOf} from './value-counts.ts';

/** What is offered for the filter that is being typed. */
export type Offer = Suggestions & {
  /** Values were counted among so many of the newest events only. */
  readonly cappedAt: number | undefined;
};

type Remembered = {
  readonly version: number;
  readonly columns: readonly string[];
  readonly offer: Offer;
};

/** The line of a prompt is an object that never changes: what is offered for it is worked out once. */
const remembered = new WeakMap<LineEdit, Remembered>();

/**
 * What may be written at the cursor of the filter's prompt; undefined where nothing is offered: the line is as it was
 * when the prompt was opened, it comes from the history, it is wrong elsewhere or Enter has found it wrong, or
 * nothing fits.
 */
export function offerOf(state: State): Offer | undefined {
  const {prompt, store, archive} = state;
  if (!prompt || !mayOffer(prompt)) {
    return undefined;
  }

  // While Tab goes through values, those are offered that fit what was typed before it.
  const line = prompt.taken ?? prompt.line;
  let known = remembered.get(line);
  if (known?.version !== store.version || known.columns !== archive.columns) {
    known = {version: store.version, columns: archive.columns, offer: work(state, line)};
    remembered.set(line, known);
  }

  return isOfUse(known.offer, line) && !isWrongElsewhere(prompt, known.offer, line)
    ? known.offer
    : undefined;
}

function mayOffer({kind, line, historyIndex, isRefused}: Prompt): boolean {
  return kind === 'filter' && !line.isSelected && historyIndex === 0 && !isRefused;
}

function work({store, archive: {columns}}: State, line: LineEdit): Offer {
  let cappedAt: number | undefined;
  const offer = suggest(line.text, line.cursor, vocabularyOf(columns), (field) => {
    const values = valuesOf(store, field, columns.includes(field));
    cappedAt = values.cappedAt;
    return values.counts;
  });
  return {...offer, cappedAt};
}

/** What is unfinished at the cursor is only gone on with; what is wrong anywhere else is told first. */
function isWrongElsewhere({problem}: Prompt, {from}: Offer, {cursor}: LineEdit): boolean {
  const at = (problem?.column ?? 0) - 1;
  return problem !== undefined && (at < from || at > cursor);
}

/**
 * The typed line without the word at the cursor, where that may still become the name of a field: nobody means `us` on
 * the way to `user:`, and looking for a text may mean opening every record. Enter, or a blank behind it, takes it for a
 * text. Undefined where there is no such word.
 */
export function withoutUnfinished(state: State): string | undefined {
  const line = state.prompt?.line;
  const offer = offerOf(state);
  if (!line || !offer || state.prompt.taken || offer.field !== '') {
    return undefined;
  }

  const {from, to, items} = offer;
  const isNothing = line.text.slice(from, to).trim() === '';
  if (isNothing || items.every(({isOpen}) => !isOpen)) {
    return undefined;
  }

  const start = line.text.charAt(from - 1) === '-' ? from - 1 : from;
  return line.text.slice(0, start) + line.text.slice(to);
}

/** What stands there already need not be offered. */
function isOfUse({items, from, to}: Offer, {text}: LineEdit): boolean {
  const [only] = items;
  return only !== undefined && (items.length > 1 || only.text !== text.slice(from, to));
}

/** Which of the items is marked. */
export function markedOf(offer: Offer, {marked}: Prompt): number {
  return Math.min(marked, offer.items.length - 1);
}

/** The line with one of the items in it, the cursor behind it. */
export function withSuggestion({text}: LineEdit, {from, to, items}: Offer, at: number): LineEdit {
  const taken = items[at]?.text ?? text.slice(from, to);
  return {text: text.slice(0, from) + taken + text.slice(to), cursor: from + taken.length};
}
