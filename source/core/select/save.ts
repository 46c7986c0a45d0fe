import {filterText} from '../filter/vocabulary.ts';
import {type Rect} from '../layout.ts';
import {joinSafe, safe, stillSafe, t, type SafeText} from '../sanitize.ts';
import {lackWords} from '../save/lacks.ts';
import {saveFormats, type SaveFormat} from '../save/names.ts';
import {span, type Line} from '../span.ts';
import {eventWords} from '../state/save.ts';
import {type SaveOverlay, type Saved, type Saving} from '../state/saving.ts';
import {type State} from '../state/model.ts';
import {fit, takeCells, wrapWords} from '../text.ts';
import {box} from './box.ts';
import {grouped} from './numbers.ts';
import {typedLine} from './typed-line.ts';

const formatWords: Readonly<Record<SaveFormat, readonly [name: SafeText, words: SafeText]>> = {
  jsonl: [t`JSON Lines`, t`native records, one a line`],
  csv: [t`CSV`, t`TIME to OUTCOME, uncut, safe in a spreadsheet`],
  note: [t`Incident note`, t`Markdown: range, completeness, timeline, chart, commands`],
};

/** The menu of `S`, over both panes: what is saved, in which format, under which name, and how that went. */
export function selectSave(state: State, rect: Rect): readonly Line[] {
  const {overlay, ascii} = state;
  if (overlay?.kind !== 'save') {
    return [];
  }

  const cells = rect.width - 4;
  const what = wrapWords(whatWords(state), cells).map((text): Line => [span(text)]);
  const formats = saveFormats.map((format) => formatLine(overlay, format, cells, ascii));
  const file = typedLine(t`File: `, overlay.line, cells, ascii);
  const end = endLines(state, overlay, cells);
  // Of what was saved, the end tells what it lacked then.
  const lacks = overlay.saved || state.saving ? [] : lackLines(lackWords(state), cells);
  const roomy = [[], ...what, ...lacks, [], ...formats, [], file, [], ...end];
  // Where there is no room for all of it, how it went is worth more than what was chosen.
  const isNews =
    state.saving !== undefined ||
    overlay.saved !== undefined ||
    overlay.problem !== '' ||
    isTold(state);
  const tight = isNews ? [...lacks, file, ...end] : [...lacks, ...formats, file, ...what, ...end];
  const lines = roomy.length <= rect.height - 2 ? roomy : tight;
  return box(
    {
      width: rect.width,
      height: rect.height,
      title: [span(t`Save`, 'title')],
      hasFocus: true,
      ascii,
    },
    lines.map((line) => [span(t` `), ...line]),
  );
}

/** While a file is written and the menu is closed: how far that is. */
export function savingLine({ascii}: State, {name, done, rows}: Saving): Line {
  const count = t`${grouped(done)} of ${grouped(rows.rows.length)}`;
  return [
    span(t` saving ${count}, `),
    span(t`Esc`, 'key'),
    span(t` stops it: ${safe(name, {ascii})}`),
  ];
}

/** What the file will hold. */
function whatWords(state: State): SafeText {
  const {list, view, filter, isFilterOff, ascii} = state;
  const shown = filter && !isFilterOff ? filterText(filter) : '';
  const filtered = shown === '' ? t`` : t`, ${safe(shown, {ascii})}`;
  const own =
    list.own === 0
      ? t``
      : t` Calls of trailtop itself that match are hidden here and kept in the file.`;
  const events = list.rows.length === 1 ? t`1 event` : t`${grouped(list.rows.length)} events`;
  return t`${events} of the list (${safe(view)}${filtered}), newest first.${own}`;
}

function formatLine(
  {format: chosen}: SaveOverlay,
  format: SaveFormat,
  cells: number,
  ascii: boolean,
): Line {
  const [name, words] = formatWords[format];
  const isChosen = format === chosen;
  const mark = isChosen ? (ascii ? t`>` : t`▸`) : t` `;
  const text = t`${mark} ${fit(name, 14)} ${words}`;
  return isChosen
    ? [span(fit(text, cells, ascii), 'cursor')]
    : [span(t`${mark} ${fit(name, 14)} `, 'key'), span(words, 'dim')];
}

/** Whether the person has been told that a search goes on, and it still does. */
function isTold({overlay, list}: State): boolean {
  return overlay?.kind === 'save' && overlay.isTold === true && list.waiting > 0;
}

function lackLines(lacks: readonly SafeText[], cells: number): readonly Line[] {
  return lacks.length === 0
    ? []
    : wrapWords(t`NOT COMPLETE: ${joinSafe(lacks, t`; `)}.`, cells).map((text) => [
        span(text, 'warn'),
      ]);
}

/** How it went, or what to know before. */
function endLines(state: State, overlay: SaveOverlay, cells: number): readonly Line[] {
  const {saving, ascii} = state;
  if (saving) {
    const {done, rows} = saving;
    return [
      [span(t`Writing ${grouped(done)} of ${grouped(rows.rows.length)}`, 'warn')],
      [span(t`Enter goes on with it out of sight, Esc stops it and removes the file.`, 'dim')],
    ];
  }

  if (overlay.saved) {
    return savedLines(overlay, overlay.saved, cells, ascii);
  }

  if (overlay.problem === '' && isTold(state)) {
    const words =
      state.list.rows.length === 0 && overlay.format !== 'note'
        ? t`Nothing is found yet, and records are still being searched: wait.`
        : t`Records are still being searched: wait, or Enter again saves what has been found so far.`;
    return wrapWords(words, cells).map((text) => [span(text, 'bad')]);
  }

  const isWell = overlay.problem === '';
  const words = isWell
    ? t`Readable for you alone; an existing file is never written over.`
    : safe(overlay.problem, {ascii});
  return wrapWords(words, cells).map((text) => [span(text, isWell ? 'dim' : 'bad')]);
}

function savedLines(
  {format}: SaveOverlay,
  {path, events, bytes, lacks = []}: Saved,
  cells: number,
  ascii: boolean,
): readonly Line[] {
  const what = format === 'note' ? t`a note of ` : t``;
  const words = t`Saved ${what}${safe(eventWords(events))}, ${grouped(bytes)} bytes, to`;
  return [
    [span(words, 'good')],
    ...pieces(safe(path, {ascii}), cells).map((text): Line => [span(text, 'strong')]),
    ...lackLines(lacks, cells),
    [span(t`Enter closes this.`, 'dim')],
  ];
}

/** A path is shown whole, in as many lines as that takes, with nothing put into it. */
function pieces(text: SafeText, cells: number): readonly SafeText[] {
  const lines: SafeText[] = [];
  for (let rest = text; rest !== '';) {
    const piece = takeCells(rest, cells);
    lines.push(piece === '' ? rest : piece);
    rest = piece === '' ? t`` : stillSafe(rest.slice(piece.length));
  }

  return lines;
}
