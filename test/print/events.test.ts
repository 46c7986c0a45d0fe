import assert from 'node:assert/strict';
import {PassThrough, Writable} from 'node:stream';
import {text} from 'node:stream/consumers';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {describe, test} from 'node:test';
import {fromRecord, type TrailEvent} from '../../source/core/event.ts';
import {printEvents, type Supplied} from '../../source/print/events.ts';
import {writerOf, type Format} from '../../source/print/formats.ts';
import {createOutput} from '../../source/print/output.ts';

function event(index: number): TrailEvent {
  return fromRecord({eventID: `id ${index}`, eventName: 'StopInstances', n: index});
}

async function* supplyOf(...all: readonly Supplied[]): AsyncGenerator<Supplied> {
  yield* all;
}

const events = (...indexes: readonly number[]): Supplied => ({
  kind: 'events',
  events: indexes.map((index) => event(index)),
});

async function print(
  format: Format,
  supply: AsyncIterable<Supplied>,
  more: {readonly maxItems?: number; readonly ascii?: boolean} = {},
) {
  const {maxItems = Infinity, ascii = false} = more;
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const [shown, said] = [text(stdout), text(stderr)];
  const output = createOutput(stdout);
  const printed = await printEvents({
    supply,
    writer: writerOf({format, columns: undefined, ascii}),
    maxItems,
    output,
    stderr,
    ascii,
  });
  stdout.end();
  stderr.end();
  return {...printed, stdout: await shown, stderr: await said};
}

describe('printing', () => {
  test('json is one array, also of nothing and of some', async () => {
    for (const count of [0, 1, 3]) {
      const indexes = Array.from({length: count}, (_, index) => index);
      const {stdout, status} = await print('json', supplyOf(events(...indexes), events()));
      assert.deepEqual(
        (JSON.parse(stdout) as Array<{n: number}>).map(({n}) => n),
        indexes,
      );
      assert.ok(stdout.endsWith('\n'));
      assert.equal(status, 0);
    }
  });

  test('so many events at the most, and the supply is told that it may end', async () => {
    let isEnded = false;
    const endless = async function* (): AsyncGenerator<Supplied> {
      try {
        for (let index = 0; ; index += 2) {
          yield events(index, index + 1);
        }
      } finally {
        isEnded = true;
      }
    };

    const {stdout, count} = await print('jsonl', endless(), {maxItems: 5});
    assert.equal(count, 5);
    assert.equal(stdout.trimEnd().split('\n').length, 5);
    assert.ok(isEnded);
  });

  test('what went wrong is said in a line, what was read is printed, and the status is 1', async () => {
    const problem = (message: string, isFailure: boolean): Supplied => ({
      kind: 'problem',
      message,
      isFailure,
    });
    const {stdout, stderr, status} = await print(
      'jsonl',
      supplyOf(events(1), problem('bad\u001B[31m\nfile', true), events(2)),
    );
    assert.equal(stdout.trimEnd().split('\n').length, 2);
    assert.equal(stderr, 'trailtop: bad␛[31m␊file\n');
    assert.equal(status, 1);
    const noted = await print('jsonl', supplyOf(problem('only worth knowing', false)));
    assert.equal(noted.status, 0);
  });

  test('table and csv have their header once; hostile text moves nothing', async () => {
    const hostile = fromRecord({
      eventName: 'Run\u001B]0;x\u0007\r\n=1,2',
      eventTime: '2026-01-01T12:00:00Z',
      eventSource: '=cmd()',
      userIdentity: {type: 'IAMUser', userName: '\u202Ekim'},
      sourceIPAddress: '@x',
    });
    const supply = () => supplyOf({kind: 'events', events: [hostile]}, events(1));
    const csv = await print('csv', supply());
    assert.doesNotMatch(csv.stdout, /[[\p{Cc}\p{Bidi_Control}]--\n]/v);
    const [header, first] = csv.stdout.split('\n', 2);
    assert.equal(header, 'TIME,EVENT,SOURCE,WHO,FROM,WHAT,OUTCOME');
    assert.equal(first, `2026-01-01T12:00:00Z,"Run␛]0;x␇␍␊=1,2",'=cmd(),<U+202E>kim,'@x,,ok`);
    const table = await print('table', supply(), {ascii: true});
    assert.doesNotMatch(table.stdout, /[^\n\u0020-\u007E]/v);
    assert.equal(table.stdout.split('\n').length, 4);
  });

  test('a reader that does not read holds the supply up, and is waited for', async () => {
    const release: Array<() => void> = [];
    const stdout = new Writable({
      highWaterMark: 10,
      write(_chunk, _encoding, done) {
        release.push(done);
      },
    });
    let given = 0;
    const endless = async function* (): AsyncGenerator<Supplied> {
      for (; given < 5; given++) {
        yield events(given);
      }
    };

    const printing = printEvents({
      supply: endless(),
      writer: writerOf({format: 'jsonl', columns: undefined, ascii: false}),
      maxItems: Infinity,
      output: createOutput(stdout),
      stderr: new PassThrough(),
      ascii: false,
    });
    for (let turn = 0; turn < 10; turn++) {
      await nextTurn();
    }

    assert.equal(given, 0);
    const pump = setInterval(() => {
      release.shift()?.();
    }, 1);
    const {count} = await printing;
    clearInterval(pump);
    assert.equal(count, 5);
  });

  test('a reader that leaves ends it without a failure; a disk that is full is one', async () => {
    for (const [code, status] of [
      ['EPIPE', 0],
      ['ENOSPC', 1],
    ] as const) {
      const stdout = new Writable({
        write(_chunk, _encoding, done) {
          done(Object.assign(new Error('no'), {code}));
        },
      });
      const stderr = new PassThrough();
      const said = text(stderr);
      const endless = async function* (): AsyncGenerator<Supplied> {
        for (let index = 0; ; index++) {
          await nextTurn();
          yield events(index);
        }
      };

      const printed = await printEvents({
        supply: endless(),
        writer: writerOf({format: 'jsonl', columns: undefined, ascii: false}),
        maxItems: Infinity,
        output: createOutput(stdout),
        stderr,
        ascii: false,
      });
      stderr.end();
      assert.equal(printed.status, status);
      assert.equal(await said, status === 0 ? '' : 'trailtop: cannot write: ENOSPC\n');
    }
  });
});
