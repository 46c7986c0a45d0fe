import assert from 'node:assert/strict';
import {test} from 'node:test';
import {seenIn, toldOf} from '../../../source/core/instances/seen.ts';
import {EventStore} from '../../../source/core/event-store.ts';
import {type TrailEvent} from '../../../source/core/event.ts';
import {ago, noon} from '../../support/a-record.ts';
import {byAutoScaling, launched, machine, made, on} from '../../support/spike-world.ts';

const {tree, river} = machine;

function loaded(...events: readonly TrailEvent[]): EventStore {
  const store = new EventStore();
  store.add(events);
  return store;
}

const named = {
  requestParameters: {
    instanceType: 'm6i.large',
    tagSpecificationSet: {
      items: [{resourceType: 'instance', tags: [{key: 'Name', value: 'river-1'}]}],
    },
  },
  responseElements: {
    instancesSet: {
      items: [
        {
          instanceId: river,
          instanceType: 'm6i.xlarge',
          tagSet: {items: [{key: 'aws:autoscaling:groupName', value: 'web'}]},
        },
      ],
    },
  },
};

test('an instance that was launched and terminated within the range is seen, with who ended it', () => {
  const store = loaded(
    made('run', 'RunInstances', 50, named),
    made('end', 'TerminateInstanceInAutoScalingGroup', 10, {...on(river), ...byAutoScaling}),
    made('before', 'TerminateInstances', 90, on(tree)),
  );
  assert.deepEqual(seenIn(store, {since: ago(60), until: noon}), [river]);
  const {last, ...told} = toldOf(store, river);
  assert.deepEqual(told, {name: 'river-1', type: 'm6i.xlarge', group: 'web', state: 'terminated'});
  assert.deepEqual([last?.time, last?.name], [ago(10), 'TerminateInstanceInAutoScalingGroup']);
});

test('the name of a later tag wins, and so does the state of the last call, in whatever order they came', () => {
  const store = loaded(
    made('start', 'StartInstances', 5, on(tree)),
    made('tag', 'CreateTags', 20, {
      requestParameters: {
        resourcesSet: {items: [{resourceId: tree}]},
        tagSet: {items: [{key: 'Name', value: 'tree-2'}]},
      },
    }),
    made('stop', 'StopInstances', 30, on(tree)),
    launched('run', tree, 50),
  );
  const {name, state, last} = toldOf(store, tree);
  assert.deepEqual([name, state, last?.name], ['tree-2', 'running', 'StartInstances']);
});

test('what failed ended nothing', () => {
  const store = loaded(
    made('end', 'TerminateInstances', 10, {...on(tree), errorCode: 'Client.UnauthorizedOperation'}),
  );
  assert.deepEqual(seenIn(store, {since: ago(60), until: noon}), []);
  assert.equal(toldOf(store, tree).state, '');
});

test('what arrives later is known later', () => {
  const store = loaded(made('stop', 'StopInstances', 30, on(tree)));
  const range = {since: ago(60), until: noon};
  assert.equal(toldOf(store, tree).state, 'stopped');
  store.add([made('end', 'TerminateInstances', 3, on(tree, river))]);
  assert.equal(toldOf(store, tree).state, 'terminated');
  assert.deepEqual(seenIn(store, range), [tree, river]);
});

test('odd records tell nothing and break nothing', () => {
  for (const odd of [null, 3, [], {items: 'x'}, {items: [null, {key: 'Name', value: 4}]}]) {
    const store = loaded(
      made('run', 'RunInstances', 5, {
        requestParameters: {tagSpecificationSet: odd, note: tree},
        responseElements: {instancesSet: odd},
      }),
      made('tag', 'CreateTags', 4, {requestParameters: {tagSet: odd, note: tree}}),
    );
    assert.equal(toldOf(store, tree).name, '');
  }
});
