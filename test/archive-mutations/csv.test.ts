/** Tables that are not what they should be: every row is shown, ragged ones are named, quotes lose nothing. */
import assert from 'node:assert/strict';
import {Buffer} from 'node:buffer';
import {after, test} from 'node:test';
import fc from 'fast-check';
import {anyText} from '../support/hostile-text.ts';
import {askEverything, openContent, removeFiles, seed, type Opened} from './opened.ts';

after(removeFiles);

const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** Every row's number, as the column `id` shows it. */
function ids({store}: Opened): readonly string[] {
  return store.order
    .flatMap((row) => store.field(row, 'row_number'))
    .sort((a, b) => Number(a) - Number(b));
}

const cell = fc.oneof(
  anyText.map((text) => text.replaceAll('\uFEFF', '')),
  fc.constantFrom(
    '',
    'EC2_INSTANCE_TERMINATED',
    '2026-11-22T12:15:07Z',
    '=1+1',
    '-5',
    'a\r\nb',
    'a\nb',
    '"',
  ),
);

test(
  'rows of hostile cells, quoted as they should be, all come back as they were written',
  {timeout: 120_000},
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), {minLength: 1, maxLength: 30}),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('', '\uFEFF'),
        async (rows, delimiter, end, mark) => {
          const lines = rows.map(([left, right], index) =>
            [String(index), '2026-11-22T12:15:07Z', quote(left), quote(right)].join(delimiter),
          );
          const header = ['Row Number', 'time', 'event_type', 'note'].join(delimiter);
          const opened = await openContent(mark + [header, ...lines, ''].join(end), 'rows.csv');
          assert.deepEqual(opened.columns, ['row_number', 'time', 'event_type', 'note']);
          assert.deepEqual(
            ids(opened),
            rows.map((_, index) => String(index)),
          );
          for (const row of opened.store.order) {
            const [at = ''] = opened.store.field(row, 'row_number');
            const [left = ''] = rows[Number(at)] ?? [];
            const written = Buffer.from(left).toString();
            assert.deepEqual(
              opened.store.field(row, 'event_type'),
              written === '' ? [] : [written],
            );
          }

          askEverything(opened);
        },
      ),
      {seed, numRuns: 150},
    );
  },
);

test('ragged rows are shown and named', {timeout: 120_000}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({max: 6}), {minLength: 12, maxLength: 60}), async (widths) => {
      const lines = widths.map((width, index) =>
        [index, '2026-11-22', ...Array.from({length: width}, () => 'x')].join(','),
      );
      const opened = await openContent(`row_number,time,a,b\n${lines.join('\n')}\n`, 'ragged.csv');
      assert.deepEqual(
        ids(opened),
        widths.map((_, index) => String(index)),
      );
      const ragged = widths.filter((width) => width !== 2).length;
      assert.equal(
        opened.problems.some((message) => message.includes('cells')),
        ragged > 0,
        String(opened.problems),
      );
      if (ragged > 0) {
        assert.ok(
          opened.problems.some((message) => message.includes(`${ragged} row`)),
          String(opened.problems),
        );
      }

      askEverything(opened);
    }),
    {seed, numRuns: 150},
  );
});

test(
  'a quote that is never closed loses no row before it, and is named',
  {timeout: 120_000},
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({max: 39}), fc.constantFrom('\n', '\r\n'), async (at, end) => {
        const lines = Array.from(
          {length: 40},
          (_, index) => `${index},2026-11-22,${index === at ? '"open' : 'shut'},x`,
        );
        const opened = await openContent(
          ['row_number,time,a,b', ...lines, ''].join(end),
          'open.csv',
        );
        assert.deepEqual(
          ids(opened),
          lines.map((_, index) => String(index)),
        );
        assert.ok(
          opened.problems.some((message) => message.includes(`quote in line ${at + 2}`)),
          String(opened.problems),
        );
        askEverything(opened);
      }),
      {seed, numRuns: 60},
    );
  },
);

test(
  'flipped and missing bytes: no crash, and the rows before them are there',
  {timeout: 120_000},
  async () => {
    const lines = Array.from(
      {length: 60},
      (_, index) => `${index},2026-11-22T12:15:07Z,"EC2, stopped",größe ${index}`,
    );
    const whole = Buffer.from(`row_number,time,event_type,note\n${lines.join('\n')}\n`);
    const header = 32;
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat({max: 255}), fc.boolean(), async (place, value, isCut) => {
        const at = header + (place % (whole.length - header));
        const bytes = isCut ? whole.subarray(0, at) : Buffer.from(whole);
        bytes[isCut ? 0 : at] = isCut ? (bytes[0] ?? 0) : value;
        const before = whole.subarray(0, at).toString().split('\n').length - 2;
        const opened = await openContent(bytes, 'flipped.csv');
        const shown = new Set(ids(opened));
        for (let index = 0; index < before; index++) {
          assert.ok(shown.has(String(index)), `row ${index} before byte ${at}`);
        }

        askEverything(opened);
      }),
      {seed, numRuns: 300},
    );
  },
);
