import {type TrailEvent} from '../core/event.ts';
import {cellsOf, columnNames} from '../core/written/columns.ts';
import {csvRow} from '../core/written/csv.ts';
import {nativeJson} from '../core/written/native-json.ts';
import {tableRow} from './table.ts';

export type Format = 'table' | 'jsonl' | 'json' | 'csv';

/** How events are written: what stands before them all, each one, and what stands after. */
export type Writer = {
  readonly begin: string;
  readonly item: (event: TrailEvent, index: number) => string;
  readonly end: (count: number) => string;
};

export type WriterOptions = {
  readonly format: Format;
  /** Cells of the terminal that is written to; undefined where there is none. */
  readonly columns: number | undefined;
  readonly ascii: boolean;
};

export function writerOf({format, columns, ascii}: WriterOptions): Writer {
  const json = (event: TrailEvent) => nativeJson(event, event.text);
  switch (format) {
    case 'jsonl': {
      return {begin: '', item: (event) => `${json(event)}\n`, end: () => ''};
    }

    case 'json': {
      return {
        begin: '[',
        item: (event, index) => `${index === 0 ? '' : ','}\n${json(event)}`,
        end: (count) => (count === 0 ? ']\n' : '\n]\n'),
      };
    }

    case 'csv': {
      const item = (event: TrailEvent) => csvRow(cellsOf(event, ascii));
      return {begin: csvRow(columnNames), item, end: () => ''};
    }

    case 'table': {
      const row = tableRow(columns, ascii);
      return {begin: row(columnNames), item: (event) => row(cellsOf(event, ascii)), end: () => ''};
    }
  }
}
