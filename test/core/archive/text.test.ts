import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {parseArchiveText} from '../../../source/core/archive/text.ts';

type Named = {readonly eventID: string; readonly [key: string]: unknown};

function record(id: number | string, more: Readonly<Record<string, unknown>> = {}): Named {
  return {
    eventVersion: '1.08',
    eventTime: '2026-11-22T12:14:55Z',
    eventName: 'RunInstances',
    eventID: `e${id}`,
    userAgent: 'a "quoted" {agent} [x] \\ \u202E',
    requestParameters: {items: [{a: 1}, null, -2.5e3], ...more},
  };
}

const ids = (text: string) => parseArchiveText(text).events.map(({id}) => id);
const messages = (text: string, options = {}) =>
  parseArchiveText(text, options).problems.map(({message}) => message);
const json = (value: unknown) => JSON.stringify(value);

const three = [record(1), record(2), record(3)];
const lookup = (item: Named) => ({EventId: item.eventID, CloudTrailEvent: json(item)});
const wrap = (item: Named) => ({version: '0', source: 'aws.ec2', detail: item});

test('every shape opens, packed in one line or written over many', () => {
  const lines = (values: readonly unknown[], end = '\n') =>
    values.map((x) => json(x) + end).join('');
  const shapes: Readonly<Record<string, string>> = {
    'log file': json({Records: three}),
    'log file over many lines': JSON.stringify({Records: three}, null, 2),
    list: json(three),
    'JSON Lines': lines(three),
    'JSON Lines, CRLF': lines(three, '\r\n'),
    'JSON Lines, blank lines': lines(three, '\n\n  \n'),
    'records one behind the other': lines(three, ''),
    'records over many lines, one behind the other': three
      .map((x) => JSON.stringify(x, null, 4))
      .join('\n'),
    'log files one behind the other': lines(
      [{Records: three.slice(0, 2)}, {Records: [three[2]]}],
      '',
    ),
    'log files joined to a list': json([{Records: three.slice(0, 2)}, {Records: [three[2]]}]),
    LookupEvents: json({Events: three.map((x) => lookup(x)), NextToken: 'x'}),
    'LookupEvents, one a line': lines(three.map((x) => lookup(x))),
    'EventBridge, list': json(three.map((x) => wrap(x))),
    'EventBridge, one a line': lines(three.map((x) => wrap(x))),
    'all of them, mixed': lines([three[0], lookup(record(2)), wrap(record(3))]),
    'with a byte order mark': `\uFEFF${json({Records: three})}`,
  };
  for (const [name, text] of Object.entries(shapes)) {
    assert.deepEqual(ids(text), ['e1', 'e2', 'e3'], name);
    assert.deepEqual(messages(text), [], name);
  }

  assert.deepEqual(ids(json(record(7))), ['e7']);
  assert.deepEqual(ids(json(wrap(record(7)))), ['e7']);
});

test('the native record is kept as it was written', () => {
  assert.equal(json(parseArchiveText(json({Records: three})).events[1]?.record), json(three[1]));
});

test('files that hold nothing, and are fine', () => {
  for (const text of [
    '{"Records":[]}',
    '[]',
    '{"Events":[]}',
    '{"digestS3Object":"x","logFiles":[]}',
  ]) {
    const {events, problems, isRecognised} = parseArchiveText(text);
    assert.deepEqual([events, problems, isRecognised], [[], [], true], text);
  }
});

test('files that hold no events say so', () => {
  const texts: readonly string[] = [
    '{"foo":1}',
    '[{"foo":1},{"bar":2}]',
    '"x"',
    '12',
    'null',
    'Hello, world.\nThis is prose, with commas, as prose has.\n',
    'Licence',
    '\u0000\u0001\u0002\uFFFD,\u0000',
    '#!/bin/sh\n{\n}\n',
  ];
  for (const text of texts) {
    const {events, problems, isRecognised} = parseArchiveText(text);
    assert.deepEqual([events.length, isRecognised], [0, false], text);
    assert.deepEqual(
      problems.map(({message, fatal}) => [message, fatal]),
      [['holds no events', true]],
      text,
    );
  }
});

