import {asciiSigns, unicodeSigns} from '../reading/phrase.ts';
import {type State} from '../state/model.ts';
import {columnNames, sentenceCells} from '../written/columns.ts';
import {csvRow} from '../written/csv.ts';
import {nativeJson} from '../written/native-json.ts';
import {type SaveFormat} from './names.ts';
import {notePieces} from './note.ts';
import {type RowsToSave} from './rows.ts';

/** A part of a file, and how many events were dealt with for it: a turn that only counted has an empty text. */
export type Piece = {readonly text: string; readonly events: number};

/**
 * What is written, event by event, so that whoever writes can stop between two of them. `state` is the screen as it was
 * when the person asked. An event that has gone meanwhile (the oldest go) has no text and no count.
 */
export function piecesOf(
  format: SaveFormat,
  state: State,
  rows: RowsToSave,
): Generator<Piece, void> {
  switch (format) {
    case 'jsonl': {
      return jsonPieces(state, rows);
    }

    case 'csv': {
      return csvPieces(state, rows);
    }

    case 'note': {
      return notePieces(state, rows);
    }
  }
}

const gone: Piece = {text: '', events: 0};

function* jsonPieces({store}: State, {rows}: RowsToSave): Generator<Piece, void> {
  for (const row of rows) {
    const event = store.event(row);
    yield event ? {text: `${nativeJson(event, event.text)}\n`, events: 1} : gone;
  }
}

function* csvPieces({store, ascii}: State, {rows}: RowsToSave): Generator<Piece, void> {
  yield {text: csvRow(columnNames), events: 0};
  for (const row of rows) {
    const sentence = store.sentence(row, ascii ? asciiSigns : unicodeSigns);
    yield sentence
      ? {text: csvRow(sentenceCells(store.time(row), sentence, ascii)), events: 1}
      : gone;
  }
}
