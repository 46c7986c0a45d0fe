import assert from 'node:assert/strict';
import {test} from 'node:test';
import {textAt} from '../../source/core/json.ts';
import type {WorldEvent} from '../../source/demo/world.ts';
import {
  addressOf,
  cpuBetween,
  hour,
  home,
  instanceNamed,
  isRead,
  minute,
  nameOf,
  second,
  startedAt,
  world,
  worldOf,
} from './incidents-helpers.ts';

const stranger = '203.0.113.9';
const within = (from: number, to: number, region = home) =>
  world.events(region, startedAt + from * minute, startedAt + to * minute);
const theft = within(-20, 0).filter((event) => addressOf(event) === stranger);
const failed = ({record}: WorldEvent) => textAt(record, 'errorCode') !== '';

test('the theft goes from a look round to machines, an open port and a blinded trail', () => {
  const steps = theft.filter((event) => !isRead(event) || nameOf(event) === 'AssumeRole');
  assert.deepEqual(
    steps.map((event) => `${nameOf(event)} ${textAt(event.record, 'errorCode')}`.trim()),
    [
      'AssumeRole AccessDenied',
      'AssumeRole',
      'CreateKeyPair',
      'RunInstances Client.DryRunOperation',
      'RunInstances Client.VcpuLimitExceeded',
      'RunInstances',
      'AuthorizeSecurityGroupIngress',
      'SendCommand',
      'CreateUser AccessDenied',
      'CreateAccessKey AccessDenied',
      'AttachUserPolicy AccessDenied',
      'StopLogging AccessDenied',
      'PutEventSelectors AccessDenied',
      'ModifyInstanceAttribute',
      'RunInstances Server.InsufficientInstanceCapacity',
      'StopLogging AccessDenied',
    ],
  );
  assert.equal(nameOf(theft[0]!), 'GetCallerIdentity');
  assert.ok(Math.abs(theft[0]!.time - (startedAt - 15 * minute)) < minute);
});

test('nobody calls from that address before', () => {
  for (const region of world.regions) {
    const before = world.events(region, startedAt - 30 * hour, startedAt - 16 * minute);
    assert.ok(before.every((event) => addressOf(event) !== stranger));
  }
});

test('the launch names the machines that are charted, and the command names batch-7', () => {
  const launch = theft.find((event) => nameOf(event) === 'RunInstances' && !failed(event));
  const text = JSON.stringify(launch?.record);
  const workers = world.instances(startedAt).filter(({name}) => name === 'batch-worker');
  assert.equal(workers.length, 8);
  for (const {id, launchedAt} of workers) {
    assert.ok(text.includes(id));
    assert.equal(launchedAt, launch?.time);
  }

  const command = theft.find((event) => nameOf(event) === 'SendCommand');
  assert.ok(JSON.stringify(command?.record).includes(instanceNamed('batch-7').id));
});

test('the port is opened to everybody', () => {
  const opened = theft.find((event) => nameOf(event) === 'AuthorizeSecurityGroupIngress');
  assert.match(JSON.stringify(opened?.record), /"fromPort":22,.*"cidrIp":"0\.0\.0\.0\/0"/v);
});

test('some of the theft arrives only while it is watched', () => {
  const late = theft.filter(
    ({time, visibleAt}) => visibleAt > startedAt && visibleAt - time > 4 * minute,
  );
  assert.deepEqual(
    late.map((event) => nameOf(event)),
    ['CreateKeyPair', 'ModifyInstanceAttribute'],
  );
});

test('it goes on for hours: something of the stranger every minute, in other regions too', () => {
  for (let index = 0; index < 90; index++) {
    assert.ok(
      world.regions
        .flatMap((region) => within(index, index + 1, region))
        .some((event) => addressOf(event) === stranger),
      `minute ${index}`,
    );
  }

  const later = within(0, 600).filter((event) => addressOf(event) === stranger);
  const names = new Set(later.map((event) => nameOf(event)));
  for (const name of [
    'StopLogging',
    'DeleteTrail',
    'GetSecretValue',
    'RunInstances',
    'AssumeRole',
  ]) {
    assert.ok(names.has(name), name);
  }
});

test('the CPU of batch-7 is low before the command and at the ceiling minutes after it', () => {
  const {id} = instanceNamed('batch-7');
  assert.ok(Math.max(...cpuBetween(id, -48 * 60, -9)) < 40);
  const after = cpuBetween(id, -6, 60);
  assert.equal(after.length, 66);
  assert.ok(Math.min(...after) >= 95);
});

test('the new machines send their first datapoint minutes after the launch, at the ceiling', () => {
  const {id, launchedAt} = instanceNamed('batch-worker');
  const values = cpuBetween(id, -15, 20);
  assert.ok(Math.min(...values) >= 97);
  const missing = 35 - values.length;
  const first = startedAt + (missing - 15) * minute;
  assert.ok(first - launchedAt > 3 * minute && first - launchedAt < 6 * minute);
});

