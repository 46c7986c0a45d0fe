import assert from 'node:assert/strict';
import {test} from 'node:test';
import {chartFrame, drawChart, ownThreshold, type ChartInput} from '../../../source/core/chart.ts';
import {t} from '../../../source/core/sanitize.ts';
import {lineText} from '../../../source/core/text.ts';
import {utc} from '../../../source/core/time.ts';
import {cpuOf} from '../../support/spike-world.ts';
import {ago, noon} from '../../support/a-record.ts';

const tree = cpuOf('i-0aaaa1111bbbb2222', 20);

function drawn(parts: Partial<ChartInput> = {}): readonly string[] {
  return drawChart({
    series: [tree],
    range: {since: ago(60), until: noon},
    zone: utc,
    width: 70,
    height: 13,
    scale: 'percent',
    marks: [],
    ascii: false,
    ...parts,
  }).map((line) => lineText(line));
}

const alarm = {
  value: 75,
  label: t`> 75 % for 2 of 3 ALARM`,
  style: 'bad',
  changedAt: ago(10),
} as const;

test('a threshold is a dashed line at its level, labelled at the right, with the change of its alarm', () => {
  const lines = drawn({thresholds: [alarm]});
  const at = lines.findIndex((line) => line.includes('┅'));
  assert.match(lines[at] ?? '', /^ {2}75 ┤┅+ > 75 % for 2 of 3 ALARM │┅+◈┅+$/v);
  // Nowhere else.
  assert.equal(lines.filter((line) => /[┅◈]/v.test(line)).length, 1);
});

test('a threshold hides no cell of a line but the one where the alarm changed', () => {
  const without = drawn();
  const lines = drawn({
    thresholds: [alarm, ownThreshold(12, 'Percent'), ownThreshold(97, 'Percent')],
  });
  for (const [row, line] of without.entries()) {
    for (const [column, character] of [...line].entries()) {
      const now = [...(lines[row] ?? '')][column];
      assert.ok(character === ' ' || now === character || now === '◈', `${row} ${column} ${now}`);
    }
  }
});

test('a label that has no room is left out, and no row grows', () => {
  for (const width of [0, 1, 6, 10, 16, 20, 30]) {
    for (const line of drawn({thresholds: [alarm], width})) {
      assert.equal(line.length, width);
    }
  }
});

test('in ASCII it is drawn in ASCII', () => {
  const lines = drawn({thresholds: [alarm], ascii: true});
  assert.match(lines.join('\n'), /= > 75 % for 2 of 3 ALARM .*=A=/v);
  assert.doesNotMatch(lines.join(''), /[^\u0020-\u007E]/v);
});

test('a fitted axis makes room for a level near the values; one far from them is said to be above', () => {
  const near = drawn({scale: 'fit', thresholds: [ownThreshold(150, 'Percent')]});
  assert.match(near.join('\n'), /┅ threshold 150 % ┅?/v);
  const far = drawn({scale: 'fit', thresholds: [ownThreshold(1e6, 'Percent')]});
  assert.match(far[0] ?? '', / threshold 1000000 % \(above\) ╭/v);
  assert.doesNotMatch(far.join('\n'), /┅/v);
  const below = drawn({thresholds: [ownThreshold(-5, 'Percent')]});
  assert.match(below.join('\n'), / threshold -5 % \(below\) /v);
});

test('columns and times stay the same to the chart and to its cursor', () => {
  const input = {
    series: [tree],
    range: {since: ago(60), until: noon},
    width: 70,
    height: 13,
    scale: 'fit' as const,
    thresholds: [ownThreshold(123_456, 'Percent')],
  };
  const {gutter} = chartFrame(input);
  const [top = ''] = drawn({scale: 'fit', thresholds: input.thresholds});
  assert.match(top.slice(gutter - 1, gutter), /[┤│]/v);
});

test('odd levels are drawn or left out, and none throws', () => {
  for (const value of [Number.NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, 0]) {
    for (const scale of ['fit', 'percent'] as const) {
      for (const series of [[], [tree]]) {
        const lines = drawn({
          series,
          scale,
          thresholds: [{...alarm, value, changedAt: Number.NaN}],
        });
        assert.equal(lines.length, 13);
        assert.ok(lines.every((line) => line.length === 70));
      }
    }
  }

  assert.equal(drawn({height: 1, thresholds: [alarm]}).length, 1);
});
