import assert from 'node:assert/strict';
import {test} from 'node:test';
import {commands} from '../../../source/core/commands.ts';
import {helpLines} from '../../../source/core/select/help.ts';
import {readingLines} from '../../../source/core/select/readings.ts';
import {wordsOnClass} from '../../../source/core/filter/words.ts';
import {classNames} from '../../../source/core/reading/classes.ts';
import {lineText, lineWidth} from '../../../source/core/text.ts';
import {aScreen, press} from '../../support/a-record.ts';

for (const cells of [37, 57, 77, 117]) {
  test(`no sentence of the help is cut in ${cells} cells`, () => {
    const lines = helpLines(false, cells);
    for (const line of lines) {
      assert.ok(lineWidth(line) <= cells, lineText(line));
    }

    const words = lines
      .map((line) => lineText(line))
      .join(' ')
      .replaceAll(/\s+/gv, ' ');
    for (const said of [
      ...commands.map(({help}) => help),
      ...classNames.map((name) => wordsOnClass(name)),
    ]) {
      assert.ok(words.includes(said), said);
    }
  });
}

test('the end of the help can be reached at every width', () => {
  for (const columns of [40, 80, 200]) {
    const opened = press(aScreen({columns, rows: 24}), '?');
    const {overlay} = press(opened, 'G');
    assert.equal(
      overlay?.kind === 'help' && overlay.top,
      readingLines(opened, columns).length - 20,
    );
  }
});
