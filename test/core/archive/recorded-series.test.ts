import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {readRecordedSeries} from '../../../source/core/archive/recorded-series.ts';
import {anyText} from '../../support/hostile-text.ts';

const first = Date.UTC(2026, 10, 22, 12);
const minutes = [0, 5, 10];
const values = [12.5, 97, 3];

/** Three datapoints, each as a row of what stands for its time and its value. */
function rows(row: (time: string, value: number, index: number) => string): string {
  return minutes
    .map((minute, index) =>
      row(
        new Date(first + minute * 60_000).toISOString().replace('.000Z', 'Z'),
        values[index] ?? 0,
        index,
      ),
    )
    .join('\n');
}

const spellings: Readonly<Record<string, string>> = {
  'with a header': `timestamp,value\n${rows((time, value) => `${time},${value}`)}`,
  'without a header': rows((time, value) => `${time},${value}`),
  'with line ends of Windows and a BOM': `\uFEFFtimestamp,value\r\n${rows((time, value) => `${time},${value}\r`)}`,
  'with blanks between date and time': `timestamp,value\n${rows((time, value) => `${time.replace('T', ' ').replace('Z', '')},${value}`)}`,
  'with epoch seconds': rows((time, value) => `${Date.parse(time) / 1000},${value}`),
  'with epoch milliseconds': rows((time, value) => `${Date.parse(time)},${value}`),
  'with tabs': rows((time, value) => `${time}\t${value}`),
  'with semicolons and decimal commas': rows(
    (time, value) => `${time};${String(value).replace('.', ',')}`,
  ),
  'with quotes and percent signs': `"Time","Value"\n${rows((time, value) => `"${time}","${value} %"`)}`,
  'in any order': `Value,Timestamp\n${rows((time, value) => `${value},${time}`)}`,
  'newest first': rows((time, value) => `${time},${value}`)
    .split('\n')
    .reverse()
    .join('\n'),
};

for (const [name, text] of Object.entries(spellings)) {
  test(`a series ${name}`, () => {
    const {series, problems} = readRecordedSeries(text);
    assert.deepEqual(problems, []);
    assert.equal(series.length, 1);
    assert.equal(series[0]?.period, 300);
    assert.deepEqual(
      series[0]?.points,
      minutes.map((minute, index) => ({time: first + minute * 60_000, value: values[index]})),
    );
  });
}

test('a third column tells series apart, wherever the header names it', () => {
  const plain = rows((time, value, index) => `${time},${value},${index === 1 ? 'b' : 'a'}`);
  const named = rows((time, value, index) => `${index === 1 ? 'b' : 'a'},${time},${value}`);
  for (const text of [plain, `Series,Time,Value\n${named}`, `InstanceId,time,Average\n${named}`]) {
    const {series} = readRecordedSeries(text);
    assert.deepEqual(
      series.map(({id, points}) => [id, points.length]),
      [
        ['a', 2],
        ['b', 1],
      ],
    );
  }
});

test('the only series is called as its column', () => {
  assert.equal(readRecordedSeries(`time,Load1\n${first},3`).series[0]?.id, 'Load1');
  assert.equal(readRecordedSeries(`${first},3`).series[0]?.id, 'value');
});

test('bad rows are counted and named, the rest is drawn', () => {
  const {series, problems} = readRecordedSeries(
    `timestamp,value\n${first},1\nyesterday,2\n${first + 1000},\n${first + 2000},NaN\n${first + 3000},4\n,\nx\ny`,
  );
  assert.deepEqual(
    series[0]?.points.map(({value}) => value),
    [1, 4],
  );
  assert.deepEqual(problems, [
    'has 6 rows without a readable time or number (lines 3, 4, 5, 7, 8 and 1 more)',
  ]);
});

test('what is no series says what would be one', () => {
  for (const text of ['', '\n\n', 'hello', 'timestamp,value', '{"Records":[]}']) {
    const {series, problems} = readRecordedSeries(text);
    assert.deepEqual(series, []);
    assert.match(problems.at(-1) ?? '', /holds no datapoint: it needs rows of timestamp,value/v);
  }
});

test('a column with a name for each row is no end of series', () => {
  const many = Array.from({length: 2000}, (_, index) => `${first + index * 1000},1,s${index}`);
  const {series, problems} = readRecordedSeries(many.join('\n'));
  assert.equal(series.length, 500);
  assert.match(problems.join(' '), /more than 500 series: 1500 rows of the others/v);
});

test('whatever a file holds, it is read without a fault, and every value is finite', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(anyText, fc.constantFrom(',', '\n', '"', String(first)))),
      (parts) => {
        for (const {points} of readRecordedSeries(parts.join('')).series) {
          assert.ok(
            points.every(({time, value}) => Number.isFinite(time) && Number.isFinite(value)),
          );
        }
      },
    ),
  );
});
