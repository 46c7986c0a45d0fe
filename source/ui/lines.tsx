import {Box, Text} from 'ink';
import {memo, useContext, useEffect, useState} from 'react';
import {type RowTickets} from '../core/row-tickets.ts';
import {type Line} from '../core/span.ts';
import {ColorContext} from './color-context.ts';
import {paint} from './paint.ts';
import {RowsContext} from './rows-context.ts';

/** One row of the screen. A row whose string is the same is not rendered again. */
const Row = memo(({text}: {readonly text: string}) => <Text wrap="truncate">{text}</Text>);

/** The same rows as tickets for Ink, all in one text: the rows themselves are drawn beside it. */
function TicketRows({
  texts,
  tickets,
}: {
  readonly texts: readonly string[];
  readonly tickets: RowTickets;
}) {
  const [slots] = useState<number[]>(() => []);
  useEffect(
    () => () => {
      for (const slot of slots.splice(0)) {
        tickets.close(slot);
      }
    },
    [slots, tickets],
  );
  for (const slot of slots.splice(texts.length)) {
    tickets.close(slot);
  }

  while (slots.length < texts.length) {
    const slot = tickets.open();
    if (slot === undefined) {
      return texts.map((text, index) => <Row key={index} text={text} />);
    }

    slots.push(slot);
  }

  return (
    <Text wrap="truncate">
      {slots.map((slot, index) => tickets.ticket(slot, texts[index] ?? '')).join('\n')}
    </Text>
  );
}

/** Lines of safe text: the only way in which text reaches the terminal. */
export function Lines({lines}: {readonly lines: readonly Line[]}) {
  const hasColor = useContext(ColorContext);
  const tickets = useContext(RowsContext);
  // Ink gives no row to an empty text.
  const texts = lines.map((line) => paint(line, hasColor)).filter((text) => text !== '');
  return (
    <Box flexDirection="column" flexShrink={0}>
      {tickets && texts.length > 0 ? (
        <TicketRows texts={texts} tickets={tickets} />
      ) : (
        // A row is its place on the screen: what stands in it changes, the row stays.
        texts.map((text, index) => <Row key={index} text={text} />)
      )}
    </Box>
  );
}