test('an empty file is empty', () => {
  assert.deepEqual(messages(''), ['is empty']);
  assert.deepEqual(messages(' \n\n'), ['is empty']);
});

test('a list of events that is none', () => {
  assert.deepEqual(messages('{"Records":{"a":1}}'), ['has Records that are no list']);
});

test('what is no record is named by its place, and the others load', () => {
  const text = json({Records: [record(1), 5, record(2), {foo: 1}, null, record(3)]});
  assert.deepEqual(ids(text), ['e1', 'e2', 'e3']);
  assert.deepEqual(messages(text), [
    'record 2 is no object',
    'record 4 is no CloudTrail event',
    'record 5 is no object',
  ]);
});

test('many problems are named one by one up to a bound, then counted', () => {
  const text = json({Records: [...Array.from({length: 1000}, (_, index) => index), record(1)]});
  const all = messages(text);
  assert.equal(all.length, 21);
  assert.equal(all.at(-1), 'and 980 more of these');
});

test('a file cut in the middle of a record gives the records before', () => {
  const text = json({Records: three});
  const cut = text.slice(0, text.indexOf('"e3"') + 2);
  assert.deepEqual(ids(cut), ['e1', 'e2']);
  assert.deepEqual(messages(cut), [
    `is cut off at line 1, column ${cut.length + 1}; 2 events before the cut are shown`,
  ]);
  assert.deepEqual(messages(cut, {isCut: true}), [], 'known already');
});

test('a file cut behind its last record gives all of them', () => {
  for (const cut of [json({Records: three}).slice(0, -2), json({Records: three}).slice(0, -1)]) {
    assert.deepEqual(ids(cut), ['e1', 'e2', 'e3']);
    assert.equal(messages(cut).length, 1);
  }
});

test('a file cut before its first record is whole says that none is complete', () => {
  const {problems} = parseArchiveText('{"Records":[{"eventName":"Ru');
  assert.deepEqual(
    problems.map(({message, fatal}) => [message, fatal]),
    [['is cut off at line 1, column 29; no event before the cut is complete', true]],
  );
});

test('a broken record in the middle is named with its place, and those behind it load', () => {
  const text = json({Records: three}).replace('"eventID":"e2"', '"eventID":e2"');
  assert.deepEqual(ids(text), ['e1', 'e3']);
  assert.deepEqual(messages(text), [
    `record 2 is not JSON at line 1, column ${text.indexOf(':e2"') + 2}`,
  ]);
});

test('a broken line of JSON Lines costs that line only', () => {
  const lines = three.map((x) => json(x));
  for (const broken of [
    '{"eventName":"Run',
    '{"eventName":',
    '{"eventName":"X"',
    'oops',
    '{"a":[',
    '}',
  ]) {
    const text = [lines[0], lines[1], broken, lines[2]].join('\n');
    assert.deepEqual(ids(text), ['e1', 'e2', 'e3'], broken);
    const [message, ...more] = messages(text);
    assert.match(message ?? '', /^is (?:not JSON|cut off) at line [34], column \d+/v, broken);
    assert.deepEqual(more, [], broken);
  }
});

test('what stands before and behind a log file is named', () => {
  const text = `$ cat x\n${json({Records: three})}garbage\n`;
  assert.deepEqual(ids(text), ['e1', 'e2', 'e3']);
  assert.match(messages(text)[0] ?? '', /^is not JSON at line 1, column 1$/v);
  assert.match(messages(text)[1] ?? '', /^is not JSON at line 2, column \d+$/v);
});

test('a comma too many loses nothing', () => {
  const text = json({Records: three}).replace(/\]\}$/v, ',]}');
  assert.deepEqual(ids(text), ['e1', 'e2', 'e3']);
  assert.match(messages(text)[0] ?? '', /^is not JSON at line 1, column/v);
});

