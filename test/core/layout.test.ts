import assert from 'node:assert/strict';
import {test} from 'node:test';
import {columnsFor} from '../../source/core/state/list-columns.ts';
import {layOut, smallest, type Pane} from '../../source/core/layout.ts';

test('whatever the size, the panes fill the screen between the two lines, without overlap', () => {
  for (let columns = 20; columns <= 250; columns += 5) {
    for (let rows = 5; rows <= 80; rows++) {
      for (const focus of ['chart', 'events'] as const) {
        assertFilled(columns, rows, focus, false);
        assertFilled(columns, rows, focus, true);
      }
    }
  }
});

function assertFilled(columns: number, rows: number, focus: Pane, isMaximised: boolean): void {
  const layout = layOut(columns, rows, focus, isMaximised);
  const isTooSmall = columns < smallest.columns || rows < smallest.rows;
  assert.equal(layout.kind, isTooSmall ? 'tooSmall' : 'panes');
  if (layout.kind === 'tooSmall') {
    return;
  }

  const {chart, events, body} = layout;
  assert.deepEqual(body, {top: 1, width: columns, height: rows - 2});
  assert.equal((chart?.height ?? 0) + (events?.height ?? 0), body.height);
  assert.equal((chart ?? events)?.top, body.top);
  assert.equal(events?.top ?? body.top, body.top + (events && chart ? chart.height : 0));
  assert.ok([chart, events].every((rect) => rect === undefined || rect.width === columns));
  assert.ok(focus === 'chart' ? chart : events, 'the pane with the keyboard is there');
  assert.ok(chart === undefined || chart.height >= 8);
  assert.ok(events === undefined || events.height >= 8);
}

test('80 by 24 shows both panes, 60 by 16 one at a time', () => {
  const both = layOut(80, 24, 'events', false);
  assert.ok(both.kind === 'panes' && both.chart && both.events);
  const one = layOut(60, 16, 'events', false);
  assert.ok(one.kind === 'panes' && !one.chart && one.events);
});

test('the columns of the list fill its width, whatever that is', () => {
  for (let cells = 34; cells <= 250; cells++) {
    for (const timeWidth of [8, 14]) {
      const columns = columnsFor(cells, {timeWidth});
      const width = columns.reduce((total, column) => total + column.width + 2, -2);
      assert.ok(width <= cells, `${width} of ${cells}`);
      assert.ok(
        columns.every((column) => column.width >= column.title.length),
        `${cells}`,
      );
      assert.deepEqual([columns[0]?.id, columns.at(-1)?.id], ['time', 'outcome']);
    }
  }
});
