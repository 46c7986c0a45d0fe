import assert from 'node:assert/strict';
import {test} from 'node:test';
import {typedLine} from '../../../source/core/select/typed-line.ts';
import {t} from '../../../source/core/sanitize.ts';
import {lineOf} from '../../../source/core/state/line-edit.ts';
import {cellWidth, lineText} from '../../../source/core/text.ts';

function shown(text: string, cells: number, {ascii = false, cursor = text.length} = {}): string {
  return lineText(typedLine(t`File: `, {...lineOf(text), cursor}, cells, ascii)).trimEnd();
}

const name = 'trailtop-archive-2026-11-22T11-00-00Z.jsonl';

test('what is cut at the front of a long line says so', () => {
  assert.equal(shown(name, 60), `File: ${name}`);
  assert.match(shown(name, 30), /^File: …\S*00Z\.jsonl$/v);
  assert.match(shown(name, 30, {ascii: true}), /^File: ~\S*00Z\.jsonl$/v);
  assert.match(shown(name, 30, {cursor: 0}), /^File: trailtop-/v);
});

test('it is never wider than it may be', () => {
  for (const text of [name, '日本語の名前.jsonl', 'a'.repeat(100_000)]) {
    for (let cells = 8; cells < 60; cells++) {
      assert.ok(
        cellWidth(t`${lineText(typedLine(t`File: `, lineOf(text), cells, false))}`) <= cells,
      );
    }
  }
});
