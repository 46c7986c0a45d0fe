import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {
  doubtfulTerms,
  fieldTerm,
  foldColumn,
  parseFilter,
  printFilter,
  type Filter,
  type Term,
} from '../../../source/core/filter.ts';
import {parsed, trailVocabulary} from './event-face.ts';

const trail = trailVocabulary();
const csv = trailVocabulary(['event_type', 'name', 'time:utc', '-x', 'is']);

test('A typed query becomes data that says what each term means', () => {
  assert.deepEqual(parsed('-user:kim,"a b"* IS:Write "two words"'), [
    {kind: 'field', name: 'user', values: [['kim'], ['a b', {wildcard: '*'}]], negated: true},
    {kind: 'class', classes: ['write'], negated: false},
    {kind: 'text', text: 'two words', negated: false},
  ]);
});

test('What stands before a colon is a field only where it is known', () => {
  const kinds: ReadonlyArray<readonly [query: string, name: string | undefined]> = [
    ['User:kim', 'user'],
    ['eventname:x', 'eventName'],
    ['SOURCEIPADDRESS:10.0.0.1', 'sourceIPAddress'],
    ['requestParameters.instanceType:t3', 'requestParameters.instanceType'],
    ['additionalEventData.x-amz-id-2:q', 'additionalEventData.x-amz-id-2'],
    ['"requestParameters.tags.aws:x":q', 'requestParameters.tags.aws:x'],
    ['"eventName":"RunInstances"', 'eventName'],
    ['12:15', undefined],
    ['arn:aws:iam::1:role/ops', undefined],
    ['2001:db8::1', undefined],
    ['fe80::1', undefined],
    ['https://user:x@example.com:443/', undefined],
    ['example.com://x', undefined],
    ['10.0.0.1:443', undefined],
    ['s3:*', undefined],
    [':x', undefined],
    ['usr:kim', undefined],
    ['usr:', undefined],
    ['"user:kim"', undefined],
  ];
  for (const [query, name] of kinds) {
    const [term] = parsed(query);
    assert.equal(term?.kind === 'field' ? term.name : undefined, name, query);
  }
});

test('A CSV column wins over a field of its name, and is known by its folded header', () => {
  assert.deepEqual(parsed('name:x "Event Type":y event_type:z is:write "time:utc":1', csv), [
    {kind: 'field', name: 'name', column: true, values: [['x']], negated: false},
    {kind: 'field', name: 'event_type', column: true, values: [['y']], negated: false},
    {kind: 'field', name: 'event_type', column: true, values: [['z']], negated: false},
    {kind: 'field', name: 'is', column: true, values: [['write']], negated: false},
    {kind: 'field', name: 'time:utc', column: true, values: [['1']], negated: false},
  ]);
  assert.equal(foldColumn(' Event  Type '), 'event_type');
});

const wrong: ReadonlyArray<readonly [query: string, column: number, says: RegExp]> = [
  ['user:', 6, /user: needs a value/v],
  ['a user:', 8, /user: needs a value/v],
  ['is:', 4, /write a class/v],
  ['user:kim,', 10, /empty value/v],
  ['user:"kim",,lee', 12, /empty value/v],
  ['user:""', 6, /empty value.*-user:\*/v],
  ['a "b', 3, /quote is never closed/v],
  ['user:"kim', 6, /quote is never closed/v],
  [String.raw`"a\"`, 1, /never closed/v],
  ['""', 1, /empty text/v],
  ['a -', 3, /nothing behind/v],
  ['is:writ', 4, /no class writ.*did you mean is:write/v],
  ['is:write,lgoin', 10, /did you mean is:login/v],
  ['is:zzzzzzzz', 4, /the classes are notable, write/v],
  ['is:*', 4, /no class \*/v],
  ['ip:10.0.0.0/99', 4, /from 0 to 32/v],
  ['ip:10.0.0.1,10.0.0.0/', 13, /from 0 to 32/v],
  ['ip:10/8', 4, /10 is not an address/v],
  ['sourceipaddress:2001:db8::/129', 17, /from 0 to 128/v],
  ['ip:2001:db8:::/32', 4, /not an address/v],
  ['user == kim', 6, /write user:kim/v],
  ['user = "kim lee"', 6, /write user:"kim lee"/v],
  ['user==kim', 5, /write user:kim/v],
  ['user=kim', 5, /write user:kim/v],
  ['x -user != kim', 9, /write user:kim/v],
  ['user != kim', 6, /write -user:kim/v],
  ['user ==kim', 6, /write user:kim/v],
  ['user ==', 6, /write user:value/v],
  ['requestParameters.x=1', 20, /write requestParameters\.x:1/v],
  ['name:a OR name:b', 8, /OR is no part.*comma means or/v],
  ['name:a AND name:b', 8, /side by side/v],
  ['NOT name:a', 1, /minus means not/v],
  ['a == b', 3, /== is no part.*field:value/v],
  ['Run*', 4, /write name:Run\*/v],
  ['*', 1, /leave it out/v],
  ['a *Instances', 3, /only in the value of a field/v],
];

for (const [query, column, says] of wrong) {
  test(`${query} is wrong at column ${column}`, () => {
    const result = parseFilter(query, trail);
    assert.ok(!result.ok);
    assert.equal(result.problem.column, column);
    assert.match(`${result.problem.message}. ${result.problem.hint ?? ''}`, says);
  });
}

test('A comparison with a column of the CSV is answered with the term to write', () => {
  const result = parseFilter('event_type == EC2_INSTANCE_TERMINATED', csv);
  assert.ok(!result.ok);
  assert.equal(result.problem.column, 12);
  assert.equal(result.problem.hint, 'write event_type:EC2_INSTANCE_TERMINATED');
});

