import {Box, Text} from 'ink';
import {useContext} from 'react';
import {type Rect} from '../core/layout.ts';
import {t} from '../core/sanitize.ts';
import {selectPicker, typedLine} from '../core/select.ts';
import {span} from '../core/span.ts';
import {type State} from '../core/state.ts';
import {ColorContext} from './color-context.ts';
import {Lines} from './lines.tsx';
import {Table} from './table.tsx';

/** Rows that the table takes beside one for each entry: rules above, below and between, and the header. */
function entriesThatFit(rows: number): number {
  return Math.max(1, Math.floor((rows - 3) / 2));
}

/** The instance picker: what is typed, and a table of what it finds. */
export function PickerPane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  const hasColor = useContext(ColorContext);
  const {overlay, ascii, notice} = state;
  if (overlay?.kind !== 'picker') {
    return null;
  }

  const table = selectPicker(state, entriesThatFit(rect.height - 2), rect.width);
  void hasColor;
  void notice;
  return (
    <Box flexDirection="column" width={rect.width} height={rect.height} overflow="hidden">
      <Lines
        lines={[
          typedLine(t` Instances to chart: `, overlay.line, rect.width, ascii),
          [
            span(
              table.hidden > 0
                ? t` ${table.hidden} more: type to find them`
                : t` ${table.rows.length} found; * means it is charted`,
              'dim',
            ),
          ],
        ]}
      />
      {table.rows.length > 0 ? <Table data={table.rows} /> : <Text> nothing is called that</Text>}
    </Box>
  );
}
