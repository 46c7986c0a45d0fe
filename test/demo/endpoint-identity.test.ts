import assert from 'node:assert/strict';
import {test} from 'node:test';
import {DescribeInstancesCommand, DescribeRegionsCommand} from '@aws-sdk/client-ec2';
import {GetCallerIdentityCommand} from '@aws-sdk/client-sts';
import {noon, tinyInstance} from '../support/tiny-world.ts';
import {startDemo} from './endpoint-clients.ts';

test('STS says who one is', async (t) => {
  const {sts} = await startDemo(t);
  const {$metadata, ...identity} = await sts().send(new GetCallerIdentityCommand({}));
  assert.deepEqual(identity, {
    UserId: 'AROAEXAMPLEONCALL:kim',
    Account: '123456789012',
    Arn: 'arn:aws:sts::123456789012:assumed-role/OncallRO/kim',
  });
  assert.match($metadata.requestId ?? '', /^[\da-f]{8}-[\da-f]{4}-4/v);
});

test('EC2 lists the enabled regions', async (t) => {
  const {ec2} = await startDemo(t);
  const {Regions} = await ec2().send(new DescribeRegionsCommand({}));
  assert.deepEqual(
    Regions?.map(({RegionName}) => RegionName),
    ['us-east-1', 'eu-west-1'],
  );
});

test('a region that the account has not enabled knows nobody', async (t) => {
  const {ec2} = await startDemo(t);
  await assert.rejects(ec2('ap-south-2').send(new DescribeRegionsCommand({})), {
    name: 'AuthFailure',
  });
});

test('EC2 lists instances with names, states and tags, and ended ones for an hour', async (t) => {
  const hour = 3_600_000;
  const {ec2, clock} = await startDemo(t, {
    instances: [
      tinyInstance({id: 'i-0a1b2c3d', name: 'R&D <web>', autoScalingGroup: 'web'}),
      tinyInstance({
        id: 'i-0f3b2c3d',
        endedAt: noon - hour + 60_000,
        stateReason: 'Client.UserInitiatedShutdown: User initiated shutdown',
      }),
      tinyInstance({id: 'i-0e4b2c3d', endedAt: noon - hour}),
    ],
  });
  const client = ec2();
  const list = async (input: ConstructorParameters<typeof DescribeInstancesCommand>[0] = {}) => {
    const {Reservations, NextToken} = await client.send(new DescribeInstancesCommand(input));
    const instances = (Reservations ?? []).flatMap(({Instances}) => Instances ?? []);
    return {instances, NextToken, ids: instances.map(({InstanceId}) => InstanceId)};
  };

  const {instances} = await list();
  assert.equal(instances.length, 2);
  assert.partialDeepStrictEqual(instances[0], {
    InstanceId: 'i-0a1b2c3d',
    InstanceType: 'c7i.large',
    LaunchTime: new Date(noon - 24 * hour),
    State: {Code: 16, Name: 'running'},
    Monitoring: {State: 'enabled'},
    PrivateIpAddress: '10.0.0.5',
    Tags: [
      {Key: 'Name', Value: 'R&D <web>'},
      {Key: 'aws:autoscaling:groupName', Value: 'web'},
    ],
  });
  assert.partialDeepStrictEqual(instances[1], {
    State: {Code: 48, Name: 'terminated'},
    StateReason: {Code: 'Client.UserInitiatedShutdown'},
  });

  const running = await list({
    Filters: [{Name: 'instance-state-name', Values: ['pending', 'running']}],
  });
  assert.deepEqual(running.ids, ['i-0a1b2c3d']);
  assert.deepEqual((await list({Filters: [{Name: 'tag:Name', Values: ['R&D*']}]})).ids, [
    'i-0a1b2c3d',
  ]);
  assert.deepEqual((await list({InstanceIds: ['i-0f3b2c3d']})).ids, ['i-0f3b2c3d']);
  const first = await list({MaxResults: 1});
  assert.deepEqual((await list({MaxResults: 1, NextToken: first.NextToken})).ids, ['i-0f3b2c3d']);
  await assert.rejects(list({InstanceIds: ['i-00000000']}), {name: 'InvalidInstanceID.NotFound'});
  await assert.rejects(list({InstanceIds: ['web-1']}), {name: 'InvalidInstanceID.Malformed'});

  await clock.advance(60_000);
  assert.deepEqual((await list()).ids, ['i-0a1b2c3d']);
});
