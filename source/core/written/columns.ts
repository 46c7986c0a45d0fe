import {type TrailEvent} from '../event.ts';
import {asciiSigns, unicodeSigns} from '../reading/phrase.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {sentenceOf, type Sentence} from '../reading/sentence.ts';
import {formatIso} from '../time.ts';

/** The columns of `table` and `csv`. */
export const columnNames: readonly SafeText[] = [
  t`TIME`,
  t`EVENT`,
  t`SOURCE`,
  t`WHO`,
  t`FROM`,
  t`WHAT`,
  t`OUTCOME`,
];

/** The cells of an event, one a column; '' where it has nothing to say. TIME is ISO 8601 in UTC. */
export function cellsOf(event: TrailEvent, ascii: boolean): readonly SafeText[] {
  return sentenceCells(event.time, sentenceOf(event, ascii ? asciiSigns : unicodeSigns), ascii);
}

/** The cells of an event of which only its time (ms; NaN where it has none) and its sentence are at hand. */
export function sentenceCells(
  time: number,
  {name, source, who, from, what, outcome}: Sentence,
  ascii: boolean,
): readonly SafeText[] {
  return [
    Number.isNaN(time) ? t`` : formatIso(time),
    ...[name, source, who, from, what, outcome.text].map((cell) => safe(cell, {ascii})),
  ];
}
