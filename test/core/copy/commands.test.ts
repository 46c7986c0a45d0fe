import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {test} from 'node:test';
import fc from 'fast-check';
import {base64Length, utf8Length} from '../../../source/core/copy/clipboard.ts';
import {decodeCommand, lookupCommand} from '../../../source/core/copy/commands.ts';
import {consoleLink} from '../../../source/core/copy/console-link.ts';
import {isPastable, shellWord} from '../../../source/core/copy/quote.ts';
import {recordText} from '../../../source/core/copy/record-text.ts';
import {type JsonObject} from '../../../source/core/json.ts';
import {anyText} from '../../support/hostile-text.ts';

/** What a program is given: its arguments as a shell takes a command apart. */
function words(command: string): readonly string[] {
  const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], {encoding: 'utf8'});
  return printed.split('\0').slice(0, -1);
}

/** A shell's word holds no NUL and is UTF-8. */
const anyWord = anyText.map((text) => text.replaceAll('\0', '').toWellFormed());

test('a text is one word of a shell, whatever it holds', () => {
  const texts = fc.array(
    fc.oneof(
      anyWord,
      fc.string({maxLength: 20}).map((text) => text.replaceAll('\0', '')),
      fc.constantFrom(
        '$(id)',
        '`id`',
        "'",
        "'; id #",
        '"',
        '\\',
        '!',
        '~',
        '*',
        '-n',
        '#',
        '{a,b}',
        '\n',
      ),
    ),
    {minLength: 1, maxLength: 20},
  );
  fc.assert(
    fc.property(texts, (list) => {
      assert.deepEqual(words(list.map((text) => shellWord(text)).join(' ')), list);
    }),
    {numRuns: 60},
  );
});

test('the command that finds an event is the AWS CLI’s, and its profile is the one in use', () => {
  assert.equal(
    lookupCommand({region: 'us-east-1', eventId: '8a2c-1', profile: ''}),
    'aws cloudtrail lookup-events --region us-east-1 --lookup-attributes AttributeKey=EventId,AttributeValue=8a2c-1',
  );
  assert.match(
    lookupCommand({region: 'us-east-1', eventId: '8a2c-1', profile: 'my prod'}),
    /lookup-events --profile 'my prod' --region/v,
  );
});

test('no region, id or profile adds a word to a command', () => {
  fc.assert(
    fc.property(anyWord, anyWord, anyWord, (region, eventId, profile) => {
      const parts = words(lookupCommand({region, eventId, profile}));
      const given = parts.slice(3).map((part) => part.replace(/^--[\-a-z]+=/v, ''));
      const values = given.filter(
        (part) => !/^--[a-z]/v.test(part) || [region, profile].includes(part),
      );
      assert.equal(values.length, [region, profile].filter(Boolean).length + 1);
      if (!/^[\w\-]+$/v.test(eventId)) {
        assert.deepEqual(JSON.parse(values.at(-1) ?? ''), [
          {AttributeKey: 'EventId', AttributeValue: eventId},
        ]);
      }
    }),
    {numRuns: 60},
  );
});

test('the command that decodes an authorization message', () => {
  assert.deepEqual(words(decodeCommand('Ab-1_=', '')), [
    'aws',
    'sts',
    'decode-authorization-message',
    '--encoded-message',
    'Ab-1_=',
    '--query',
    'DecodedMessage',
    '--output',
    'text',
  ]);
  assert.match(decodeCommand('-Ab', ''), /--encoded-message=-Ab /v);
});

test('the link leads to the event in the console of the region’s partition', () => {
  for (const [region, host] of [
    ['us-east-1', 'us-east-1.console.aws.amazon.com'],
    ['ap-southeast-4', 'ap-southeast-4.console.aws.amazon.com'],
    ['cn-north-1', 'cn-north-1.console.amazonaws.cn'],
    ['us-gov-west-1', 'us-gov-west-1.console.amazonaws-us-gov.com'],
  ] as const) {
    assert.equal(
      consoleLink(region, '8a2c-1'),
      `https://${host}/cloudtrailv2/home?region=${region}#/events/8a2c-1`,
    );
  }
});

test('no record makes a link lead anywhere else', () => {
  for (const region of [
    '',
    'evil.com/',
    'us-east-1.evil.com',
    'us-east-1@evil',
    'us-iso-east-1',
    'eusc-de-east-1',
  ]) {
    assert.equal(consoleLink(region, 'x'), '', region);
  }

  fc.assert(
    fc.property(
      fc.oneof(anyText, fc.constantFrom('us-east-1', 'cn-north-1')),
      anyText,
      (region, eventId) => {
        const link = consoleLink(region, eventId);
        if (link !== '') {
          assert.match(new URL(link).hostname, /\.console\.(?:aws\.amazon\.com|amazonaws\.cn)$/v);
          assert.match(link, /^[\u0021-\u007E]+$/v);
        }
      },
    ),
  );
});

test('what a line editor would obey may not stand in a command', () => {
  assert.ok(isPastable('8a2c-1 é 漢字'));
  for (const text of ['a\nb', '\u001B[201~', 'a\u202Eb', '\u0003', 'a\u200Bb', '\u2028']) {
    assert.ok(!isPastable(text));
  }
});

test('a record is copied as indented JSON of the same value, with nothing in it that hides', () => {
  fc.assert(
    fc.property(fc.dictionary(anyText, fc.oneof(anyText, fc.array(anyText))), (record) => {
      const text = recordText(record);
      assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/v);
      assert.deepEqual(JSON.parse(text), structuredClone(record));
    }),
  );
  assert.equal(recordText({b: 1, a: [true]}), '{\n  "b": 1,\n  "a": [\n    true\n  ]\n}');
  let deep: JsonObject = {end: 1};
  for (let level = 0; level < 100_000; level++) {
    deep = {d: deep};
  }

  assert.equal(recordText(deep).length, 9 + 100_000 * 6);
});

test('the length of a text in UTF-8 and in base64 is what it will be', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const bytes = Buffer.from(text, 'utf8');
      assert.equal(utf8Length(text), bytes.length);
      assert.equal(base64Length(text), bytes.toString('base64').length);
    }),
  );
});
