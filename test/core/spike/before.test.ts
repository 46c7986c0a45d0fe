import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {EventStore} from '../../../source/core/event-store.ts';
import {type TrailEvent} from '../../../source/core/event.ts';
import {
  callsBefore,
  type BeforeAnswer,
  type BeforeQuestion,
} from '../../../source/core/spike/before.ts';
import {groupId} from '../../../source/core/instances/groups.ts';
import {minute} from '../../../source/core/time.ts';
import {ago} from '../../support/a-record.ts';
import {keys, minting} from '../../support/minting.ts';
import {kim, session} from '../../support/event-records.ts';
import {aboutGroup, byAutoScaling, launched, machine, made, on} from '../../support/spike-world.ts';

const {tree, river} = machine;

const lee = {...kim, userName: 'lee', accessKeyId: 'AKIALEELEELEE00LEE7Q'};

type Asked = Partial<Pick<BeforeQuestion, 'instance' | 'rowLimit' | 'told'>> & {
  readonly lookBack?: number;
};

/** The calls before a change of `tree` ten minutes before noon, by their eventIDs. */
function before(
  events: readonly TrailEvent[],
  {instance = tree, lookBack, rowLimit = Infinity, told = new Map()}: Asked = {},
) {
  const store = new EventStore();
  for (const event of events) {
    store.add([event]);
  }

  const change = {begin: ago(10), period: minute};
  const answer = callsBefore(store, {instance, ...change, lookBack, rowLimit, told});
  const idOf = (row: number): string => store.field(row, 'id')[0] ?? '';
  return {answer, ids: answer.calls.map(({row}) => idOf(row)), idOf, store};
}

function kindsOf({calls}: BeforeAnswer, index = 0): readonly string[] {
  return calls[index]?.parts.map(({kind}) => kind) ?? [];
}

test('what names the machine comes before what is nearer and names another', () => {
  const {ids, answer} = before([
    made('far', 'RebootInstances', 20, on(tree)),
    made('near', 'RebootInstances', 11, {...on(river), userIdentity: lee}),
  ]);
  assert.deepEqual(ids, ['far', 'near']);
  assert.deepEqual(
    answer.calls.map(({standing}) => standing),
    ['explains', 'other'],
  );
  assert.deepEqual(kindsOf(answer), ['names', 'write', 'time']);
});

test('of two alike the nearer one comes first; what came after the change is not asked', () => {
  const {ids} = before([
    made('further', 'RebootInstances', 20, on(tree)),
    made('nearer', 'RebootInstances', 12, on(tree)),
    made('after', 'RebootInstances', 8, on(tree)),
    made('too-old', 'RebootInstances', 26, on(tree)),
    made('within-its-first-minute', 'ModifyInstanceAttribute', 9.5, on(tree)),
  ]);
  assert.deepEqual(ids, ['within-its-first-minute', 'nearer', 'further']);
});

test('what failed, was a dry run, only labels or only reads explains nothing', () => {
  const {answer, ids} = before([
    made('denied', 'RebootInstances', 11, {...on(tree), errorCode: 'Client.UnauthorizedOperation'}),
    made('dry', 'RebootInstances', 11, {...on(tree), errorCode: 'Client.DryRunOperation'}),
    made('tags', 'CreateTags', 11, {
      requestParameters: {resourcesSet: {items: [{resourceId: tree}]}},
    }),
    made('read', 'DescribeInstances', 11, {...on(tree), readOnly: true}),
    made('other-read', 'DescribeInstances', 11, {...on(river), readOnly: true}),
  ]);
  assert.deepEqual(new Set(ids), new Set(['denied', 'dry', 'tags', 'read']));
  assert.ok(answer.calls.every(({standing}) => standing === 'tied'));
  assert.equal(answer.looked, 5);
});

test('what a machine does itself is not done to it', () => {
  const identity = session('agent', tree);
  const {answer, ids} = before([
    made('own', 'PutSomething', 11, {...on(tree), userIdentity: identity}),
    made('heartbeat', 'UpdateInstanceInformation', 11, {...on(tree), userIdentity: identity}),
  ]);
  assert.deepEqual(ids, ['own']);
  assert.equal(answer.calls[0]?.standing, 'other');
});

