import {Box} from 'ink';
import {type Rect} from '../core/layout.ts';
import {t, type SafeText} from '../core/sanitize.ts';
import {selectPicker, typedLine} from '../core/select.ts';
import {span} from '../core/span.ts';
import {type State} from '../core/state.ts';
import {fitLine} from '../core/text.ts';
import {Lines} from './lines.tsx';
import {TightTable} from './tight-table.tsx';

/** Lines beside the entries: three that are said above, the table's borders, its heading and the rule below it. */
const otherLines = 3 + 4;

/** The instance picker: what is typed, and a table of what it finds. */
export function PickerPane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  const {overlay, ascii} = state;
  if (overlay?.kind !== 'picker') {
    return null;
  }

  const {table, hidden, count, detail} = selectPicker(state, rect.height - otherLines, rect.width);
  return (
    <Box flexDirection="column" width={rect.width} height={rect.height} overflow="hidden">
      <Lines
        lines={[
          typedLine(t` Instances and groups to chart: `, overlay.line, rect.width, ascii),
          [
            span(
              hidden > 0
                ? t` ${hidden} more: type to find them`
                : t` ${count} found; [x] is charted, eight at the most`,
              'dim',
            ),
          ],
          [span(t` ${detail}`)],
        ].map((line) => fitLine(line, rect.width, 'plain', ascii))}
      />
      {table.rows.length > 0 ? (
        <TightTable view={table} ascii={ascii} />
      ) : (
        <Lines lines={[[span(noneWords(state, overlay.line.text), 'dim')]]} />
      )}
    </Box>
  );
}

/** Why the table is empty: what is typed finds nothing, or nothing is there to be found. */
function noneWords({mode}: State, typed: string): SafeText {
  if (typed.trim() === '') {
    return mode === 'archive'
      ? t` no record that is loaded names an instance`
      : t` no instance is known yet`;
  }

  return t` nothing is called that`;
}
