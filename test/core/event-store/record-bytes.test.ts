import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {outlineAt, outlineOf} from '../../../source/core/event-store/outline.ts';
import {ByteFinder} from '../../../source/core/event-store/byte-finder.ts';
import {instancesBetween, instancesIn} from '../../../source/core/event-store/instance-hint.ts';
import {RecordBytes} from '../../../source/core/event-store/record-bytes.ts';
import {remembered} from '../../../source/core/event-store/remembered.ts';
import {readUuid, readUuidBytes} from '../../../source/core/event-store/uuid.ts';

const cut = fc.constantFrom(
  '',
  ',"eventTime":"',
  ',"requestParameters":',
  ',"responseElements":{"x":"Failure"}',
  ',"eventID":"',
  ',"eventType":"AwsApiCall"}',
);

const record = fc
  .tuple(fc.string({unit: 'grapheme', maxLength: 20}), fc.uuid(), cut, fc.boolean())
  .map(([name, eventID, lacking, isEmpty]) => {
    const text = JSON.stringify({
      eventVersion: '1.11',
      userIdentity: {type: 'IAMUser', userName: name},
      eventTime: '2026-11-22T11:59:00Z',
      eventSource: 'ec2.amazonaws.com',
      eventName: 'RunInstances',
      awsRegion: 'eu-west-1',
      sourceIPAddress: '203.0.113.9',
      userAgent: name,
      requestParameters: isEmpty ? null : {name},
      responseElements: null,
      requestID: eventID,
      eventID,
      readOnly: false,
      eventType: 'AwsApiCall',
    });
    return lacking === '' ? text : text.replace(lacking, '');
  });

test('a record among others has the outline that it has alone, also where others lack a key', () => {
  fc.assert(
    fc.property(fc.array(record, {maxLength: 8}), (records) => {
      const source = RecordBytes.of(records.join(','));
      let start = 0;
      for (const text of records) {
        const end = start + RecordBytes.of(text).bytes.length;
        const [among, alone] = [outlineAt(source.look(start, end)), outlineOf(text)];
        assert.equal(among === undefined, alone === undefined);
        if (among && alone) {
          assert.deepEqual(among.asked, alone.asked);
          for (const part of ['caller', 'call', 'address', 'origin', 'effect', 'kind'] as const) {
            assert.equal(among[part], alone[part]);
          }
        }

        start = end + 1;
      }
    }),
  );
});

test('what is found between two places is what indexOf finds there', () => {
  fc.assert(
    fc.property(
      fc.string({unit: fc.constantFrom('a', 'T', 'i', ':'), maxLength: 60}),
      fc.string({
        unit: fc.constantFrom('a', 'T', 'i', ':'),
        minLength: 1,
        maxLength: 4,
      }),
      fc.array(fc.tuple(fc.nat({max: 60}), fc.nat({max: 70})), {
        maxLength: 10,
      }),
      (text, what, places) => {
        const {bytes} = RecordBytes.of(text);
        const finder = new ByteFinder(what);
        for (const [from, reach] of places) {
          const end = Math.min(reach, text.length);
          const at = text.slice(0, end).indexOf(what, from);
          assert.equal(finder.find(bytes, from, end), at === -1 || from > end ? end : at);
        }
      },
    ),
  );
});

test('texts that are asked for again are read once, and never taken for one another', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({unit: fc.constantFrom('a', 'b', 'é'), maxLength: 12}), {maxLength: 60}),
      fc.integer({min: 1, max: 100}),
      (texts, limit) => {
        const reads: string[] = [];
        const read = remembered((text) => {
          reads.push(text);
          return text;
        }, limit);
        for (const text of texts) {
          const source = RecordBytes.of(`x${text}y`);
          assert.equal(read(source, 1, source.bytes.length - 1), text);
        }

        if (limit >= texts.length) {
          assert.deepEqual(reads, [...new Set(texts)]);
        }
      },
    ),
  );
});

test('more texts than are remembered are read all the same', () => {
  const read = remembered((text) => text, 64);
  for (let round = 0; round < 3; round++) {
    for (let number = 0; number < 1000; number++) {
      const source = RecordBytes.of(`"text ${number}"`);
      assert.equal(read(source, 0, source.bytes.length), `"text ${number}"`);
    }
  }
});

test('the instances in a stretch of a text are those of that stretch alone', () => {
  const pieces = fc.constantFrom(
    'i-0a1b2c3d4e5f60718',
    'i-0a1b2c3d',
    '"',
    ':',
    ' ',
    'i',
    '-',
    'x',
    String.raw`\u`,
    String.raw`\"`,
    'é',
  );
  fc.assert(
    fc.property(
      fc.array(pieces, {maxLength: 20}),
      fc.nat(20),
      fc.nat(20),
      (list, before, after) => {
        const text = list.join('');
        const around = [text.slice(0, before), text, text.slice(0, after)];
        const source = RecordBytes.of(around.join(''));
        const start = RecordBytes.of(around[0] ?? '').bytes.length;
        const {length} = RecordBytes.of(text).bytes;
        assert.deepEqual(instancesBetween(source, start, start + length), instancesIn(text));
      },
    ),
  );
});

test('a UUID is read from bytes as from a text', () => {
  const nearly = fc
    .tuple(fc.uuid(), fc.nat({max: 35}), fc.constantFrom('0', '-', 'g', 'A', '', '\u{1F600}'))
    .map(([uuid, at, sign]) => uuid.slice(0, at) + sign + uuid.slice(at + 1));
  fc.assert(
    fc.property(fc.oneof(fc.uuid(), nearly), (text) => {
      const [words, read] = [new Uint32Array(4), new Uint32Array(4)];
      const {bytes} = RecordBytes.of(`${text}"`);
      const isUuid = readUuid(`${text}"`, words, 0, 0);
      assert.equal(readUuidBytes(bytes, 0, read), isUuid);
      if (isUuid) {
        assert.deepEqual(read, words);
      }
    }),
  );
});