test('deep, long, doubled and odd: all load', () => {
  const deep = '['.repeat(1000) + ']'.repeat(1000);
  const long = 'x'.repeat(1_000_000);
  const nul = String.raw`\u0000`;
  const text = `{"Records":[{"eventID":"e1","requestParameters":${deep}},{"eventID":"e2","userAgent":"${long}"},{"eventID":"e0","eventID":"e3","a":"${nul}"}]}`;
  assert.deepEqual(ids(text), ['e1', 'e2', 'e3']);
  assert.deepEqual(ids(text.slice(0, -1)), ['e1', 'e2', 'e3'], 'also where the file is cut');
});

test('raw control characters in strings are read as they are', () => {
  const raw = '{"eventID":"e1","userAgent":"a\u0000b\tc\u001B[2J"}';
  const {events, problems} = parseArchiveText(raw);
  assert.equal(events[0]?.record['userAgent'], 'a\u0000b\tc\u001B[2J');
  assert.deepEqual(problems, []);
});

test('an attacker cannot make a record out of a string of a broken one', () => {
  const forged = json(record('FORGED'));
  const text = json({Records: [record(1), {...record(2), userAgent: forged}, record(3)]}).replace(
    '"eventID":"e2"',
    '"eventID":e2"',
  );
  assert.deepEqual(ids(text), ['e1', 'e3']);
});

test('damage does not make reading quadratic', () => {
  const nested = `{"Records":[${'{"a":['.repeat(100_000)}`;
  const openings = '[\n'.repeat(100_000);
  for (const text of [nested, openings, `${openings}x`, '{"a":1\n'.repeat(50_000)]) {
    assert.ok(parseArchiveText(text).problems.length <= 21);
  }
});

type Writer = {
  readonly open: string;
  readonly before: string;
  readonly item: (record: Named) => string;
  readonly after: string;
  readonly between: string;
  readonly close: string;
};

const plain: Writer = {
  open: '{"Records":[',
  before: '',
  item: (x) => json(x),
  after: '',
  between: ',',
  close: ']}',
};

test('wherever a file is cut, every record complete before the cut is shown', () => {
  const writers: readonly Writer[] = [
    plain,
    {
      ...plain,
      open: '{\n "Records": [\n',
      item: (x) => JSON.stringify(x, null, 2),
      between: ',\r\n',
    },
    {...plain, open: '[', close: ']'},
    {...plain, open: '', between: '\n', close: '\n'},
    {...plain, open: '', before: '{"Records":[', after: ']}', between: '', close: ''},
    {...plain, open: '{"ResponseMetadata":{"a":[1]},"Events":[', item: (x) => json(lookup(x))},
  ];
  const extras = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), {minLength: 1, maxLength: 5});
  fc.assert(
    fc.property(fc.constantFrom(...writers), extras, fc.nat(), (writer, all, at) => {
      let text = writer.open;
      const ends: number[] = [];
      for (const [index, extra] of all.entries()) {
        text +=
          (index === 0 ? '' : writer.between) + writer.before + writer.item(record(index, extra));
        ends.push(text.length);
        text += writer.after;
      }

      text += writer.close;
      const cut = at % (text.length + 1);
      const expected = ends.flatMap((end, index) => (end <= cut ? [`e${index}`] : []));
      assert.deepEqual(ids(text.slice(0, cut)), expected);
    }),
    {numRuns: 500},
  );
});

test('no flipped byte makes it throw, and the records before the flip are shown', () => {
  const flips = fc.array(fc.record({at: fc.nat(), bit: fc.integer({min: 0, max: 6})}), {
    minLength: 1,
    maxLength: 3,
  });
  const text = json({Records: Array.from({length: 6}, (_, index) => record(index))});
  fc.assert(
    fc.property(flips, (all) => {
      const characters = [...text];
      for (const {at, bit} of all) {
        const place = at % text.length;
        characters[place] = String.fromCodePoint((text.codePointAt(place) ?? 0) ^ (1 << bit));
      }

      const first = Math.min(...all.map(({at}) => at % text.length));
      if (first < '{"Records":['.length) {
        parseArchiveText(characters.join(''));
        return;
      }

      const shown = new Set(ids(characters.join('')));
      for (let index = 0; index < 6; index++) {
        const end = text.indexOf('{"eventVersion"', text.indexOf(`"e${index}"`));
        if (end !== -1 && end - 1 <= first) {
          assert.ok(shown.has(`e${index}`), `e${index}`);
        }
      }
    }),
    {numRuns: 500},
  );
});

