import {type TrailEvent} from '../core/event.ts';
import {asciiSigns, unicodeSigns} from '../core/reading/phrase.ts';
import {safe, t, type SafeText} from '../core/sanitize.ts';
import {sentenceOf} from '../core/reading/sentence.ts';
import {formatIso} from '../core/time.ts';

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
  const {name, source, who, from, what, outcome} = sentenceOf(
    event,
    ascii ? asciiSigns : unicodeSigns,
  );
  return [
    Number.isNaN(event.time) ? t`` : formatIso(event.time),
    ...[name, source, who, from, what, outcome.text].map((cell) => safe(cell, {ascii})),
  ];
}