test('In quotes, or where no field is meant, the same signs are text', () => {
  for (const query of [
    '"=="',
    '"OR"',
    '"Run*"',
    'or',
    'key1=x',
    'a.b=c',
    's3:Get*',
    'why?',
    '--x',
  ]) {
    assert.equal(parsed(query)[0]?.kind, 'text', query);
  }

  assert.deepEqual(parsed('--x'), [{kind: 'text', text: '-x', negated: true}]);
});

test('A field with a typing error is free text, and can be pointed out', () => {
  const doubts = (query: string) =>
    doubtfulTerms(parsed(query), trail).map(({suggestion}) => suggestion);
  assert.deepEqual(doubts('-usr:kim regoin:us-east-1'), ['-user:kim', 'region:us-east-1']);
  assert.deepEqual(doubts('12:15 arn:aws:x user:kim "two words" http://x'), []);
  // What other tools call them, actions as policies write them, and what nothing comes near.
  assert.deepEqual(doubts('username:kim service:ec2 event:Run* s3:GetObject qqqqqq:1'), [
    'user:kim',
    'source:ec2',
    'name:Run*',
    'name:GetObject',
    undefined,
  ]);
  const ofCsv = doubtfulTerms(parsed('evnt_type:X'), {...trail, columns: ['event_type']});
  assert.equal(ofCsv[0]?.suggestion, 'event_type:X');
});

test('A filter is printed as a person would type it', () => {
  const typed =
    '-user:kim,"a b"* is:write,failed RunInstances "12:15" ip:10.0.0.0/8,2001:db8::/32 error:*';
  assert.equal(printFilter(parsed(typed)), typed);
  assert.equal(printFilter([fieldTerm('user', 'a*b "c"', true)]), String.raw`-user:"a*b \"c\""`);
  assert.equal(printFilter([fieldTerm('ip', '10.0.0.0/8')]), 'ip:"10.0.0.0/8"');
  assert.equal(printFilter([fieldTerm('error', '')]), '-error:*');
});

const anyText = fc.oneof(
  fc.string({unit: 'binary', maxLength: 12}),
  fc.string({unit: fc.constantFrom(...'ab"\\*?:,-./= !😀\n\uD800'), maxLength: 12}),
  fc.constantFrom('OR', '==', 'user', 'is', 'write', '10.0.0.0/8', 'user=x', '//', 'name:'),
);
const someText = anyText.filter((text) => text !== '');
const pattern = fc
  .tuple(fc.boolean(), fc.array(someText, {minLength: 1, maxLength: 3}), fc.constantFrom('*', '?'))
  .map(([leads, literals, wildcard]) => {
    const parts = literals.flatMap((literal) => [{wildcard}, literal]);
    return leads ? parts : parts.slice(1);
  });
const network = fc
  .constantFrom('10.0.0.0/8', '2001:db8::/32', '::/0')
  .map((text) => ({network: text}));
const negated = fc.boolean();
const term: fc.Arbitrary<Term> = fc.oneof(
  fc.record({kind: fc.constant('text' as const), text: someText, negated}, {noNullPrototype: true}),
  fc.record(
    {
      kind: fc.constant('class' as const),
      classes: fc.array(fc.constantFrom(...trail.classes), {minLength: 1, maxLength: 3}),
      negated,
    },
    {noNullPrototype: true},
  ),
  fc.record(
    {
      kind: fc.constant('field' as const),
      name: fc.constantFrom('user', 'ip', 'source', 'eventName', 'userIdentity.type', 'a.b c:d.e"'),
      values: fc.array(pattern, {minLength: 1, maxLength: 3}),
      negated,
    },
    {noNullPrototype: true},
  ),
  fc.record(
    {
      kind: fc.constant('field' as const),
      name: fc.constantFrom('ip', 'sourceIPAddress'),
      values: fc.array(fc.oneof(pattern, network), {minLength: 1, maxLength: 3}),
      negated,
    },
    {noNullPrototype: true},
  ),
  fc.record(
    {
      kind: fc.constant('field' as const),
      name: fc.constantFrom('event_type', 'time:utc', '-x'),
      column: fc.constant(true as const),
      values: fc.array(pattern, {minLength: 1, maxLength: 3}),
      negated,
    },
    {noNullPrototype: true},
  ),
);
const vocabulary = trailVocabulary(['event_type', 'time:utc', '-x']);

test('Any filter at all, printed and read again, is the same filter', () => {
  fc.assert(
    fc.property(fc.array(term, {maxLength: 4}), (filter: Filter) => {
      const result = parseFilter(printFilter(filter), vocabulary);
      assert.deepEqual(result, {ok: true, filter});
    }),
    {numRuns: 2000},
  );
});

test('Any text at all is read or refused with a column within it; what is printed stays as it is', () => {
  const pieces = fc.array(
    fc.oneof(anyText, fc.constantFrom(' ', 'user:', 'ip:', 'is:', '-', '"')),
    {
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join('');
      const result = parseFilter(text, vocabulary);
      if (result.ok) {
        const printed = printFilter(result.filter);
        assert.deepEqual(parsed(printed, vocabulary), result.filter);
        assert.equal(printFilter(parsed(printed, vocabulary)), printed);
      } else {
        assert.ok(result.problem.column >= 1);
        assert.ok(result.problem.column <= text.length + 1);
        assert.notEqual(result.problem.message, '');
      }
    }),
    {numRuns: 3000},
  );
});
