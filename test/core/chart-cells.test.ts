import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  chartFrame,
  columnOfTime,
  drawChart,
  seriesMark,
  seriesStyle,
  valueAt,
  type ChartInput,
} from '../../source/core/chart.ts';
import {hour} from '../../source/core/time.ts';
import {at, chartInput, marksAt, seriesOf, start} from './chart/pictures.ts';

type Cell = {readonly character: string; readonly style: string};

/** The cells of one plot column, from the top to the calls row. */
function columnAt(input: ChartInput, time: number): readonly Cell[] {
  const frame = chartFrame(input);
  const index = frame.gutter + (columnOfTime(frame, time) ?? Number.NaN);
  return drawChart(input).map((line) => {
    const cells = line.flatMap(({text, style}) =>
      [...text].map((character) => ({character, style})),
    );
    return cells[index]!;
  });
}

function textOf(cells: readonly Cell[]): string {
  return cells.map(({character}) => character).join('');
}

function styles(cells: readonly Cell[]): readonly string[] {
  return cells.map(({style}) => style);
}

const series = [seriesOf(Array.from({length: 12}, () => 75))];

test('the list cursor is a line through the whole chart; series and calls keep their characters', () => {
  const input = chartInput({series, listCursor: at(21), marks: marksAt(21)});
  const cells = columnAt(input, at(21));
  assert.equal(textOf(cells), '┃─┃┃┃┃┃·');
  assert.deepEqual(new Set(styles(cells)), new Set(['cursorLine']));
});

test('in ASCII the cursor is a bar', () => {
  const cells = columnAt(chartInput({series, listCursor: at(21), ascii: true}), at(21));
  assert.equal(textOf(cells), '|-||||||');
});

test("the chart's cursor is drawn over the list's", () => {
  const input = chartInput({series, listCursor: at(21), chartCursor: at(21)});
  assert.deepEqual(new Set(styles(columnAt(input, at(21)))), new Set(['cursor']));
});

test('a cursor outside the range is not drawn', () => {
  const shown = drawChart(chartInput({series, listCursor: at(-1), chartCursor: at(60)}));
  assert.deepEqual(shown, drawChart(chartInput({series})));
});

test('a cursor on the settled line takes its place; the words stay where they are', () => {
  const settled = chartInput({series, settledTo: at(21)});
  const both = chartInput({series, settledTo: at(21), listCursor: at(21)});
  assert.equal(textOf(columnAt(settled, at(21))), '┆─┆┆┆┆  ');
  assert.equal(textOf(columnAt(both, at(21))), '┃─┃┃┃┃┃┃');
  const crossed = columnAt({...settled, listCursor: at(25)}, at(25));
  assert.deepEqual(crossed[0], {character: 'w', style: 'cursorLine'});
});

test('what may still change is provisional, what may not has the colour of its series', () => {
  const input = chartInput({
    series: [seriesOf([50, 50, 50, 50], {provisionalFrom: at(10)})],
    height: 7,
  });
  assert.deepEqual(columnAt(input, at(9))[2], {character: '─', style: 'series0'});
  assert.deepEqual(columnAt(input, at(11))[2], {character: '╌', style: 'provisional'});
  assert.deepEqual(columnAt({...input, ascii: true}, at(11))[2], {
    character: ':',
    style: 'provisional',
  });
});

test('series 0 is on top where lines cross, and no line is painted over the axis', () => {
  const level = seriesOf(Array.from({length: 12}, () => 50));
  const steep = seriesOf(Array.from({length: 12}, (_, index) => (index < 6 ? 0 : 100)));
  const cell = columnAt(chartInput({series: [level, steep], height: 7}), at(30))[2];
  assert.deepEqual(cell, {character: '─', style: 'series0'});
  const axis = drawChart(chartInput({series: [steep], height: 7})).map((line) => line[0]);
  assert.ok(axis.every((span) => span?.style === 'axis' || span?.style === 'plain'));
  assert.equal(axis[2]?.text, '  50 ┤');
});

test('calls have the style of the strongest', () => {
  const marks = [
    ...marksAt(5),
    ...marksAt(15, 1, {kind: 'failed'}),
    ...marksAt(25, 1, {strong: true}),
  ];
  const input = chartInput({marks});
  assert.deepEqual(columnAt(input, at(5)).at(-1), {character: '·', style: 'mark'});
  assert.deepEqual(columnAt(input, at(15)).at(-1), {character: '!', style: 'bad'});
  assert.deepEqual(columnAt(input, at(25)).at(-1), {character: '▴', style: 'markStrong'});
});

test('every one of eight series has a mark and a style of its own', () => {
  const indices = [0, 1, 2, 3, 4, 5, 6, 7];
  assert.equal(new Set(indices.map((index) => seriesMark(index, false))).size, 8);
  assert.equal(indices.map((index) => seriesMark(index, true)).join(''), '12345678');
  assert.equal(new Set(indices.map((index) => seriesStyle(index))).size, 8);
});

test('the ninth series and those after it are not drawn', () => {
  const many = Array.from({length: 500}, (_, index) => seriesOf([index / 5, index / 5]));
  assert.deepEqual(
    drawChart(chartInput({series: many})),
    drawChart(chartInput({series: many.slice(0, 8)})),
  );
});

test('the datapoint under the cursor is the exact one that is drawn there', () => {
  const one = seriesOf([10, 20, undefined, undefined, 30]);
  const frame = chartFrame(chartInput({series: [one]}));
  const under = (minutes: number) => valueAt(one, frame, columnOfTime(frame, at(minutes))!);
  assert.deepEqual(under(0), {time: at(0), value: 10});
  assert.deepEqual(under(4), {time: at(0), value: 10});
  assert.deepEqual(under(8), {time: at(5), value: 20});
  assert.equal(under(13), undefined);
  assert.deepEqual(under(24), {time: at(20), value: 30});
  assert.equal(under(40), undefined);
  assert.equal(valueAt(one, frame, -1), undefined);
  assert.equal(valueAt(one, frame, 1000), undefined);
});

test('of several datapoints in a column the highest is under the cursor', () => {
  const one = seriesOf(
    Array.from({length: 3600}, (_, index) => (index === 1830 ? 99 : 5)),
    {period: 1},
  );
  const frame = chartFrame(chartInput({series: [one]}));
  const spike = start + 1_830_000;
  assert.deepEqual(valueAt(one, frame, columnOfTime(frame, spike)!), {time: spike, value: 99});
});

test('datapoints of an archive may come unordered, twice, and without a period', () => {
  const one = seriesOf([10, 90, 10, 10]);
  const shuffled = [3, 1, 0, 2, 1].map((index) => one.points[index]!);
  const broken = {...one, period: 0, points: [...shuffled, {time: Number.NaN, value: 1}]};
  assert.deepEqual(
    drawChart(chartInput({series: [broken]})),
    drawChart(chartInput({series: [one]})),
  );
});

test('a range that is none shows the axes', () => {
  for (const range of [
    {since: start, until: start},
    {since: start + hour, until: start},
    {since: Number.NaN, until: Number.NaN},
    {since: -Infinity, until: Infinity},
  ]) {
    for (const scale of ['percent', 'fit'] as const) {
      const shown = drawChart(chartInput({series, range, scale, settledTo: start}));
      assert.equal(shown.length, 8);
    }
  }
});