test('no text at all makes it throw', () => {
  const odd = fc.string({
    unit: fc.constantFrom(...'{}[]",:\\\n\r\t;=a1 \u0000', 'Records', 'time,'),
  });
  fc.assert(
    fc.property(fc.oneof(odd, fc.string({unit: 'binary'})), (text) => {
      const {problems} = parseArchiveText(text);
      assert.ok(problems.length <= 21);
    }),
    {numRuns: 1000},
  );
});

const csv = (text: string, options = {}) => {
  const {events, columns, problems} = parseArchiveText(text, options);
  return {
    columns,
    rows: events.map((event) => event.record),
    times: events.map(({time}) => (Number.isNaN(time) ? '-' : new Date(time).toISOString())),
    problems: problems.map(({message}) => message),
    remarks: problems.filter(({isRemark}) => isRemark).length,
  };
};

test('a CSV opens: headers fold, values stay strings', () => {
  const text =
    '\uFEFFEvent Time,Event Type,Instance  ID,Note\r\n2026-11-22 12:14:55,EC2_INSTANCE_TERMINATED,i-1,"a, ""b""\nc"\r\n2026-11-22T13:00:00+01:00,007,,\r\n';
  const {columns, rows, times, problems} = csv(text);
  assert.deepEqual(columns, ['event_time', 'event_type', 'instance_id', 'note']);
  assert.deepEqual(rows[0], {
    event_time: '2026-11-22 12:14:55',
    event_type: 'EC2_INSTANCE_TERMINATED',
    instance_id: 'i-1',
    note: 'a, "b"\nc',
  });
  assert.equal(rows[1]?.['event_type'], '007');
  assert.deepEqual(times, ['2026-11-22T12:14:55.000Z', '2026-11-22T12:00:00.000Z']);
  assert.deepEqual(problems, []);
  assert.ok(parseArchiveText(text).events.every(({kind, id}) => kind === 'row' && id === ''));
});

test('semicolons and tabs do as well as commas', () => {
  for (const delimiter of [';', '\t', ',']) {
    const {columns, times} = csv(`timestamp,value\n1763813695,1\n`.replaceAll(',', delimiter));
    assert.deepEqual(columns, ['timestamp', 'value']);
    assert.deepEqual(times, ['2025-11-22T12:14:55.000Z']);
  }
});

test('times as exports write them', () => {
  const cells = [
    '2026-11-22T12:14:55Z',
    '2026-11-22 12:14:55.000 UTC',
    '2026-11-22 12:14:55 +0000',
    '1795349695',
    '1795349695000',
    '1795349695000000',
    '1795349695000000000',
  ];
  const {times} = csv(`time,n\n${cells.map((cell) => `${cell},1\n`).join('')}`);
  assert.deepEqual([...new Set(times)], ['2026-11-22T12:14:55.000Z']);
});

test('the time column is one of a known name whose values read as times, or the one asked for', () => {
  const text = 'time,Created At,launch time\nsoon,2026-01-02T00:00:00Z,2026-01-03T00:00:00Z\n';
  assert.deepEqual(csv(text).times, ['2026-01-02T00:00:00.000Z']);
  assert.deepEqual(csv(text, {timeColumn: 'Launch Time'}).times, ['2026-01-03T00:00:00.000Z']);
});

test('a time column that is not there is said, with those that are', () => {
  const {times, problems, remarks} = csv('time,a\n2026-01-02,1\n', {timeColumn: 'when'});
  assert.deepEqual(times, ['2026-01-02T00:00:00.000Z']);
  assert.deepEqual(problems, ['has no column when for the time; it has time, a']);
  assert.equal(remarks, 0);
});

test('rows without a readable time stay, and a remark says so', () => {
  assert.deepEqual(csv('a,b\n1,2\n3,4\n').times, ['-', '-']);
  assert.equal(csv('a,b\n1,2\n3,4\n').remarks, 1);
  const {problems, remarks} = csv('time,b\n2026-01-02,2\nlater,4\n');
  assert.deepEqual(problems, ['has 1 row without a readable time in its column time (line 3)']);
  assert.equal(remarks, 1);
});

