import {Box} from 'ink';
import {type Rect} from '../core/layout.ts';
import {t} from '../core/sanitize.ts';
import {selectSummary} from '../core/select.ts';
import {span} from '../core/span.ts';
import {type State} from '../core/state.ts';
import {repeat} from '../core/text.ts';
import {Lines} from './lines.tsx';
import {RowsContext} from './rows-context.ts';
import {TightTable} from './tight-table.tsx';

/** Who, what, where, how and on what: tables over both panes. */
export function SummaryPane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  const {lines, columns} = selectSummary(state, rect);
  const blanks = Array.from({length: rect.height}, () => [span(repeat(t` `, rect.width))]);
  return (
    <Box flexDirection="column" width={rect.width} height={rect.height} overflow="hidden">
      {/* Tables of several heights stand beside each other: what lies between them is blank, and not left out. */}
      <Box position="absolute">
        <RowsContext value={undefined}>
          <Lines lines={blanks} />
        </RowsContext>
      </Box>
      <Lines lines={lines} />
      <Box flexDirection="row" flexShrink={0}>
        {columns.map((tables) => (
          <Box key={tables[0]?.id} flexDirection="column">
            {tables.map((view) => (
              <TightTable key={view.id} view={view} ascii={state.ascii} />
            ))}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
