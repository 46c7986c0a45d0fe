import {type PackedValues} from '../../core/event-store/dictionary.ts';
import {type PackedColumn} from '../../core/event-store/packed.ts';
import {type FileContent} from './file-content.ts';

/** A column on its way between processes: of the values those alone that the other side does not have yet. */
type SentColumn = PackedColumn & {
  /** How many values stood before these; undefined where these are all. */
  readonly from?: number;
};

/** Whether a task's result is what a file holds. */
function isContent(result: unknown): result is FileContent {
  return typeof result === 'object' && result !== null && 'packed' in result;
}

function withColumns(
  content: FileContent,
  change: (column: PackedColumn) => PackedColumn,
): FileContent {
  const {packed} = content;
  return packed
    ? {...content, packed: {...packed, columns: packed.columns.map((column) => change(column))}}
    : content;
}

/** Remembers which values have been sent: the files of a trail have nearly all of them in common. */
export class SentTables {
  readonly #isTable: (values: PackedColumn['values']) => boolean;
  readonly #sent = new Map<PackedColumn['values'], number>();

  /** `isTable`: whether a list of values is one that all files share. */
  constructor(isTable: (values: PackedColumn['values']) => boolean) {
    this.#isTable = isTable;
  }

  /** A task's result, to be sent. */
  send(result: unknown): unknown {
    return isContent(result)
      ? withColumns(result, (column): SentColumn => {
          const {values} = column;
          if (!this.#isTable(values)) {
            return column;
          }

          const from = this.#sent.get(values) ?? 0;
          this.#sent.set(values, values.length);
          return {...column, values: values.slice(from), from};
        })
      : result;
  }
}

/** The other side of it: puts the values together again. */
export class KeptTables {
  readonly #tables = new Map<string, PackedValues[]>();

  /** A task's result as it was before it was sent. */
  receive(result: unknown): unknown {
    return isContent(result)
      ? withColumns(result, ({name, values, codes, from}: SentColumn) => {
          if (from === undefined) {
            return {name, values, codes};
          }

          const table = this.#tables.get(name) ?? [];
          this.#tables.set(name, table);
          for (const value of values) {
            table.push(value);
          }

          return {name, values: table, codes};
        })
      : result;
  }
}
