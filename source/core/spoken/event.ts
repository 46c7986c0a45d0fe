import {asciiSigns, unicodeSigns, type Signs} from '../reading/phrase.ts';
import {isSuspect, joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {type Sentence} from '../reading/sentence.ts';
import {zoneOf, type State} from '../state/model.ts';
import {formatClock, formatDate, formatIso, sameDay} from '../time.ts';

/** An event as one line: its time in UTC and what a row of the list says, each after two blanks. */
export function eventLine(state: State, row: number): SafeText {
  const {ascii, store} = state;
  const sentence = store.sentence(row, ascii ? asciiSigns : unicodeSigns);
  const words = [
    sentence?.name,
    sentence?.who,
    sentence?.from,
    sentence?.what,
    sentence?.outcome.text,
  ].map((word) => safe(word || '-', {ascii}));
  return joinSafe([formatIso(store.time(row)), ...words, ...flags(state, row, sentence)], t`  `);
}

/** Instead of arrows. */
const spokenSigns: Signs = {to: 'to', from: 'from', times: 'x', cut: '...'};

/** The same to be read aloud: no columns, no signs. */
export function eventWords(state: State, row: number): SafeText {
  const {ascii, store} = state;
  const sentence = store.sentence(row, spokenSigns);
  if (!sentence) {
    return t``;
  }

  const said = (before: SafeText, text: string): readonly SafeText[] =>
    text === '' ? [] : [t`${before}${safe(text, {ascii})}`];
  return joinSafe(
    [
      momentWords(state, store.time(row)),
      safe(sentence.name || 'no name', {ascii}),
      ...said(t`by `, sentence.who),
      ...said(t`from `, sentence.from),
      ...said(t``, sentence.what),
      ...said(t``, sentence.outcome.text.replace(/^! /v, '')),
      ...flags(state, row, sentence),
    ],
    t`, `,
  );
}

/** The time of day in the zone that is shown, with its date where that is not today. */
function momentWords(state: State, time: number): SafeText {
  const zone = zoneOf(state);
  if (Number.isNaN(time)) {
    return t`no time`;
  }

  const clock = formatClock(time, zone);
  return sameDay(time, state.now, zone) ? clock : t`${formatDate(time, zone)} ${clock}`;
}

/** What the list marks in front of a row, in words. */
function flags(state: State, row: number, sentence: Sentence | undefined): readonly SafeText[] {
  const {store, mode} = state;
  const texts = sentence
    ? [sentence.name, sentence.who, sentence.from, sentence.what, sentence.outcome.text]
    : [];
  return [
    ...(texts.some((text) => isSuspect(text)) ? [t`(holds characters that hide)`] : []),
    ...(mode === 'live' && store.isClass(row, 'late') ? [t`(came late)`] : []),
    ...(store.isCorrection(row) ? [t`(corrects an earlier record)`] : []),
  ];
}
