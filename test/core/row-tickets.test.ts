import assert from 'node:assert/strict';
import {test} from 'node:test';
import {RowTickets} from '../../source/core/row-tickets.ts';
import {safe} from '../../source/core/sanitize.ts';

function slotOf(tickets: RowTickets): number {
  return tickets.open() ?? assert.fail('no slot');
}

function pointOf(ticket: string): number {
  assert.equal([...ticket].length, 1);
  return ticket.codePointAt(0) ?? 0;
}

test('a ticket leads to its row, and is the same while the row is', () => {
  const tickets = new RowTickets();
  const [first, second] = [slotOf(tickets), slotOf(tickets)];
  const ticket = tickets.ticket(first, 'one');
  const other = tickets.ticket(second, 'two');
  assert.equal(tickets.ticket(first, 'one'), ticket);
  assert.equal(tickets.rowOf(pointOf(ticket)), 'one');
  assert.equal(tickets.rowOf(pointOf(other)), 'two');
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

test('what is no ticket is no row', () => {
  const tickets = new RowTickets();
  const ticket = pointOf(tickets.ticket(slotOf(tickets), 'one'));
  for (const point of [0x23, 0x1b, 0xe0_00, 0xff_ff, 0x1_f6_00, ticket + 60, 0x10_ff_fd]) {
    assert.equal(tickets.rowOf(point), undefined);
  }
});

test('outside text holds no ticket, and the last one is a character still', () => {
  const tickets = new RowTickets();
  let last = '';
  for (let slot = tickets.open(); slot !== undefined; slot = tickets.open()) {
    for (let version = 0; version < 60; version++) {
      last = tickets.ticket(slot, String(version));
    }

    assert.notEqual(safe(last), last);
  }

  // Two code points at the end of the plane are no characters.
  assert.ok(pointOf(last) < 0x10_ff_fe);
});

test('more rows than any screen has get no ticket', () => {
  const tickets = new RowTickets();
  for (let row = 0; row < 1024; row++) {
    slotOf(tickets);
  }

  assert.equal(tickets.open(), undefined);
});
