import {Box, Text, useStdout} from 'ink';
import {memo, useContext, useEffect, useState} from 'react';
import {cellsOfPainted, type RowTickets} from '../core/row-tickets.ts';
import {type Line} from '../core/span.ts';
import {ColorContext} from './color-context.ts';
import {paint} from './paint.ts';
import {RowsContext} from './rows-context.ts';

/** One row of the screen. A row whose string is the same is not rendered again. */
const Row = memo(({text}: {readonly text: string}) => <Text wrap="truncate">{text}</Text>);

/** The same with a ticket for Ink in the place of the text, which is drawn beside it. */
const TicketRow = memo(({text, tickets}: {readonly text: string; readonly tickets: RowTickets}) => {
  const [slot] = useState(() => tickets.open());
  useEffect(
    () => () => {
      if (slot !== undefined) {
        tickets.close(slot);
      }
    },
    [slot, tickets],
  );
  const stdout = useStdout().stdout as NodeJS.WriteStream;
  // Ink gives no row to an empty text, and cuts what is too long.
  const isTicket = slot !== undefined && text !== '' && cellsOfPainted(text) <= stdout.columns;
  return <Text wrap="truncate">{isTicket ? tickets.ticket(slot, text) : text}</Text>;
});

/** Lines of safe text, one `<Text>` each: the only way in which text reaches the terminal. */
export function Lines({lines}: {readonly lines: readonly Line[]}) {
  const hasColor = useContext(ColorContext);
  const tickets = useContext(RowsContext);
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((line, index) => {
        const text = paint(line, hasColor);
        // A row is its place on the screen: what stands in it changes, the row stays.
        return tickets ? (
          <TicketRow key={index} text={text} tickets={tickets} />
        ) : (
          <Row key={index} text={text} />
        );
      })}
    </Box>
  );
}
