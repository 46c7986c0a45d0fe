import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {safe, type SafeText} from '../../source/core/sanitize.ts';
import {span, type Line} from '../../source/core/span.ts';
import {
  cellWidth,
  fit,
  fitLine,
  fitRight,
  lineText,
  lineWidth,
  takeCells,
  truncate,
  wrapWords,
} from '../../source/core/text.ts';
import {anyText} from '../support/hostile-text.ts';

const anySafe: fc.Arbitrary<SafeText> = fc
  .tuple(anyText, fc.boolean())
  .map(([text, ascii]) => safe(text, {ascii}));
const cells = fc.integer({min: 0, max: 40});
const anyLine: fc.Arbitrary<Line> = fc.array(
  anySafe.map((text) => span(text, 'warn')),
  {maxLength: 5},
);

test('what is cut says so', () => {
  assert.equal(truncate(safe('RunInstances'), 6), 'RunIn…');
  assert.equal(truncate(safe('RunInstances'), 6, true), 'RunIn~');
  assert.equal(truncate(safe('RunInstances'), 12), 'RunInstances');
  assert.equal(truncate(safe('RunInstances'), 0), '');
});

test('wide characters are never cut in half', () => {
  assert.equal(fit(safe('漢字漢字'), 6), '漢字… ');
  assert.equal(fitRight(safe('漢字漢字'), 6), ' 漢字…');
  assert.equal(takeCells(safe('e\u0301e'), 1), 'e\u0301');
});

test('a column is exactly as wide as it says, whatever stands in it', () => {
  fc.assert(
    fc.property(anySafe, cells, fc.boolean(), (text, width, ascii) => {
      assert.equal(cellWidth(fit(text, width, ascii)), width);
      assert.equal(cellWidth(fitRight(text, width, ascii)), width);
      assert.ok(cellWidth(truncate(text, width, ascii)) <= width);
      assert.ok(text.startsWith(takeCells(text, width)));
    }),
    {numRuns: 1000},
  );
});

test('a line is exactly as wide as it says, and a cut one ends in the mark', () => {
  fc.assert(
    fc.property(anyLine, cells, fc.boolean(), (line, width, ascii) => {
      const fitted = fitLine(line, width, 'plain', ascii);
      assert.equal(lineWidth(fitted), width);
      assert.ok(fitted.every(({text}) => text !== '' || line.some((part) => part.text === '')));
      if (lineWidth(line) > width && width > 0) {
        assert.match(lineText(fitted).trimEnd(), ascii ? /~$/v : /…$/v);
      }
    }),
    {numRuns: 1000},
  );
});

test('a line that is cut where one span ends still says that more follows', () => {
  const line = [span(safe('abc')), span(safe('def'))];
  assert.equal(lineText(fitLine(line, 3)), 'ab…');
  assert.equal(lineText(fitLine(line, 6)), 'abcdef');
  assert.equal(lineText(fitLine(line, 8)), 'abcdef  ');
});

test('words go on in the next line', () => {
  assert.deepEqual(wrapWords(safe('nothing is loaded yet'), 10), ['nothing is', 'loaded yet']);
  assert.deepEqual(wrapWords(safe('arn:aws:iam::1'), 5), ['arn:a', 'ws:ia', 'm::1']);
  assert.deepEqual(wrapWords(safe(''), 5), []);
});

test('no wrapped line is wider than asked, and no character gets lost', () => {
  fc.assert(
    fc.property(anySafe, fc.integer({min: 2, max: 30}), (text, width) => {
      const lines = wrapWords(text, width);
      assert.ok(lines.every((line) => cellWidth(line) <= width));
      assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
    }),
  );
});

test('a sign that grows without end is cut like any other text', () => {
  const endless = safe('ᄀ'.repeat(500));
  assert.equal(cellWidth(takeCells(endless, 11)), 10);
  assert.equal(wrapWords(endless, 10).length, 100);
});
