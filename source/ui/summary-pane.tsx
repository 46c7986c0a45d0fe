import {Box} from 'ink';
import {type Rect} from '../core/layout.ts';
import {selectSummary} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';
import {TightTable} from './tight-table.tsx';

/** Who, what, where, how and on what: tables over both panes. */
export function SummaryPane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  const {lines, columns} = selectSummary(state, rect);
  return (
    <Box flexDirection="column" width={rect.width} height={rect.height} overflow="hidden">
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
