import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {outlineAt, outlineOf} from '../../../source/core/event-store/outline.ts';
import {Finder, RecordText, utf8Of} from '../../../source/core/event-store/record-text.ts';
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
      const source = RecordText.of(records.join(','));
      let start = 0;
      for (const text of records) {
        const end = start + RecordText.of(text).text.length;
        const [among, alone] = [outlineAt(source.look(start, end)), outlineOf(text)];
        assert.equal(among === undefined, alone === undefined);
        if (among && alone) {
          assert.equal(among.idAt - start, alone.idAt);
          for (const part of ['caller', 'call', 'origin', 'effect', 'kind'] as const) {
            assert.equal(among[part], alone[part]);
          }
        }

        start = end + 1;
      }
    }),
  );
});

test('what is found from any place on is what indexOf finds', () => {
  fc.assert(
    fc.property(
      fc.string({unit: fc.constantFrom('a', 'T', 'i', ':'), maxLength: 60}),
      fc.array(fc.nat({max: 60}), {maxLength: 10}),
      (text, places) => {
        const finder = new Finder(RecordText.of(text), 'a', 'Ti');
        for (const place of places) {
          const at = text.indexOf('aTi', place);
          assert.equal(finder.find(place), at === -1 ? Infinity : at);
        }
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
      const {bytes} = RecordText.of(`${text}"`);
      const isUuid = readUuid(`${text}"`, words, 0, 0);
      assert.equal(readUuidBytes(bytes, 0, read), isUuid);
      if (isUuid) {
        assert.deepEqual(read, words);
      }
    }),
  );
});

test('a text of one character a byte is decoded as it is meant', () => {
  fc.assert(
    fc.property(fc.string({unit: 'grapheme'}), (text) => {
      assert.equal(utf8Of(RecordText.of(text).text), text);
    }),
  );
});
