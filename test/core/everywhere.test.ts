import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type RegionAnswer} from '../../source/core/loading/everywhere.ts';
import {selectEverywhere} from '../../source/core/select/everywhere.ts';
import {reduce, type State} from '../../source/core/state.ts';
import {arrive, aScreen, aWrite, press, read} from '../support/a-record.ts';

function answer(state: State, request: number, region: string, said: RegionAnswer): State {
  return reduce(state, {type: 'everywhere', request, region, answer: said});
}

function menu(state: State): string {
  const {columns, rows} = state.size;
  return read(selectEverywhere(state, {top: 1, width: columns, height: rows - 2}));
}

function screen(): State {
  return arrive(aScreen({columns: 80, rows: 24}), [aWrite('a', 1)]);
}

test('every search has a number of its own, also after the menu was closed', () => {
  const first = press(screen(), 'R', 'enter');
  const second = press(first, 'esc', 'R', 'enter');
  const third = press(second, 'esc', 'L');
  const numbers = [first, second, third].map(({everywhere}) => everywhere?.request ?? 0);
  assert.equal(new Set(numbers).size, 3);
});

test('late answers of a search that was left do not come under another heading', () => {
  const logins = press(screen(), 'L');
  const old = logins.everywhere?.request ?? 0;
  const state = press(logins, 'esc', 'esc', 'R', 'enter');
  assert.equal(answer(state, old, 'eu-west-1', {status: 'none'}), state);
});

test('j and k choose the value, and q closes', () => {
  const state = press(screen(), 'R', 'j', 'j', 'k');
  assert.equal(state.overlay?.kind === 'everywhere' && state.overlay.selected, 1);
  assert.equal(press(state, 'q').overlay, undefined);
});

test('a region that has brought nothing yet tells how far it was asked, and a limit is no failure', () => {
  let state = press(screen(), 'L');
  const request = state.everywhere?.request ?? 0;
  state = answer(state, request, 'eu-west-1', {status: 'asking', pages: 12});
  assert.match(menu(state), /eu-west-1 +none in 12 pages so far…/v);
  state = answer(state, request, 'eu-west-1', {status: 'none', more: {pages: 50}});
  assert.match(menu(state), /none in the newest 50 pages/v);
  assert.doesNotMatch(menu(state), /failed/v);
});

test('where it may not be asked which regions there are, that is said', () => {
  let state = press(screen(), 'R', 'enter');
  const problem = {title: 'not allowed to call ec2:DescribeRegions', advice: 'allow it', code: 'x'};
  state = reduce(state, {
    type: 'everywhereLacks',
    request: state.everywhere?.request ?? 0,
    problem,
  });
  assert.match(
    menu(state),
    /Only watched regions are asked\. Not allowed to call ec2:DescribeRegions/v,
  );
});

test('many regions share lines where they have nothing to tell, and what they have comes first', () => {
  let state = press(screen(), 'R', 'enter');
  const request = state.everywhere?.request ?? 0;
  for (let index = 1; index <= 30; index++) {
    state = answer(state, request, `ap-test-${index}`, {status: 'none'});
  }

  state = answer(state, request, 'us-west-2', {status: 'hits', hits: 3, more: false});
  state = answer(state, request, 'us-east-1', {status: 'denied', words: 'no'});
  assert.match(
    menu(state),
    /us-west-2 +3 hits[\s\S]*us-east-1 +denied: no[\s\S]*none in: ap-test-1,/v,
  );
  assert.match(menu(state), /ap-test-30/v);
});