test('a change of its security group, of its role and of its volume is a change of the machine', () => {
  const {ids, answer} = before([
    launched('launch', tree, 500, {security: 'sg-0123456789abcdef0'}),
    made('attach', 'AttachVolume', 400, {
      requestParameters: {volumeId: 'vol-0feedfeedfeedfeed', instanceId: tree},
    }),
    made('seen', 'GetObject', 300, {readOnly: true, userIdentity: session('night', tree)}),
    made('port', 'AuthorizeSecurityGroupIngress', 12, {
      requestParameters: {groupId: 'sg-0123456789abcdef0'},
    }),
    made('other-port', 'AuthorizeSecurityGroupIngress', 11, {
      requestParameters: {groupId: 'sg-09999999999999999'},
    }),
    made('role', 'PutRolePolicy', 13, {
      eventSource: 'iam.amazonaws.com',
      requestParameters: {roleName: 'night'},
    }),
    made('volume', 'ModifyVolume', 14, {
      requestParameters: {ModifyVolumeRequest: {VolumeId: 'vol-0feedfeedfeedfeed', Iops: 100}},
    }),
    // It starts another machine in the same security group: that changes nothing of this one.
    launched('neighbour', river, 11, {security: 'sg-0123456789abcdef0'}),
  ]);
  assert.deepEqual(
    answer.calls.map(({standing}) => standing),
    ['explains', 'explains', 'explains', 'tied', 'tied'],
  );
  assert.deepEqual(new Set(ids.slice(0, 3)), new Set(['port', 'role', 'volume']));
  // They were made with the key of what may explain it.
  assert.ok(answer.calls.slice(3).every(({parts}) => parts[0]?.kind === 'sameKey'));
});

const rollout = [
  launched('member', tree, 12, {
    group: 'forest',
    template: 'lt-0123456789abcdef0',
    record: byAutoScaling,
  }),
  made('register', 'RegisterTargets', 11.5, {
    eventSource: 'elasticloadbalancing.amazonaws.com',
    requestParameters: {targets: [{id: tree}]},
    ...byAutoScaling,
  }),
  aboutGroup('refresh', 'StartInstanceRefresh', 30, 'forest'),
  aboutGroup('use', 'UpdateAutoScalingGroup', 31, 'forest', {
    launchTemplate: {launchTemplateId: 'lt-0123456789abcdef0', version: '7'},
  }),
  made('version', 'CreateLaunchTemplateVersion', 32, {
    requestParameters: {
      CreateLaunchTemplateVersionRequest: {LaunchTemplateId: 'lt-0123456789abcdef0'},
    },
  }),
  aboutGroup('elsewhere', 'StartInstanceRefresh', 11, 'desert'),
];

test('what Auto Scaling did to a member folds under the refresh that set it in motion', () => {
  const {ids, answer, idOf} = before(rollout);
  assert.equal(answer.isMember, true);
  assert.equal(answer.lookBack, 60 * minute, 'a member is looked at for longer');
  assert.deepEqual(ids.slice(0, 3), ['refresh', 'use', 'version']);
  assert.deepEqual(
    answer.calls[0]?.folded.map(({row}) => idOf(row)),
    ['member', 'register'],
  );
  assert.deepEqual(kindsOf(answer).slice(0, 2), ['behind', 'belongs']);
  assert.ok(!ids.includes('member'));
});

const targets = (id: string, name: string, minutes: number, instance: string) =>
  made(id, name, minutes, {
    eventSource: 'elasticloadbalancing.amazonaws.com',
    requestParameters: {
      targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/wood/1',
      targets: [{id: instance}],
    },
    ...byAutoScaling,
  });

test('the member that the refresh ended folds under it, also where only the targets tell of its group', () => {
  const old = [
    made('ended', 'TerminateInstances', 14, {...on(river), ...byAutoScaling}),
    targets('taken', 'DeregisterTargets', 15, river),
  ];
  const given = targets('given', 'RegisterTargets', 11.4, tree);
  const {ids, answer, idOf} = before([...rollout, ...old, given]);
  assert.deepEqual(
    answer.calls[0]?.folded.map(({row}) => idOf(row)),
    ['taken', 'ended', 'member', 'register', 'given'],
  );
  assert.ok(!ids.includes('ended'));
  // Without a known member among the targets nothing tells whose machine it was.
  assert.ok(before([...rollout, ...old]).ids.includes('ended'));
  // Targets that two groups share tell nothing either.
  const other = 'i-0eeee5555ffff6666';
  const shared = [
    launched('desert', other, 13, {group: 'desert', record: byAutoScaling}),
    targets('given-too', 'RegisterTargets', 12.5, other),
  ];
  assert.ok(before([...rollout, ...old, given, ...shared]).ids.includes('ended'));
});

test('writes that only label others are counted as left out', () => {
  const {answer} = before([
    made('it', 'RebootInstances', 12, on(tree)),
    made('label', 'CreateTags', 12, {...on(river), userIdentity: lee}),
    made('log', 'CreateLogStream', 12, {userIdentity: lee}),
  ]);
  assert.deepEqual([answer.writes, answer.unlisted, answer.calls.length], [3, 2, 1]);
});