test('ragged rows stay, are counted, and are named by their lines', () => {
  const {columns, rows, problems} = csv(
    'time,a,b\n2026-01-02,1\n2026-01-02,1,2,3,4\n2026-01-02,1,2,\n',
  );
  assert.deepEqual(rows, [
    {time: '2026-01-02', a: '1'},
    {time: '2026-01-02', a: '1', b: '2', extra_cells: '3,4'},
    {time: '2026-01-02', a: '1', b: '2'},
  ]);
  assert.deepEqual(columns, ['time', 'a', 'b', 'extra_cells']);
  assert.deepEqual(problems, ['has 2 rows with more or fewer cells than its header (lines 2, 3)']);
});

test('blank, doubled and dangerous headers become columns of their own', () => {
  const {columns, rows} = csv(',time,a,A,__proto__\n1,2026-01-02,3,4,5\n');
  assert.deepEqual(columns, ['column_1', 'time', 'a', 'a_2', '__proto__']);
  assert.deepEqual(Object.values(rows[0] ?? {}), ['1', '2026-01-02', '3', '4', '5']);
});

test('a CSV cut with its gzip gives its whole rows', () => {
  assert.equal(csv('time,a\n2026-01-02,1\n2026-01-', {isCut: true}).rows.length, 1);
});

test('a header alone is a CSV without events', () => {
  assert.deepEqual(csv('timestamp,value\n').problems, []);
});

test('a header may hold any character where the file is surely a table', () => {
  const time = '2026-01-02T00:00:00Z';
  assert.deepEqual(csv(`when,MFA?,cost €/h\n${time},yes,3\n`).columns, [
    'when',
    'mfa?',
    'cost_€/h',
  ]);
  assert.deepEqual(csv(`"a;b","c\nd","=x",time\r\n1,2,3,${time}\r\n`).columns, [
    'a;b',
    'c_d',
    '=x',
    'time',
  ]);
  assert.equal(csv(`"a,b\n c";d\n1;2\n`).rows.length, 1, 'a quoted header of two lines');
});

test('in a folder, prose under any name is no table: that takes times', () => {
  const found = {isFound: true};
  for (const prose of ['hello, world\nfoo, bar\n', 'time, money\nand, so\n', 'a,b\n1,2\n']) {
    assert.equal(parseArchiveText(prose, found).isRecognised, false, prose);
  }

  assert.equal(csv('time,a\n2026-01-02,1\n', found).rows.length, 1);
  assert.equal(csv('when,a\n2026-01-02,1\n', {...found, timeColumn: 'When'}).rows.length, 1);
});

test('lines may end in CR alone, as old spreadsheets write them', () => {
  const {rows, times, problems} = csv('time,a\r2026-01-02,"x, y"\r2026-01-03,z\r');
  assert.deepEqual(
    rows.map((row) => row['a']),
    ['x, y', 'z'],
  );
  assert.equal(times[1], '2026-01-03T00:00:00.000Z');
  assert.deepEqual(problems, []);
});

test('a day and a clock in two columns are one time', () => {
  const rows = '2026-01-02,12:00:05,a\n2026-01-02,9:30,b\n2026-01-02,,c\n';
  const times = ['2026-01-02T12:00:05.000Z', '2026-01-02T09:30:00.000Z', '-'];
  const joined = csv(`date,time,event\n${rows}`);
  assert.deepEqual(joined.times, times);
  assert.deepEqual(joined.problems, [
    'has 1 row without a readable time in its columns date and time (line 4)',
  ]);
  for (const timeColumn of ['Day+At', 'at + day', 'Day at']) {
    assert.deepEqual(csv(`day,at,event\n${rows}`, {timeColumn}).times, times, timeColumn);
  }

  const alone = csv('date,time,event\n2026-01-02T10:00:00Z,12:00,a\n');
  assert.deepEqual(alone.times, ['2026-01-02T10:00:00.000Z'], 'one alone is enough');
});
