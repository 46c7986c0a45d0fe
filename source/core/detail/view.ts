import {type EventStore} from '../event-store.ts';
import {type Line} from '../span.ts';
import {type Zone} from '../time.ts';
import {cardOf, type CardLine} from './card.ts';
import {drawLine} from './draw.ts';
import {linesOf, type DetailLine} from './lines.ts';
import {createIndex, type SearchIndex} from './search.ts';
import {readTree, type RecordNode} from './tree.ts';

/** A record opened for reading: parsed once for as long as it is looked at. */
type Opened = {
  readonly store: EventStore;
  readonly row: number;
  readonly nodes: readonly RecordNode[];
};

/** The detail as it can be scrolled through: rows are made when a line comes into sight. */
export type DetailView = {
  readonly card: readonly CardLine[];
  readonly nodes: readonly RecordNode[];
  readonly lines: readonly DetailLine[];
  /** The rows of a line; [] where there is no such line. */
  readonly rowsAt: (position: number) => readonly Line[];
  readonly index: SearchIndex;
};

export type ViewOptions = {
  readonly cells: number;
  readonly ascii: boolean;
  /** The zone beside UTC; undefined for none. */
  readonly zone: Zone | undefined;
  readonly toggled: ReadonlySet<number>;
};

let opened: Opened | undefined;
let carded:
  | {
      opened: Opened;
      ascii: boolean;
      zone: Zone | undefined;
      card: readonly CardLine[];
      index: SearchIndex;
    }
  | undefined;
let viewed: (ViewOptions & {card: readonly CardLine[]; view: DetailView}) | undefined;

/**
 * The detail of a row; undefined where the event is not kept any more. The last one is remembered, each part for as long
 * as what it is made from is the same: it is asked for with every key and drawn with every frame.
 */
export function viewOf(
  store: EventStore,
  row: number,
  options: ViewOptions,
): DetailView | undefined {
  const handle = store.raw(row);
  if (!handle) {
    return undefined;
  }

  if (opened?.store !== store || opened.row !== row) {
    opened = {store, row, nodes: readTree(store.open(handle))};
    carded = undefined;
  }

  const {ascii, zone, cells, toggled} = options;
  if (carded?.opened !== opened || carded.ascii !== ascii || carded.zone !== zone) {
    const record = opened.nodes[0]?.value;
    const card = cardOf(store, row, isRecord(record) ? record : {}, {ascii, zone});
    carded = {opened, ascii, zone, card, index: createIndex(card, opened.nodes, ascii)};
  }

  const {card, index} = carded;
  if (viewed?.card !== card || viewed.cells !== cells || viewed.toggled !== toggled) {
    viewed = {...options, card, view: createView(card, opened.nodes, index, options)};
  }

  return viewed.view;
}

function isRecord(value: unknown): value is Parameters<typeof readTree>[0] {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function createView(
  card: readonly CardLine[],
  nodes: readonly RecordNode[],
  index: SearchIndex,
  {toggled, cells, ascii}: ViewOptions,
): DetailView {
  const lines = linesOf(card, nodes, toggled);
  const drawn = new Map<number, readonly Line[]>();
  return {
    card,
    nodes,
    lines,
    index,
    rowsAt(position) {
      const line = lines[position];
      if (!line) {
        return [];
      }

      let rows = drawn.get(position);
      if (!rows) {
        // Scrolling through all of a long record must not keep all of it.
        if (drawn.size > 2000) {
          drawn.clear();
        }

        rows = drawLine(line, nodes, {cells, ascii});
        drawn.set(position, rows);
      }

      return rows;
    },
  };
}
