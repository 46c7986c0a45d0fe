import {layOut, type Rect} from '../layout.ts';
import {stillSafe, t, joinSafe, type SafeText} from '../sanitize.ts';
import {
  selectAlarms,
  selectBefore,
  selectChain,
  selectCopyMenu,
  selectDetail,
  selectEverywhere,
  selectMetricMenu,
  selectPalette,
  selectPicker,
  selectPivots,
  selectReading,
  selectSave,
  selectSummary,
  type TableView,
} from '../select.ts';
import {type Line} from '../span.ts';
import {type State} from '../state/model.ts';
import {lineText} from '../text.ts';

/** What lies over the panes, to be read aloud line by line, and which of the lines is the marked one. */
export type Shown = {
  readonly lines: readonly SafeText[];
  /** '' where none is. */
  readonly marked: SafeText;
};

/** As wide as lines may be: nothing is cut that can be read aloud. As high as a person wants to listen. */
const width = 160;
const height = 34;
const rect: Rect = {top: 0, width, height};

/** The overlay or the opened event in words; nothing where neither is open. */
export function shownWords(state: State): Shown {
  // What is drawn is drawn for this place, whatever the size of the terminal is.
  const roomy = {...state, size: {columns: width, rows: height + 2}};
  const lines = linesOf(roomy);
  // A line that is typed has its own cursor, above what is marked.
  const marked = lines.findLast((line) => line.some(({style}) => style === 'cursor'));
  return {
    lines: lines.map((line) => readAloud(line)).filter((text) => text !== ''),
    marked: marked ? readAloud(marked) : t``,
  };
}

function linesOf(state: State): readonly Line[] {
  switch (state.overlay?.kind) {
    case undefined: {
      const {kind} = layOut(width, height, state.focus, false);
      return state.detail && kind === 'panes' ? selectDetail(state, rect) : [];
    }

    case 'help':
    case 'problems': {
      return selectReading(state, rect);
    }

    case 'everywhere': {
      return selectEverywhere(state, rect);
    }

    case 'palette': {
      return selectPalette(state, rect);
    }

    case 'pivots': {
      return selectPivots(state, rect);
    }

    case 'metric': {
      return selectMetricMenu(state, rect);
    }

    case 'alarms': {
      return selectAlarms(state, rect);
    }

    case 'before': {
      return selectBefore(state, rect);
    }

    case 'chain': {
      return selectChain(state, rect);
    }

    case 'copy': {
      return selectCopyMenu(state, rect);
    }

    case 'save': {
      return selectSave(state, rect);
    }

    case 'summary': {
      const {lines, columns} = selectSummary(state, rect);
      return [...lines, ...columns.flat().flatMap((table) => tableLines(table))];
    }

    case 'picker': {
      const {table, detail} = selectPicker(state, height - 7, width);
      return [[{text: detail, style: 'plain'}], ...tableLines(table)];
    }
  }
}

function tableLines({headings, headingStyle, rows}: TableView): readonly Line[] {
  const line = (cells: readonly SafeText[], style: Line[number]['style']): Line => [
    {text: joinSafe(cells, t`  `), style},
  ];
  return [line(headings, headingStyle), ...rows.map(({cells, style}) => line(cells, style))];
}

/** Borders, rules, bars and marks have no words; wide gaps become commas. */
export function readAloud(line: Line): SafeText {
  const text = lineText(line)
    .replaceAll(/[\u2500-\u25FF›]+/gv, ' ')
    .replaceAll(/^[+\|]|[+\|]$|-{3,}|^\|? ?>/gv, ' ')
    .trim();
  return stillSafe(text.replaceAll(/ {2,}| · /gv, ', '));
}
