import {Box} from 'ink';
import {type Rect} from '../core/layout.ts';
import {t} from '../core/sanitize.ts';
import {selectPicker, typedLine} from '../core/select.ts';
import {span} from '../core/span.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';
import {Table} from './table.tsx';

/** Rows that the table takes beside one for each entry: rules above, below and between, and the header. */
function entriesThatFit(rows: number): number {
  return Math.max(1, Math.floor((rows - 3) / 2));
}

/** The instance picker: what is typed, and a table of what it finds. */
export function PickerPane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  const {overlay, ascii} = state;
  if (overlay?.kind !== 'picker') {
    return null;
  }

  const table = selectPicker(state, entriesThatFit(rect.height - 2), rect.width);
  return (
    <Box flexDirection="column" width={rect.width} height={rect.height} overflow="hidden">
      <Lines
        lines={[
          typedLine(t` Instances to chart: `, overlay.line, rect.width, ascii),
          [
            span(
              table.hidden > 0
                ? t` ${table.hidden} more: type to find them`
                : t` ${table.rows.length} found; [x] is charted, eight at the most`,
              'dim',
            ),
          ],
        ]}
      />
      {table.rows.length > 0 ? (
        <Table data={table.rows} />
      ) : (
        <Lines lines={[[span(t` nothing is called that`, 'dim')]]} />
      )}
    </Box>
  );
}
