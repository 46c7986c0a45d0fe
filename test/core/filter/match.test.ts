import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  compileFilter,
  compileValues,
  fieldTerm,
  type FilterFace,
} from '../../../source/core/filter.ts';
import {face, parsed} from './event-face.ts';

const events: Readonly<Record<string, FilterFace>> = {
  run: face({
    fields: {
      name: ['RunInstances'],
      user: ['kim'],
      source: ['ec2.amazonaws.com'],
      ip: ['203.0.113.9'],
      readonly: ['false'],
      region: ['us-east-1'],
      instance: ['i-0a1', 'i-0f3'],
      'requestParameters.instanceType': ['t3.micro'],
    },
    classes: ['write', 'notable'],
    record: {
      eventName: 'RunInstances',
      eventTime: '2026-11-22T12:15:07Z',
      requestParameters: {instanceType: 't3.micro', maxCount: 8},
      responseElements: {reason: 'said "two  words" and two words'},
    },
  }),
  stop: face({
    fields: {
      name: ['StopLogging'],
      user: ['Lee'],
      source: ['cloudtrail.amazonaws.com'],
      ip: ['2001:db8::9'],
      readonly: ['false'],
      error: ['AccessDenied'],
    },
    classes: ['write', 'failed', 'denied', 'notable'],
    record: {
      eventName: 'StopLogging',
      sourceIPAddress: '2001:db8::9',
      requestParameters: {name: 'arn:aws:cloudtrail:us-east-1:1:trail/org'},
    },
  }),
  scale: face({
    fields: {
      name: ['TerminateInstances'],
      user: ['autoscaling.amazonaws.com'],
      source: ['ec2.amazonaws.com'],
      ip: ['autoscaling.amazonaws.com'],
      error: [''],
    },
    classes: ['write', 'service'],
    record: {eventName: 'TerminateInstances', note: String.raw`C:\temp, a*b?`, 'odd-key': null},
  }),
};

const table: ReadonlyArray<readonly [query: string, matching: string]> = [
  ['', 'run stop scale'],
  [' '.repeat(3), 'run stop scale'],
  ['RunInstances', 'run'],
  ['runinst', 'run'],
  ['INSTANCES', 'run scale'],
  ['"two words"', 'run'],
  ['two words', 'run'],
  ['"two  words"', 'run'],
  [String.raw`"\"two"`, 'run'],
  [String.raw`C:\temp`, 'scale'],
  [String.raw`"c:\\temp, a*b?"`, 'scale'],
  ['"a*b"', 'scale'],
  ['12:15', 'run'],
  ['12:15:07', 'run'],
  ['arn:aws:cloudtrail:us-east-1:1:trail/org', 'stop'],
  ['2001:db8::9', 'stop'],
  ['maxCount', 'run'],
  ['8', 'run stop'],
  ['odd-key', 'scale'],
  ['-RunInstances', 'stop scale'],
  ['-"two words"', 'stop scale'],
  ['name:Run*', 'run'],
  ['name:run*', 'run'],
  ['NAME:RUNINSTANCES', 'run'],
  ['name:Run', ''],
  ['name:*Instances', 'run scale'],
  ['name:*n*in*', 'run scale'],
  ['name:*logg*', 'stop'],
  ['name:?unInstances', 'run'],
  ['name:"Run*"', ''],
  ['name:"Run"*', 'run'],
  ['eventname:RunInstances', ''],
  ['user:kim', 'run'],
  ['user:kim,lee', 'run stop'],
  ['-user:kim', 'stop scale'],
  ['-user:kim,lee', 'scale'],
  ['error:*', 'stop'],
  ['-error:*', 'run scale'],
  ['-error:AccessDenied', 'run scale'],
  ['readonly:false', 'run stop'],
  ['readonly:FALSE', 'run stop'],
  ['readonly:true', ''],
  ['-readonly:true', 'run stop scale'],
  ['region:us-east-1', 'run'],
  ['source:ec2', 'run scale'],
  ['source:EC2', 'run scale'],
  ['source:ec2.amazonaws.com', 'run scale'],
  ['source:ec2,cloudtrail', 'run stop scale'],
  ['source:e?2', 'run scale'],
  ['source:*trail', 'stop'],
  ['source:amazonaws', ''],
  ['ip:203.0.113.9', 'run'],
  ['ip:203.0.113.*', 'run'],
  ['ip:203.0.113.0/24', 'run'],
  ['ip:203.0.114.0/24', ''],
  ['ip:0.0.0.0/0', 'run'],
  ['ip:::/0', 'stop'],
  ['ip:2001:db8::/32', 'stop'],
  ['ip:2001:DB8:0:0:0:0:0:9', 'stop'],
  ['ip:10.0.0.0/8,2001:db8::/32', 'stop'],
  ['-ip:203.0.113.0/24', 'stop scale'],
  ['ip:autoscaling*', 'scale'],
  ['ip:"203.0.113.0/24"', ''],
  ['instance:i-0f3', 'run'],
  ['-instance:i-0f3', 'stop scale'],
  ['instance:i-0f3,i-0a1 user:lee', ''],
  ['requestParameters.instanceType:t3.*', 'run'],
  ['-requestParameters.instanceType:t3.*', 'stop scale'],
  ['is:write', 'run stop scale'],
  ['is:failed,service', 'stop scale'],
  ['IS:Denied', 'stop'],
  ['-is:notable', 'scale'],
  ['-is:failed,service', 'run'],
  ['is:write -user:kim ec2:thing', ''],
  ['is:write name:*instances -is:service', 'run'],
];

