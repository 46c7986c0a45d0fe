import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {check} from '../../source/core/check.ts';
import {fromRecord} from '../../source/core/event.ts';
import {type JsonObject} from '../../source/core/json.ts';
import {isSuspect, safe} from '../../source/core/sanitize.ts';
import {code} from '../../source/core/save/note/markdown.ts';
import {eventLine, eventWords} from '../../source/core/spoken/event.ts';
import {troublesOf} from '../../source/core/spoken/journal.ts';
import {Speaker} from '../../source/core/spoken/speaker.ts';
import {statusWords} from '../../source/core/spoken/status.ts';
import {reportTable} from '../../source/print/doctor.ts';
import {writerOf} from '../../source/print/formats.ts';
import {after, arrive, aScreen, aWrite, press} from '../support/a-record.ts';
import {asJson} from '../support/as-json.ts';
import {anyText} from '../support/hostile-text.ts';

/** What nobody may meet outside JSON: controls, what hides or turns round, what is half a character. */
const hidden = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Variation_Selector}]--\n]/v;
const fiveMarks = /\p{M}{5}/v;
/** What JSON as it stands must not hold: its own escapes take the place of these. */
const unsafeJson = /[[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]--\n]/v;

/** Texts for all fields of a record, each by chance. */
const texts = fc.array(anyText, {minLength: 8, maxLength: 8});

function recordOf(parts: readonly string[]): JsonObject {
  const at = (index: number) => parts[index] ?? '';
  return {
    eventName: at(0),
    eventSource: at(1),
    awsRegion: at(2),
    sourceIPAddress: at(3),
    userAgent: at(4),
    errorCode: at(5).length % 2 === 0 ? at(5) : null,
    errorMessage: at(5),
    userIdentity: {
      type: at(6).length % 3 === 0 ? 'AssumedRole' : 'IAMUser',
      userName: at(6),
      arn: at(7),
    },
    requestParameters: {[at(7)]: at(0), [at(1)]: [at(2), {[at(3)]: at(4)}], instanceId: at(5)},
    responseElements: {[at(6)]: at(7)},
  };
}

function assertShown(text: string): void {
  assert.doesNotMatch(text, hidden);
  assert.doesNotMatch(text, fiveMarks);
}

test('ten thousand hostile records: tables and CSV show what hides, JSON stays exact in its own escapes', () => {
  const [table, csv, jsonl] = (['table', 'csv', 'jsonl'] as const).map((format) =>
    writerOf({format, columns: undefined, ascii: false}),
  );
  let count = 0;
  const narrow = writerOf({format: 'table', columns: 80, ascii: true});
  fc.assert(
    fc.property(texts, (parts) => {
      const event = fromRecord(recordOf(parts), []);
      count++;
      const line = (count % 2 === 0 ? table : csv)?.item(event, 0) ?? '';
      assertShown(line);
      assert.equal(line.indexOf('\n'), line.length - 1, 'one line an event');
      if (count % 10 === 0) {
        assert.match(narrow.item(event, 0), /^[\u0020-\u007E]{0,80}\n$/v);
      }

      const json = jsonl?.item(event, 0) ?? '';
      assert.doesNotMatch(json, unsafeJson);
      assert.equal(json.indexOf('\n'), json.length - 1);
      assert.deepEqual(JSON.parse(json), asJson(event.record));
    }),
    {numRuns: 10_000},
  );
});

test('ten thousand hostile texts: whatever the gate lets out is visible, and what it changed is flagged', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const shown = safe(text);
      assertShown(shown);
      assert.equal(isSuspect(text), shown !== text);
      assert.match(safe(text, {ascii: true}), /^[\u0020-\u007E]*$/v);
      assert.doesNotMatch(code(shown), /\n/v);
    }),
    {numRuns: 10_000},
  );
});

test('hostile records in plain lines, in words and in what is typed are shown, never obeyed', () => {
  fc.assert(
    fc.property(fc.array(texts, {maxLength: 6}), anyText, fc.boolean(), (records, text, ascii) => {
      const speaker = new Speaker();
      let state = after(
        aScreen({ascii}),
        {
          type: 'feed',
          region: text,
          generation: 1,
          problem: {title: text, advice: text, code: text},
        },
        {type: 'chartProblem', problem: {title: text, advice: text, code: text}},
        {type: 'notice', text},
        {type: 'identity', identity: {account: text, arn: text, profile: text}},
      );
      let said: string = speaker.next(state);
      state = arrive(
        state,
        records.map((parts, index) => aWrite(`e${index}`, index, recordOf(parts))),
      );
      said += speaker.next(state);
      for (const keys of [
        ['enter'],
        ['j'],
        ['esc'],
        ['>'],
        ['esc'],
        ['v'],
        ['esc'],
        ['!'],
        ['esc'],
        ['/'],
      ]) {
        state = press(state, ...keys);
        said += speaker.next(state);
      }

      state = after(state, {type: 'text', text});
      said += speaker.next(state);
      const lines = state.list.rows.flatMap((row) => [
        eventLine(state, row),
        eventWords(state, row),
      ]);
      for (const line of [...lines, ...troublesOf(state), statusWords(state)]) {
        assertShown(line);
        assert.doesNotMatch(line, /\n/v);
      }

      assert.doesNotMatch(said, hidden);
      if (ascii) {
        assert.match(said, /^[\n\u0020-\u007E]*$/v);
      }
    }),
    {numRuns: 150},
  );
});

test('a finding of doctor that quotes AWS, a profile or a path is shown, never obeyed', () => {
  fc.assert(
    fc.property(anyText, anyText, fc.integer({min: 20, max: 200}), (name, text, columns) => {
      const report = reportTable([check(name, 'failed', text, {advice: text})], {
        ascii: false,
        columns,
      });
      assert.doesNotMatch(report, hidden);
    }),
    {numRuns: 2000},
  );
});
