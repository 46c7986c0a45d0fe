import {Box, Text} from 'ink';
import {memo, useContext} from 'react';
import {type Line} from '../core/span.ts';
import {ColorContext} from './color-context.ts';
import {paint} from './paint.ts';

/** One row of the screen. A row whose string is the same is not rendered again. */
const Row = memo(({text}: {readonly text: string}) => <Text wrap="truncate">{text}</Text>);

/** Lines of safe text, one `<Text>` each: the only way in which text reaches the terminal. */
export function Lines({lines}: {readonly lines: readonly Line[]}) {
  const hasColor = useContext(ColorContext);
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((line, index) => (
        // A row is its place on the screen: what stands in it changes, the row stays.
        <Row key={index} text={paint(line, hasColor)} />
      ))}
    </Box>
  );
}
