import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {fromRecord} from '../../../source/core/event.ts';
import {type JsonObject} from '../../../source/core/json.ts';
import {selectChain, selectPivots} from '../../../source/core/select.ts';
import {type Line} from '../../../source/core/span.ts';
import {type State} from '../../../source/core/state.ts';
import {lineText, lineWidth} from '../../../source/core/text.ts';
import {arrive, aScreen, noon, press, type} from '../../support/a-record.ts';
import {aChainOfKeys} from '../../support/minting.ts';
import {anyText} from '../../support/hostile-text.ts';

function assertFilled(lines: readonly Line[], state: State): void {
  const {columns, rows} = state.size;
  assert.equal(lines.length, rows - 2);
  for (const line of lines) {
    assert.equal(lineWidth(line), columns, lineText(line));
    assert.doesNotMatch(lineText(line), /\p{Cc}/v);
    if (state.ascii) {
      assert.match(lineText(line), /^[\u0020-\u007E]*$/v);
    }
  }
}

function assertPanes(state: State): void {
  const rect = {top: 1, width: state.size.columns, height: state.size.rows - 2};
  const menu = press(state, '>');
  assertFilled(selectPivots(menu, rect), menu);
  const chain = press(type(menu, 'chain'), 'enter');
  if (chain.overlay?.kind === 'chain') {
    assertFilled(selectChain(chain, rect), chain);
  }
}

test('the menu and the chain fill their place exactly, in every size, in ASCII too', () => {
  for (const ascii of [false, true]) {
    for (const mode of ['live', 'archive'] as const) {
      for (let columns = 40; columns <= 160; columns += 3) {
        const rows = 10 + (columns % 31);
        const state = arrive(aScreen({columns, rows, ascii, mode}), aChainOfKeys(), 'load');
        assertPanes(press(state, 'w'));
      }
    }
  }
});

test('whatever stands in a record, the menu and the chain keep their shape', () => {
  const text = fc.oneof(anyText, fc.constantFrom('AKIAKIMKIMKIM00KIM7Q', ''));
  const record = fc
    .record({
      userName: text,
      arn: text,
      accessKeyId: text,
      minted: text,
      eventName: text,
      role: text,
    })
    .map(({userName, arn, accessKeyId, minted, eventName, role}): JsonObject => ({
      eventTime: new Date(noon - 60_000).toISOString(),
      eventName,
      readOnly: false,
      userIdentity: {type: 'IAMUser', userName, arn, accessKeyId},
      requestParameters: {roleArn: role},
      responseElements: {credentials: {accessKeyId: minted}},
      resources: [{ARN: arn}, {ARN: role}],
    }));
  fc.assert(
    fc.property(
      fc.array(record, {minLength: 1, maxLength: 4}),
      fc.boolean(),
      fc.constantFrom(40, 60, 80, 120),
      (records, ascii, columns) => {
        const events = records.map((each) => fromRecord(each));
        assertPanes(arrive(aScreen({columns, rows: 20, ascii}), events, 'load'));
      },
    ),
    {numRuns: 150},
  );
});
