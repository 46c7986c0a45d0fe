import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {fromRecord} from '../../source/core/event.ts';
import {type JsonObject} from '../../source/core/json.ts';
import {aScreen, aWrite} from '../support/a-record.ts';
import {createEscapeKinds} from '../support/escape-kinds.ts';
import {anyText} from '../support/hostile-text.ts';
import {showMonitor} from '../support/monitor-screen.tsx';

/** What a screen is drawn with: modes, colours, where to write, what to clear. Nothing that a record holds adds to it. */
const ownKinds = new Set([
  ...['h', 'l'].map((final) => `CSI ?${final}`),
  ...['m', 'A', 'B', 'C', 'D', 'G', 'E', 'H', 'J', 'K', 'X', 'd'].map((final) => `CSI ${final}`),
]);

/** What may be in no cell. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/v;

/** Whatever may be the value of a member. */
const anyValue = fc.oneof(anyText, anyText, fc.constant(null), fc.array(anyText, {maxLength: 3}));

const anyRecord = fc.dictionary(
  fc.oneof(
    fc.constantFrom(
      'eventName',
      'eventSource',
      'sourceIPAddress',
      'errorCode',
      'errorMessage',
      'awsRegion',
      'userAgent',
      'requestParameters',
      'userIdentity',
    ),
    anyText,
  ),
  fc.oneof(anyValue, fc.dictionary(anyText, anyValue, {maxKeys: 4})),
  {maxKeys: 8},
);

const ways: ReadonlyArray<readonly string[]> = [
  ['j', 'enter', 'G'],
  ['v', 'tab'],
  ['>', 'esc'],
  ['y', 'enter'],
  ['y', 'down', 'enter'],
  ['S'],
  ['i'],
  ['!'],
  [':', 'down'],
  ['f', '/', 'enter'],
  ['m'],
  ['R'],
  ['?'],
];

test('whatever records, files, names, errors and pastes hold, a screen sends its own sequences alone', async () => {
  let frames = 0;
  let copies = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRecord, {minLength: 1, maxLength: 8}),
      anyText,
      fc.constantFrom(...ways),
      fc.boolean(),
      async (records, text, keys, ascii) => {
        const monitor = await showMonitor(aScreen({columns: 100, rows: 30, ascii}));
        const {store, press, paste, flush, written, unmount} = monitor;
        store.dispatch({
          type: 'events',
          now: store.getState().now,
          how: 'load',
          events: records.map((record, index) =>
            index === 0
              ? fromRecord(record as JsonObject, [])
              : aWrite(`e${index}`, index, record as JsonObject),
          ),
        });
        store.dispatch({
          type: 'instances',
          instances: [
            {id: 'i-1', name: text, type: text, state: text, monitoring: '', alarm: text},
          ],
          suggested: {ids: ['i-1'], why: text},
        });
        store.dispatch({
          type: 'feed',
          region: 'us-east-1',
          generation: 1,
          problem: {title: text, advice: text, code: text},
        });
        store.dispatch({
          type: 'identity',
          identity: {account: text, arn: text, profile: text},
        });
        store.dispatch({type: 'notice', text});
        await press(...keys);
        await paste(text);
        await flush();
        assert.doesNotMatch(monitor.screen().join(''), hidden);
        for (let row = 0; row < 30; row++) {
          const odd = monitor.model
            .cells(row)
            .filter(({conceal, italic, strikethrough}) => conceal || italic || strikethrough);
          assert.deepEqual(odd, [], 'a look that is not ours');
        }

        await unmount();
        const kinds = createEscapeKinds();
        kinds.push(written());
        const others = [...kinds.kinds.difference(ownKinds)];
        if (keys[0] === 'y') {
          copies += others.length;
          assert.ok(
            others.every((kind) => kind === 'OSC 52'),
            others.join(', '),
          );
          const payload = /\]52;c;(?<base64>[\u0020-\u007E]*)/v.exec(written());
          assert.match(payload?.groups?.['base64'] ?? '', /^[\w+\/=]*$/v);
        } else {
          assert.deepEqual(others, []);
        }

        frames++;
      },
    ),
    {numRuns: 120},
  );
  assert.ok(frames >= 120);
  assert.ok(copies > 0, 'something was copied');
});