test('what is no instance id is tied to the calls that say that very word', () => {
  const {ids, answer} = before(
    [
      made('said', 'RebootDBInstance', 12, {requestParameters: {dBInstanceIdentifier: 'shop-db'}}),
      made('part', 'RebootDBInstance', 12, {
        requestParameters: {dBInstanceIdentifier: 'shop-db-2'},
      }),
    ],
    {instance: 'shop-db'},
  );
  assert.equal(ids[0], 'said');
  assert.deepEqual(
    answer.calls.map(({standing}) => standing),
    ['explains', 'tied'],
  );
});

test('a change of what a group will make next time explains less than the refresh before it', () => {
  const {ids, answer, idOf} = before([
    ...rollout,
    aboutGroup('cooldown', 'UpdateAutoScalingGroup', 13, 'forest', {defaultCooldown: 60}),
  ]);
  assert.equal(ids[0], 'refresh');
  assert.deepEqual(
    answer.calls[0]?.folded.map(({row}) => idOf(row)),
    ['member', 'register'],
  );
});

test('what names the machine comes before what names its group, and that before its security group', () => {
  const security = 'sg-0123456789abcdef0';
  const {ids} = before([
    launched('launch', tree, 90, {group: 'forest', security}),
    made('itself', 'RebootInstances', 40, on(tree)),
    aboutGroup('group', 'SetDesiredCapacity', 20, 'forest'),
    made('port', 'AuthorizeSecurityGroupIngress', 11, {requestParameters: {groupId: security}}),
  ]);
  assert.deepEqual(ids, ['itself', 'group', 'port']);
});

test('without any of that, the call of the service stands for itself, and a new template version is the next best', () => {
  const alone = before(rollout.slice(0, 2));
  assert.deepEqual(alone.ids.toSorted(), ['member', 'register']);
  assert.ok(
    alone.answer.calls.every(
      ({standing, through}) => standing === 'explains' && through === 'autoscaling',
    ),
  );
  const versioned = before([...rollout.slice(0, 2), ...rollout.slice(4, 5)]);
  assert.deepEqual(versioned.ids, ['version']);
});

test('what CloudFormation does for a caller folds under that caller’s call to it', () => {
  const {ids, answer, idOf} = before([
    made('stack', 'UpdateStack', 13, {
      eventSource: 'cloudformation.amazonaws.com',
      requestParameters: {stackName: 'shop'},
    }),
    made('done', 'ModifyInstanceAttribute', 12, {
      ...on(tree),
      userIdentity: {...kim, invokedBy: 'cloudformation.amazonaws.com'},
    }),
    made('other-stack', 'UpdateStack', 12.5, {
      eventSource: 'cloudformation.amazonaws.com',
      requestParameters: {stackName: 'bank'},
      userIdentity: lee,
    }),
  ]);
  assert.deepEqual(ids, ['stack', 'other-stack']);
  assert.deepEqual(
    answer.calls[0]?.folded.map(({row}) => idOf(row)),
    ['done'],
  );
});

test('who assumed the role with which it was done follows it, and what else was done with that key', () => {
  const {ids, answer, idOf} = before([
    minting(keys.kim, keys.ops, 'assume', 16),
    made('done', 'RebootInstances', 12, {...on(tree), userIdentity: session('ops', 'kim')}),
    made('else', 'CreateKeyPair', 11, {userIdentity: session('ops', 'kim')}),
    made('unrelated', 'CreateKeyPair', 10.5, {userIdentity: lee}),
  ]);
  assert.deepEqual(ids, ['done', 'else', 'assume', 'unrelated']);
  assert.equal(idOf(answer.calls[0]?.mint ?? -1), 'assume');
  assert.equal(kindsOf(answer, 1)[0], 'sameKey');
  assert.equal(kindsOf(answer, 2)[0], 'chain');
});

test('rows that came after the screen was frozen are not looked at', () => {
  const events = [
    made('seen', 'RebootInstances', 12, on(tree)),
    made('new', 'RebootInstances', 11, on(tree)),
  ];
  assert.deepEqual(before(events, {rowLimit: 1}).ids, ['seen']);
});

test('in very many events the one that matters is still found', () => {
  const many = Array.from({length: 3000}, (_, index) =>
    made(`n${index}`, 'PutSomething', 10.1 + (index % 100) / 10),
  );
  const {ids} = before([...many, made('it', 'RebootInstances', 24, on(tree))]);
  assert.equal(ids[0], 'it');
});

