import {Buffer} from 'node:buffer';
import unicode11 from '@xterm/addon-unicode11';
import xterm, {type IBufferCell, type Terminal} from '@xterm/headless';
import {createEscapeKinds} from './escape-kinds.ts';
import {applyAttributes} from './text-attributes.ts';
import {withoutTrailingSpaces} from './trailing-spaces.ts';

/** The terminal's own colour, a palette index (0–15 are the named colours), or a true colour. */
export type TerminalColor = 'default' | number | `#${string}`;

/** One cell of the grid. The right half of a wide character is a cell of width 0 with an empty char. */
export type TerminalCell = {
  readonly char: string;
  readonly width: number;
  readonly fg: TerminalColor;
  readonly bg: TerminalColor;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
  readonly conceal: boolean;
  readonly strikethrough: boolean;
};

export type TerminalModes = {
  readonly bracketedPaste: boolean;
  readonly mouse: 'none' | 'x10' | 'vt200' | 'drag' | 'any';
  readonly focusEvents: boolean;
  readonly synchronizedOutput: boolean;
  readonly wraparound: boolean;
  readonly applicationCursorKeys: boolean;
  readonly cursorVisible: boolean;
};

/** A terminal as a person in front of it sees it, with what only a test wants to know besides. */
export type TerminalModel = {
  readonly columns: number;
  readonly rows: number;
  readonly isAlternate: boolean;
  readonly cursor: {readonly x: number; readonly y: number; readonly visible: boolean};
  readonly modes: TerminalModes;
  /** Kinds of control functions seen since the start, as `CSI ?h`, `OSC 52`, `C0 07`; see escape-kinds.ts. */
  readonly sequences: ReadonlySet<string>;
  /** Numbers of all private modes that were ever set or reset, such as 1049. */
  readonly privateModes: ReadonlySet<number>;
  /** UTF-8 bytes taken so far. */
  readonly bytesWritten: number;
  readonly writes: number;
  /** Takes output; resolves when it is on the screen. */
  readonly write: (data: string) => Promise<void>;
  /** Resolves when everything written so far is on the screen. */
  readonly drained: () => Promise<void>;
  /** The visible rows as text, without trailing spaces. */
  readonly screen: () => string[];
  readonly cells: (row: number) => TerminalCell[];
  readonly resize: (columns: number, rows: number) => void;
  /** Calls back after each change of the screen; returns how to stop. */
  readonly onChange: (listener: () => void) => () => void;
  /** Calls back with what the terminal answers to queries, to be fed to the program as input. */
  readonly onReply: (listener: (data: string) => void) => () => void;
  /** What a program that has ended left behind, in words; empty where the terminal is as it was. */
  readonly restored: () => string[];
};

