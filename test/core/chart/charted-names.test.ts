import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {doneToCharted} from '../../../source/core/chart/charted-names.ts';
import {EventStore} from '../../../source/core/event-store.ts';
import {fromRecord, type TrailEvent} from '../../../source/core/event.ts';
import {groupId} from '../../../source/core/instances/groups.ts';
import {aboutGroup, launched, machine, made, on} from '../../support/spike-world.ts';
import {session} from '../../support/event-records.ts';

const {tree, river} = machine;
const security = 'sg-0123456789abcdef0';
const volume = 'vol-0123456789abcdef0';

/** The ids of the calls that are taken for something done to what is charted. */
function strong(
  events: readonly TrailEvent[],
  charted: readonly string[] = [tree],
  told?: Parameters<typeof doneToCharted>[2],
): readonly string[] {
  const store = new EventStore();
  store.add(events);
  const isDoneTo = doneToCharted(store, charted, told);
  return store.order
    .filter((row) => isDoneTo(row))
    .map((row) => store.field(row, 'id')[0] ?? '')
    .toSorted();
}

/** A call as LookupEvents gives it: what it names stands beside the record. */
function naming(id: string, name: string, source: string, ...names: readonly string[]): TrailEvent {
  return fromRecord(
    made(id, name, 5, {eventSource: `${source}.amazonaws.com`}).record,
    names.map((each) => ({type: 'x', name: each})),
  );
}

describe('a call is marked stronger', () => {
  test('where it names a charted instance, and not where the instance made it itself', () => {
    const agent = session('web', tree);
    assert.deepEqual(
      strong([
        made('stop', 'StopInstances', 5, on(tree)),
        made('other', 'StopInstances', 5, on(river)),
        made('heartbeat', 'UpdateInstanceInformation', 5, {...on(tree), userIdentity: agent}),
        made('none', 'CreateBucket', 5),
      ]),
      ['stop'],
    );
  });

  test('where its request changes a security group of the instance, learned from its launch', () => {
    assert.deepEqual(
      strong([
        launched('launch', tree, 50, {security}),
        made('open', 'AuthorizeSecurityGroupIngress', 5, {requestParameters: {groupId: security}}),
        made('else', 'AuthorizeSecurityGroupIngress', 5, {
          requestParameters: {groupId: 'sg-0fedcba9876543210'},
        }),
      ]),
      ['launch', 'open'],
    );
  });

  test('where it changes its Auto Scaling group or the template of it', () => {
    assert.deepEqual(
      strong([
        launched('launch', tree, 50, {group: 'web', template: 'lt-0123456789abcdef0'}),
        aboutGroup('refresh', 'StartInstanceRefresh', 6, 'web'),
        aboutGroup('other', 'StartInstanceRefresh', 6, 'jobs'),
        made('version', 'CreateLaunchTemplateVersion', 7, {
          requestParameters: {
            CreateLaunchTemplateVersionRequest: {LaunchTemplateId: 'lt-0123456789abcdef0'},
          },
        }),
      ]),
      ['launch', 'refresh', 'version'],
    );
  });

  test('where it changes its role, known by the calls of the instance itself', () => {
    const own = made('own', 'PutMetricData', 20, {userIdentity: session('web-role', tree)});
    assert.deepEqual(
      strong([
        own,
        naming('attach', 'AttachRolePolicy', 'iam', 'web-role', 'AdministratorAccess'),
        naming('another', 'AttachRolePolicy', 'iam', 'web-role-2'),
        // A bucket of the same name is no role.
        naming('bucket', 'PutBucketPolicy', 's3', 'web-role'),
      ]),
      ['attach'],
    );
  });

  test('where it names a volume that only DescribeInstances told of', () => {
    const told = new Map([[tree, new Map([['volume', new Set([volume])] as const])]]);
    const events = [
      naming('snapshot', 'CreateSnapshot', 'ec2', volume),
      naming('other', 'CreateSnapshot', 'ec2', 'vol-0fedcba9876543210'),
    ];
    assert.deepEqual(strong(events, [tree], told), ['snapshot']);
    assert.deepEqual(strong(events), []);
  });

  test('but not where another machine is launched into the same security group', () => {
    assert.deepEqual(
      strong([
        launched('launch', tree, 50, {security}),
        launched('more', river, 5, {security}),
        naming('fleet', 'RequestSpotInstances', 'ec2', security),
      ]),
      ['launch'],
    );
  });

  test('where a group is charted and it is about that group', () => {
    assert.deepEqual(
      strong(
        [
          aboutGroup('size', 'SetDesiredCapacity', 5, 'web'),
          aboutGroup('other', 'SetDesiredCapacity', 5, 'jobs'),
        ],
        [groupId('web')],
      ),
      ['size'],
    );
  });
});

test('nothing is stronger where nothing is charted', () => {
  assert.deepEqual(strong([made('stop', 'StopInstances', 5, on(tree))], []), []);
});

test('the test stays the same until something new is known of what is charted', () => {
  const store = new EventStore();
  store.add([launched('launch', tree, 50, {security})]);
  const charted = [tree];
  const before = doneToCharted(store, charted);
  assert.equal(doneToCharted(store, charted), before);
  store.add([made('stop', 'StopInstances', 5, on(river))]);
  assert.equal(doneToCharted(store, charted), before);
  store.add([launched('again', tree, 40, {security: 'sg-0fedcba9876543210'})]);
  assert.notEqual(doneToCharted(store, charted), before);
});

test('odd records are no reason to fail', () => {
  for (const requestParameters of [null, 7, [], {groupId: [[{}]]}, 'x']) {
    assert.deepEqual(
      strong([
        launched('launch', tree, 50, {security}),
        made('odd', 'ModifySecurityGroupRules', 5, {requestParameters}),
      ]),
      ['launch'],
    );
  }
});