for (const [query, matching] of table) {
  test(`${query === '' ? '(nothing)' : query} shows ${matching === '' ? 'nothing' : matching}`, () => {
    const matches = compileFilter(parsed(query));
    const shown = Object.entries(events)
      .filter(([, event]) => matches(event))
      .map(([name]) => name);
    assert.equal(shown.join(' '), matching);
  });
}

test('A dictionary of values is asked once a value, wherever the values came from', () => {
  const [term] = parsed('user:kim,Lee,"a,b"');
  assert.strictEqual(term?.kind, 'field');
  const matches = compileValues(term);
  assert.deepEqual(
    ['KIM', 'lee', 'A,B', 'kimm', ''].filter((value) => matches(value)),
    ['KIM', 'lee', 'A,B'],
  );
});

test('A pivot matches exactly the value it was made from, and its negation everything else', () => {
  for (const value of ['a*b', 'x?', '"', '\\', '10.0.0.0/99', 'kim,lee', ' ', '-x', '::', 'İ']) {
    for (const name of ['user', 'ip', 'source']) {
      const event = face({fields: {[name]: [value]}});
      const other = face({fields: {[name]: [`${value}!`]}});
      assert.equal(compileFilter([fieldTerm(name, value)])(event), true, value);
      assert.equal(compileFilter([fieldTerm(name, value)])(other), false, value);
      assert.equal(compileFilter([fieldTerm(name, value, true)])(event), false, value);
    }
  }
});

test('A pivot of an absent value asks for absence', () => {
  const matches = compileFilter([fieldTerm('error', '')]);
  assert.equal(matches(face({})), true);
  assert.equal(matches(face({fields: {error: ['AccessDenied']}})), false);
});

test('The cheap terms are asked first, and free text only where they hold', () => {
  const asked: string[] = [];
  const matches = compileFilter(parsed('needle requestParameters.a:x user:kim is:write'));
  const event = (classes: boolean, user: string): FilterFace => ({
    isClass() {
      asked.push('class');
      return classes;
    },
    field(name) {
      asked.push(name);
      return [user];
    },
    hasText() {
      asked.push('text');
      return true;
    },
  });
  matches(event(false, 'kim'));
  assert.deepEqual(asked.splice(0), ['class']);
  matches(event(true, 'kim'));
  assert.deepEqual(asked, ['class', 'user', 'requestParameters.a']);
});