test('a second machine is taken while the demo is watched', () => {
  const {id} = instanceNamed('ci-runner');
  const command = within(0, 10).find((event) => nameOf(event) === 'SendCommand');
  assert.ok(JSON.stringify(command?.record).includes(id));
  assert.ok(Math.min(...cpuBetween(id, 8, 30)) >= 95);
});

test('the refresh: a launch template version, the group, the refresh, then Auto Scaling names the members', () => {
  const first = -5 * 60;
  const members = [first - 10, first + 4, first + 20]
    .flatMap((from) => world.instances(startedAt + from * minute))
    .filter(({autoScalingGroup}) => autoScalingGroup === 'web')
    .map(({id}) => id);
  const run = within(first - 1, first).find(
    (event) => nameOf(event) === 'CreateLaunchTemplateVersion',
  );
  const ofStory = within(first - 1, first + 10).filter((event) => {
    const text = JSON.stringify(event.record);
    return (
      /^(?:Create|Update|Start|Run|Terminate|AssumeRoleWith)/v.test(nameOf(event)) &&
      !/^CreateTags$/v.test(nameOf(event)) &&
      (text.includes(run?.username ?? '?') || members.some((id) => text.includes(id)))
    );
  });
  assert.deepEqual(
    ofStory.map((event) => nameOf(event)),
    [
      'AssumeRoleWithWebIdentity',
      'CreateLaunchTemplateVersion',
      'UpdateAutoScalingGroup',
      'StartInstanceRefresh',
      'TerminateInstances',
      'RunInstances',
      'TerminateInstances',
      'RunInstances',
    ],
  );
  for (const event of ofStory.slice(1, 4)) {
    assert.match(event.username, /^deploy-bot-/v);
    assert.doesNotMatch(JSON.stringify(event.record), /"i-0[0-9a-f]{16}"/v);
  }

  for (const event of ofStory.slice(-4)) {
    assert.equal(textAt(event.record, 'userIdentity', 'invokedBy'), 'autoscaling.amazonaws.com');
  }
});

test('the CPU of the group is high between the refresh and its rollback, and calm before and after', () => {
  const group = (from: number, to: number) => cpuBetween('web', from, to, 'AutoScalingGroupName');
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  assert.ok(mean(group(-330, -302)) < 40);
  assert.ok(mean(group(-280, -256)) > 90);
  assert.ok(mean(group(-235, -30)) < 45);
});

test('the spike of db-1 has no call that changes anything about db-1', () => {
  const {id} = instanceNamed('db-1');
  const spike = cpuBetween(id, -9 * 60 + 5, -9 * 60 + 22);
  assert.ok(spike.length >= 3 && Math.min(...spike) > 85);
  assert.ok(Math.max(...cpuBetween(id, -12 * 60, -9 * 60 - 6)) < 60);
  for (const event of within(-10 * 60, -8 * 60)) {
    assert.ok(isRead(event) || !JSON.stringify(event.record).includes(id), nameOf(event));
  }
});

test('the alarms say what the samples say', () => {
  const stateOf = (name: string, now: number) =>
    world.alarms(now).find((alarm) => alarm.name === name);
  for (const now of [startedAt - 10 * minute, startedAt, startedAt + hour]) {
    const alarm = stateOf('batch-7-cpu-high', now);
    assert.equal(alarm?.state, now < startedAt - 5 * minute ? 'OK' : 'ALARM');
    assert.ok((alarm?.stateUpdatedAt ?? Infinity) <= now);
  }

  const rang = stateOf('batch-7-cpu-high', startedAt)?.stateUpdatedAt ?? 0;
  const {id} = instanceNamed('batch-7');
  const from = (rang - startedAt) / minute;
  assert.ok(Math.min(...cpuBetween(id, from - 3, from)) > 80);

  assert.equal(stateOf('web-cpu-high', startedAt)?.state, 'OK');
  const hot = stateOf('web-cpu-high', startedAt - 5 * hour + 40 * minute);
  assert.equal(hot?.state, 'ALARM');
  assert.match(hot.stateReason, /^Threshold Crossed: 2 out of the last 2 datapoints \[9\d/v);
  assert.equal(stateOf('reporting-old-status-check', startedAt)?.state, 'INSUFFICIENT_DATA');
});

test('the stories hold for any seed', () => {
  for (const seed of [0, 1, -5, 2 ** 40]) {
    const other = worldOf(seed);
    const calls = other.events(home, startedAt - 16 * minute, startedAt);
    assert.ok(calls.some((event) => nameOf(event) === 'StopLogging' && failed(event)));
    assert.equal(other.alarms(startedAt)[0]?.state, 'ALARM');
  }
});

test('a start at any second of a minute rings the alarm after three minutes above the threshold', () => {
  for (let shift = 0; shift < 60; shift += 7) {
    const start = startedAt + shift * second;
    const other = worldOf(7, start);
    const alarm = other.alarms(start)[0];
    const points = other.samples(
      alarm!.metric,
      alarm!.stateUpdatedAt - 3 * minute,
      alarm!.stateUpdatedAt,
    );
    assert.equal(points.length, 3);
    assert.ok(
      points.every(({value}) => value > 80),
      `${shift} s`,
    );
  }
});
