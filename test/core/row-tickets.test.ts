import assert from 'node:assert/strict';
import {test} from 'node:test';
import {RowTickets} from '../../source/core/row-tickets.ts';

function slotOf(tickets: RowTickets): number {
  return tickets.open() ?? assert.fail('no slot');
}

test('a ticket leads to its row, and is the same while the row is', () => {
  const tickets = new RowTickets();
  const [first, second] = [slotOf(tickets), slotOf(tickets)];
  const ticket = tickets.ticket(first, 'one');
  const other = tickets.ticket(second, 'two');
  assert.equal(tickets.ticket(first, 'one'), ticket);
  assert.deepEqual(tickets.at(`ab${ticket}c`, 2), {row: 'one', end: 2 + ticket.length});
  assert.equal(tickets.at(other, 0)?.row, 'two');
  assert.notEqual(tickets.ticket(first, 'three'), ticket);
});

test('a slot that is used again gives other tickets', () => {
  const tickets = new RowTickets();
  const slot = slotOf(tickets);
  const before = tickets.ticket(slot, 'one');
  tickets.close(slot);
  const again = slotOf(tickets);
  assert.equal(again, slot);
  assert.notEqual(tickets.ticket(again, 'one'), before);
});

test('text, other colours and half a ticket are none', () => {
  const tickets = new RowTickets();
  const ticket = tickets.ticket(slotOf(tickets), 'one');
  assert.equal(tickets.at('#', 0), undefined);
  assert.equal(tickets.at('\u001B[36m#\u001B[39m', 0), undefined);
  assert.equal(tickets.at(ticket.slice(0, -1), 0), undefined);
  assert.equal(tickets.at(ticket, 1), undefined);
});

test('more rows than any screen has get no ticket', () => {
  const tickets = new RowTickets();
  for (let row = 0; row < 1024; row++) {
    slotOf(tickets);
  }

  assert.equal(tickets.open(), undefined);
});
