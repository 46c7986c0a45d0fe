import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {
  compileFilter,
  fieldTerm,
  printTerm,
  pushDown,
  type Filter,
} from '../../../source/core/filter.ts';
import {face, parsed, trailVocabulary} from './event-face.ts';

const known = new Set(['RunInstances', 'StopLogging', 'CreateCluster', 'createCluster']);
const id = '0a1b2c3d-0000-4000-8000-0123456789ab';
const key = 'AKIAIOSFODNN7EXAMPLE';

const asked = (query: string, columns: readonly string[] = []) =>
  pushDown(parsed(query, trailVocabulary(columns)), known).map(
    ({attribute, value}) => `${attribute}=${value}`,
  );

test('A term that AWS can take is asked for, the most selective first', () => {
  assert.deepEqual(asked(`readonly:false source:ec2 name:RunInstances key:${key} id:${id} x`), [
    `EventId=${id}`,
    `AccessKeyId=${key}`,
    'EventName=RunInstances',
    'EventSource=ec2.amazonaws.com',
    'ReadOnly=false',
  ]);
  assert.deepEqual(asked('eventname:runinstances'), ['EventName=RunInstances']);
  assert.deepEqual(asked('eventSource:ec2.amazonaws.com'), ['EventSource=ec2.amazonaws.com']);
  assert.deepEqual(asked('source:ec2.amazonaws.com'), ['EventSource=ec2.amazonaws.com']);
  assert.deepEqual(asked('readonly:True'), ['ReadOnly=true']);
});

test('The term that went to AWS can be named', () => {
  const [first] = pushDown(parsed('x source:ec2'), known);
  assert.equal(first && printTerm(first.term), 'source:ec2');
});

test('A term whose answer AWS could change stays here', () => {
  const local = [
    'name:Run*',
    'name:RunInstances,StopLogging',
    '-name:RunInstances',
    'name:Unknown',
    'name:CreateCluster',
    'source:EC2',
    'source:e*',
    'eventSource:ec2',
    'source:example.com',
    '-readonly:false',
    'readonly:*',
    'readonly:maybe',
    `key:${key.toLowerCase()}`,
    `id:${id.toUpperCase()}`,
    'id:1',
    'user:kim',
    'is:write',
    'RunInstances',
    'userIdentity.accessKeyId:x',
  ];
  for (const query of local) {
    assert.deepEqual(asked(query), [], query);
  }
});

test('A column of a CSV is nothing that AWS knows', () => {
  assert.deepEqual(asked('name:RunInstances source:ec2', ['name']), [
    'EventSource=ec2.amazonaws.com',
  ]);
});

const names = fc.constantFrom(...known, 'runinstances', 'STOPLOGGING', 'Unknown');
const sources = fc.constantFrom('ec2.amazonaws.com', 'iam.amazonaws.com');
const event = fc.record({
  // CloudTrail writes ids in lower case, keys in upper case, sources in full and known names in their spelling.
  id: fc.constantFrom(id, id.replace('a', 'b')),
  key: fc.constantFrom(key, '', 'ASIAIOSFODNN7EXAMPLE'),
  name: fc.constantFrom(...known),
  source: sources,
  readonly: fc.constantFrom('true', 'false'),
});
const value = fc.oneof(
  names,
  sources,
  fc.constantFrom('ec2', 'EC2', 'true', 'FALSE', id, id.toUpperCase(), key, key.toLowerCase(), '*'),
);
const term = fc
  .tuple(
    fc.constantFrom('id', 'key', 'name', 'source', 'readonly'),
    value,
    fc.boolean(),
    fc.boolean(),
  )
  .map(([name, text, negated, wild]) =>
    wild ? parsed(`${negated ? '-' : ''}${name}:${text}`)[0] : fieldTerm(name, text, negated),
  )
  .filter((candidate) => candidate !== undefined);

test('Whatever is asked of AWS, the answer stays the same', () => {
  const attributes = {
    EventId: 'id',
    AccessKeyId: 'key',
    EventName: 'name',
    EventSource: 'source',
    ReadOnly: 'readonly',
  } as const;
  fc.assert(
    fc.property(fc.array(event), fc.array(term, {maxLength: 3}), (events, filter: Filter) => {
      const matches = compileFilter(filter);
      const shown = (candidates: typeof events) =>
        candidates.filter((candidate) => {
          const present = Object.entries(candidate).filter(([, text]) => text !== '');
          const fields = Object.fromEntries(present.map(([name, text]) => [name, [text]]));
          return matches(face({fields}));
        });
      for (const {attribute, value: wanted} of pushDown(filter, known)) {
        assert.ok(Object.hasOwn(attributes, attribute));
        const field = attributes[attribute as keyof typeof attributes];
        const fromAws = events.filter((candidate) => candidate[field] === wanted);
        assert.deepEqual(shown(fromAws), shown(events));
      }
    }),
    {numRuns: 2000},
  );
});
