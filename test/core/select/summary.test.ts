import assert from 'node:assert/strict';
import {test} from 'node:test';
import {selectSummary} from '../../../source/core/select/summary.ts';
import {arrive, aScreen, aWrite, press} from '../../support/a-record.ts';

/** The first cell of each row of the table of resources. */
function resourcesOf(accounts: readonly string[]): readonly string[] {
  const events = accounts.map((account, index) =>
    aWrite(`e${index}`, 1 + index, {resources: [{ARN: `arn:aws:iam::${account}:role/ops`}]}),
  );
  const state = press(arrive(aScreen({rows: 60}), events), 'v');
  const {columns} = selectSummary(state, {top: 0, width: 120, height: 58});
  return (columns.flat().find(({id}) => id === 'resource')?.rows ?? []).map(({cells}) =>
    (cells[0] ?? '').trim(),
  );
}

test('ARNs of two accounts that read alike in short are told apart by their account', () => {
  assert.deepEqual(resourcesOf(['111122223333', '444455556666']), [
    'role/ops (111122223333)',
    'role/ops (444455556666)',
  ]);
  assert.deepEqual(resourcesOf(['111122223333']), ['role/ops']);
});
