import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type TrailEvent} from '../../../source/core/event.ts';
import {selectEvents} from '../../../source/core/select.ts';
import {mostLooked, othersOf} from '../../../source/core/select/run-what.ts';
import {mostOpened} from '../../../source/core/state/asked.ts';
import {runAt} from '../../../source/core/state/collapse.ts';
import {type State} from '../../../source/core/state.ts';
import {arrive, aRead, aScreen, read} from '../../support/a-record.ts';

/** A denied look at a bucket's policy so many minutes before noon. */
function look(bucket: string, minutes: number): TrailEvent {
  return aRead(`${bucket}${minutes}`, minutes, {
    eventSource: 's3.amazonaws.com',
    eventName: 'GetBucketPolicy',
    errorCode: 'AccessDenied',
    requestParameters: {bucketName: bucket},
  });
}

function screenOf(buckets: readonly string[], columns = 120): State {
  const screen = aScreen({isCollapsing: true, view: 'all', columns});
  return arrive(
    screen,
    buckets.map((bucket, index) => look(bucket, 1 + index / 10)),
  );
}

function shown(state: State): string {
  return read(selectEvents(state, {top: 0, width: state.size.columns, height: 12}));
}

test('calls of one row that are about other things do not look all the same', () => {
  const four = screenOf(['backup', 'secrets', 'public', 'payroll']);
  assert.match(shown(four), /GetBucketPolicy ×4 .* backup \+3 others/v);
  assert.match(shown(screenOf(['backup', 'payroll', 'backup', 'payroll'])), / backup \+1 other /v);
  assert.doesNotMatch(shown(screenOf(['backup', 'backup', 'backup'])), /other/v);
});

test('at 80 columns the others stand there too, whatever WHAT has to give for it', () => {
  const long = ['a', 'b', 'c'].map((end) => `a-bucket-with-a-long-name-${end}`);
  assert.match(shown(screenOf(long, 80)), /a-buc\S*… \+2 others/v);
});

test('why they were denied counts as well', () => {
  const message = (by: string) =>
    `User: arn:aws:iam::111122223333:user/kim is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::111122223333:user/ with an explicit deny in a ${by}`;
  const events = ['service control policy', 'permissions boundary', 'session policy'].map(
    (by, index) =>
      aRead(`u${index}`, 1 + index, {
        eventSource: 'iam.amazonaws.com',
        eventName: 'ListUsers',
        errorCode: 'AccessDenied',
        errorMessage: message(by),
      }),
  );
  const state = arrive(aScreen({isCollapsing: true, view: 'all', columns: 160}), events);
  assert.match(shown(state), /ListUsers ×3 .*\+2 others/v);
});

test('of a long run only some calls are looked at, and then it is not said how many others there are', () => {
  const many = Array.from({length: 3 * mostLooked}, (_, index) => `bucket-${index % 7}`);
  const state = screenOf(many);
  assert.match(shown(state), /×150 .* bucket-0 and others/v);
  const alike = screenOf(many.map(() => 'backup'));
  assert.doesNotMatch(shown(alike), /other/v);

  const {counting, opened} = counted(alike);
  const run = runAt(counting, 0);
  assert.ok(run);
  assert.equal(othersOf(counting, run), '');
  assert.ok(opened() > mostLooked && opened() <= mostLooked + 1, String(opened()));
  othersOf(counting, run);
  assert.ok(opened() <= mostLooked + 1, 'what was found out is remembered');
});

test('a screen full of long runs opens no more than a key may', () => {
  const many = Array.from({length: 40 * 60}, (_, index) =>
    aRead(`r${index}`, 1 + index / 100, {eventName: `Describe${Math.floor(index / 60)}`}),
  );
  const screen = arrive(aScreen({isCollapsing: true, view: 'all', rows: 60}), many);
  const {counting, opened} = counted(screen);
  for (let line = 0; line < 40; line++) {
    const run = runAt(counting, line);
    assert.ok(run);
    othersOf(counting, run);
  }

  assert.ok(opened() <= mostOpened + 40 * 6, String(opened()));
});

/** A screen whose store counts how many sentences it is asked for. */
function counted(state: State): {readonly counting: State; readonly opened: () => number} {
  const {store} = state;
  let count = 0;
  const face = Object.create(store, {
    sentence: {
      value(row: number) {
        count++;
        return store.sentence(row);
      },
    },
    isCsvRow: {value: () => false},
    time: {value: (row: number) => store.time(row)},
    epoch: {value: store.epoch},
  }) as typeof store;
  return {counting: {...state, store: face}, opened: () => count};
}