test('where they are too many to open each record, it is told how many were not', () => {
  const many = Array.from({length: 250}, (_, index) => made(`n${index}`, 'PutSomething', 12));
  assert.equal(before(many).answer.unopened, 50);
  assert.equal(before(many.slice(0, 200)).answer.unopened, 0);
});

const security = 'sg-0123456789abcdef0';
const port = made('port', 'AuthorizeSecurityGroupIngress', 12, {
  requestParameters: {groupId: security},
});

test('what EC2 tells of a machine counts like what its launch tells', () => {
  assert.equal(before([port]).answer.calls[0]?.standing, 'other');
  const told = new Map([[tree, new Map([['security', new Set([security])]] as const)]]);
  const {answer} = before([port], {told});
  assert.equal(answer.calls[0]?.standing, 'explains');
  assert.deepEqual(kindsOf(answer), ['belongs', 'write', 'time']);
  assert.equal(answer.isMember, false);
});

test('EC2 tells that a machine is a member of a group: an hour is looked at, and what the group makes its members of counts', () => {
  const told = new Map([[tree, new Map([['group', new Set(['forest'])]] as const)]]);
  const {answer, ids} = before(rollout.slice(2), {told});
  assert.equal(answer.lookBack, 60 * minute);
  assert.deepEqual(ids.slice(0, 3), ['refresh', 'use', 'version']);
  assert.equal(answer.calls[2]?.standing, 'explains', 'the template is known from the group');
});

test('a machine that Auto Scaling itself started or registered is a member, whatever its group is called', () => {
  const [member, register] = [launched('member', tree, 300, {record: byAutoScaling}), rollout[1]!];
  for (const event of [member, register]) {
    const {answer} = before([event]);
    assert.equal(answer.isMember, true);
    assert.equal(answer.lookBack, 60 * minute);
  }

  assert.equal(before([launched('by hand', tree, 300)]).answer.isMember, false);
  assert.equal(before([member], {instance: river}).answer.isMember, false);
});

test('a call to the group that names several members tells of each', () => {
  const standby = aboutGroup('standby', 'EnterStandby', 300, 'forest', {
    instanceIds: [river, tree],
  });
  const {answer} = before([standby, rollout[2]!]);
  assert.deepEqual([...(answer.belongings.get('group') ?? [])], ['forest']);
  assert.equal(answer.calls[0]?.standing, 'explains');
});

test('of the line of a group the calls to the group and its template are asked for', () => {
  const {answer, ids} = before(rollout, {instance: groupId('forest')});
  assert.equal(answer.lookBack, 60 * minute);
  assert.equal(ids[0], 'refresh');
  assert.ok(answer.belongings.get('template')?.has('lt-0123456789abcdef0'));
});

function letters(of: string, length: number): fc.Arbitrary<string> {
  const one = fc.constantFrom(...of);
  return fc.array(one, {minLength: length, maxLength: length}).map((parts) => parts.join(''));
}

test('whatever the order in which events arrive and whatever things are called, the order is the same', () => {
  const reference = before(rollout).ids;
  fc.assert(
    fc.property(
      fc.shuffledSubarray(rollout, {minLength: rollout.length}),
      letters('abcdefgh', 8),
      letters('0123456789abcdef', 16),
      (events, group, digits) => {
        const id = `0${digits}`;
        const renamed = events.map(({record}) => {
          const text = JSON.stringify(record)
            .replaceAll('forest', `g-${group}`)
            .replaceAll(tree, `i-${id}`)
            .replaceAll('0123456789abcdef0', id);
          const {eventID, eventName, eventTime, ...rest} = JSON.parse(text) as Record<
            string,
            string
          >;
          return made(eventID ?? '', eventName ?? '', 0, {...rest, eventTime: eventTime ?? ''});
        });
        assert.deepEqual(before(renamed, {instance: `i-${id}`}).ids, reference);
      },
    ),
  );
});

test('odd records are looked at without harm', () => {
  const odd = [
    {requestParameters: tree, responseElements: [tree]},
    {requestParameters: {instancesSet: {items: tree}}, responseElements: {instancesSet: 5}},
    {userIdentity: null, requestParameters: {autoScalingGroupName: {deep: [tree]}}},
    {
      userIdentity: 'kim',
      resources: {ARN: 7},
      requestParameters: {key: 'aws:autoscaling:groupName', value: null},
    },
    {eventName: ['RunInstances'], requestParameters: {launchTemplate: tree}},
  ];
  const {answer} = before(
    odd.map((record, index) => made(`odd${index}`, 'RunInstances', 11, record)),
  );
  assert.equal(answer.looked, odd.length);
});