/** An empty terminal of the given size, with the character widths of Unicode 11 as tmux and most terminals have them. */
export function createTerminalModel({
  columns,
  rows,
  isWithoutTty = false,
}: {
  readonly columns: number;
  readonly rows: number;
  /** No operating system's terminal stands between: a line feed is then also to return the carriage. */
  readonly isWithoutTty?: boolean;
}): TerminalModel {
  const terminal = new xterm.Terminal({
    cols: columns,
    rows,
    allowProposedApi: true,
    scrollback: 0,
    convertEol: isWithoutTty,
  });
  terminal.loadAddon(new unicode11.Unicode11Addon());
  terminal.unicode.activeVersion = '11';

  const seen = createEscapeKinds();
  const watched = watch(terminal);
  const listeners = new Set<() => void>();
  let bytesWritten = 0;
  let writes = 0;
  let lastWrite = Promise.resolve();

  const changed = () => {
    for (const listener of listeners) {
      listener();
    }
  };

  const modes = (): TerminalModes => ({
    bracketedPaste: terminal.modes.bracketedPasteMode,
    mouse: terminal.modes.mouseTrackingMode,
    focusEvents: terminal.modes.sendFocusMode,
    synchronizedOutput: terminal.modes.synchronizedOutputMode,
    wraparound: terminal.modes.wraparoundMode,
    applicationCursorKeys: terminal.modes.applicationCursorKeysMode,
    cursorVisible: watched.cursorVisible(),
  });

  const isAlternate = () => terminal.buffer.active.type === 'alternate';

  return {
    get columns() {
      return terminal.cols;
    },
    get rows() {
      return terminal.rows;
    },
    get isAlternate() {
      return isAlternate();
    },
    get cursor() {
      const {cursorX: x, cursorY: y} = terminal.buffer.active;
      return {x, y, visible: watched.cursorVisible()};
    },
    get modes() {
      return modes();
    },
    get bytesWritten() {
      return bytesWritten;
    },
    get writes() {
      return writes;
    },
    sequences: seen.kinds,
    privateModes: watched.privateModes,
    async write(data) {
      bytesWritten += Buffer.byteLength(data);
      writes++;
      seen.push(data);
      const {promise, resolve} = Promise.withResolvers<void>();
      lastWrite = promise;
      terminal.write(data, () => {
        resolve();
        changed();
      });
      return promise;
    },
    drained: async () => lastWrite,
    screen() {
      const {active} = terminal.buffer;
      return Array.from({length: terminal.rows}, (_, row) =>
        withoutTrailingSpaces(active.getLine(active.baseY + row)?.translateToString() ?? ''),
      );
    },
    cells(row) {
      const {active} = terminal.buffer;
      const line = active.getLine(active.baseY + row);
      if (!line || row < 0 || row >= terminal.rows) {
        throw new RangeError(`No row ${row} on a screen of ${terminal.rows} rows`);
      }

      return Array.from({length: terminal.cols}, (_, column) => toCell(line.getCell(column)));
    },
    resize(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    onReply(listener) {
      const subscription = terminal.onData(listener);
      return () => {
        subscription.dispose();
      };
    },
    restored() {
      const now = modes();
      const attributes = [...watched.attributes].sort().join(', ');
      const complaints: ReadonlyArray<readonly [boolean, string]> = [
        [isAlternate(), 'the alternate screen was left on'],
        [!now.cursorVisible, 'the cursor was left hidden'],
        [now.bracketedPaste, 'bracketed paste was left on'],
        [now.mouse !== 'none', `mouse tracking (${now.mouse}) was left on`],
        [now.focusEvents, 'focus events were left on'],
        [now.synchronizedOutput, 'a synchronized update was left open'],
        [!now.wraparound, 'line wrapping was left off'],
        [now.applicationCursorKeys, 'application cursor keys were left on'],
        [terminal.modes.applicationKeypadMode, 'the application keypad was left on'],
        [terminal.modes.insertMode, 'insert mode was left on'],
        [terminal.modes.originMode, 'origin mode was left on'],
        [attributes !== '', `text attributes were left on: ${attributes}`],
      ];
      return complaints.filter(([isLeft]) => isLeft).map(([, complaint]) => complaint);
    },
  };
}

/** Keeps what xterm.js does not tell: the cursor's visibility, private modes touched, text attributes in force. */
function watch(terminal: Terminal) {
  const privateModes = new Set<number>();
  const attributes = new Set<string>();
  let cursorVisible = true;

  const setModes = (parameters: ReadonlyArray<number | readonly number[]>, value: boolean) => {
    for (const mode of parameters.flat()) {
      privateModes.add(mode);
      if (mode === 25) {
        cursorVisible = value;
      }
    }

    // False hands the sequence on to the terminal itself.
    return false;
  };

  const reset = () => {
    cursorVisible = true;
    attributes.clear();
    return false;
  };

  const {parser} = terminal;
  parser.registerCsiHandler({prefix: '?', final: 'h'}, (modes) => setModes(modes, true));
  parser.registerCsiHandler({prefix: '?', final: 'l'}, (modes) => setModes(modes, false));
  parser.registerCsiHandler({intermediates: '!', final: 'p'}, reset);
  parser.registerEscHandler({final: 'c'}, reset);
  parser.registerCsiHandler({final: 'm'}, (parameters) => {
    applyAttributes(attributes, parameters);
    return false;
  });
  return {privateModes, attributes, cursorVisible: () => cursorVisible};
}

function toCell(cell: IBufferCell | undefined): TerminalCell {
  if (!cell) {
    throw new RangeError('No such cell');
  }

  const width = cell.getWidth();
  const chars = cell.getChars();
  return {
    char: chars === '' && width > 0 ? ' ' : chars,
    width,
    fg: toColor(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
    bg: toColor(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    inverse: cell.isInverse() !== 0,
    conceal: cell.isInvisible() !== 0,
    strikethrough: cell.isStrikethrough() !== 0,
  };
}

function toColor(isDefault: boolean, isRgb: boolean, value: number): TerminalColor {
  if (isDefault) {
    return 'default';
  }

  return isRgb ? `#${value.toString(16).padStart(6, '0')}` : value;
}
