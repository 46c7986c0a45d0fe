import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {pushedWrites} from '../../../source/core/loading/passes.ts';
import {piecesOf} from '../../../source/core/save/pieces.ts';
import {rowsToSave} from '../../../source/core/save/rows.ts';
import {stillSafe} from '../../../source/core/sanitize.ts';
import {chartGeneration, type State} from '../../../source/core/state.ts';
import {minute} from '../../../source/core/time.ts';
import {
  after,
  ago,
  arrive,
  aScreen,
  aWrite,
  noon,
  press,
  type,
  archiveRead,
} from '../../support/a-record.ts';
import {assertFrame} from '../../support/golden.ts';
import {anyText} from '../../support/hostile-text.ts';

function noteOf(state: State): string {
  return [...piecesOf('note', state, rowsToSave(state))].map(({text}) => text).join('');
}

/** An hour in which kim was denied once, with a charted instance. */
function anHour(): State {
  let state = aScreen({
    choice: {kind: 'fixed', since: ago(60), until: noon},
    globalRegion: 'us-east-1',
    regions: ['eu-west-1'],
    charted: ['i-0f3e8b1c2d4a59687'],
  });
  state = after(
    state,
    {
      type: 'identity',
      identity: {
        account: '123456789012',
        arn: 'arn:aws:sts::123456789012:assumed-role/OncallRO/kim',
        profile: 'prod',
      },
    },
    ...['eu-west-1', 'us-east-1'].flatMap((region) => [
      {
        type: 'coverage' as const,
        coverage: {region, pushed: pushedWrites, since: ago(60), until: noon, asOf: noon},
      },
      {
        type: 'feed' as const,
        region,
        generation: state.generation,
        settledTo: ago(15),
      },
    ]),
  );
  state = after(state, {
    type: 'series',
    now: noon,
    generation: chartGeneration(state),
    range: state.range,
    series: [
      {
        id: 'i-0f3e8b1c2d4a59687',
        name: 'batch-7',
        metric: 'CPUUtilization',
        statistic: 'Average',
        unit: 'Percent',
        period: 300,
        points: Array.from({length: 12}, (_, index) => ({
          time: ago(60 - index * 5),
          value: index < 8 ? 12 : 97,
        })),
        provisionalFrom: noon,
      },
    ],
  });
  return arrive(state, [
    aWrite('one', 40),
    aWrite('two', 20, {
      eventName: 'StopLogging',
      eventSource: 'cloudtrail.amazonaws.com',
      errorCode: 'AccessDenied',
      requestParameters: {name: 'org-main'},
    }),
    aWrite('three', 30),
  ]);
}

test('the note of an hour reads as in the golden file', () => {
  const state = press(type(press(anHour(), '/'), 'user:kim'), 'enter');
  assertFrame('note-live', noteOf(state).trimEnd().split('\n'));
});

test('the note of an archive names its files, what was wrong with them, and how to open them again', () => {
  const state = after(
    arrive(
      aScreen({
        mode: 'archive',
        choice: {kind: 'all'},
        startedWith: {paths: ["kim's trail", '-x.json']},
      }),
      [aWrite('one', 40)],
      'load',
    ),
    {
      type: 'archive',
      filesDone: 2,
      filesTotal: 2,
      columns: [],
      problems: [{path: '-x.json', message: 'is cut off', named: true}],
      skipped: 3,
      isDone: true,
    },
  );
  const note = noteOf(state);
  assert.match(note, /^- Archive: 2 files, `kim's trail`, `-x\.json`$/mv);
  assert.match(note, /^- archive of 2 files, read but for what is told here$/mv);
  assert.match(note, /^- `-x\.json`: `is cut off`$/mv);
  assert.match(note, /^- 3 other files hold no events$/mv);
  assert.ok(
    note.includes(String.raw`trailtop events --filter is:notable 'kim'\''s trail' ./-x.json`),
  );
  assert.doesNotMatch(note, /aws cloudtrail/v);
});

test('an archive without a recorded series has no chart, and says that all of it was read', () => {
  const state = after(
    arrive(aScreen({mode: 'archive', choice: {kind: 'all'}}), [aWrite('one', 40)], 'load'),
    archiveRead,
  );
  const note = noteOf(state);
  assert.match(note, /^- archive of 1 file, all of it read$/mv);
  assert.doesNotMatch(note, /Chart|100 ┤/v);
  assert.match(note, /^## Commands$/mv);
  assert.match(noteOf(anHour()), /^## Chart$/mv);
});

test('a list with nothing in it is told as no proof', () => {
  const note = noteOf(aScreen());
  assert.match(note, /no proof that nothing happened/v);
  assert.match(note, /nothing is settled yet/v);
});

test('more than a thousand events: the oldest thousand, how many more, and where they would be', () => {
  const many = Array.from({length: 1005}, (_, index) => aWrite(`e${index}`, 1 + index / 100));
  const note = noteOf(arrive(aScreen(), many));
  assert.match(note, /^5 newer events are left out here: JSON Lines \(key S\).*\.jsonl`\.$/mv);
  const timeline = blocksOf(note)[0] ?? [];
  assert.equal(timeline.length, 1001);
  assert.match(timeline[1] ?? '', /^2026-11-22 11:48:5/v);
});

test('making it takes a turn for each event at least: keys get between', () => {
  const state = anHour();
  assert.ok([...piecesOf('note', state, rowsToSave(state))].length > state.list.rows.length);
});

test('a filter that hides characters stands in the commands as what bash reads', () => {
  const state = after(press(anHour(), '/'), {type: 'text', text: 'agent:"a\u202E\'b"'});
  const note = noteOf(press(state, 'enter'));
  assert.ok(note.includes(String.raw`--filter $'is:notable agent:a\u202e\'b'`), note);
});

/** The contents of the fenced blocks, as a reader of Markdown finds them. Fails where one is left open. */
function blocksOf(note: string): readonly string[][] {
  const blocks: string[][] = [];
  let fence = '';
  for (const line of note.split('\n')) {
    const marks = /^ {0,3}(?<marks>`{3,}|~{3,})/v.exec(line)?.groups?.['marks'] ?? '';
    if (fence === '') {
      if (marks !== '') {
        fence = marks;
        blocks.push([]);
      }
    } else if (marks.startsWith(fence) && line.trim() === marks) {
      fence = '';
    } else {
      blocks.at(-1)?.push(line);
    }
  }

  assert.equal(fence, '', 'a block is never closed');
  return blocks;
}

/** A line without its code spans: a run of backticks, and all up to the next one of the same length. */
function withoutSpans(line: string): string {
  const runs = [...line.matchAll(/`+/gv)];
  let text = '';
  let from = 0;
  for (let at = 0; at < runs.length; at++) {
    const open = runs[at];
    const close = runs.findIndex((run, index) => index > at && run[0].length === open?.[0].length);
    if (open && close !== -1) {
      text += line.slice(from, open.index);
      from = (runs[close]?.index ?? 0) + open[0].length;
      at = close;
    }
  }

  return text + line.slice(from);
}

/** What stands outside of code spans and blocks. */
function proseOf(note: string): string {
  let prose = '';
  let isInside = false;
  for (const line of note.split('\n')) {
    if (/^`{3,}/v.test(line)) {
      isInside = !isInside;
    } else if (!isInside) {
      prose += `${withoutSpans(line)}\n`;
    }
  }

  return prose;
}

const nasty = fc.oneof(
  anyText,
  fc.constantFrom(
    '```',
    '`````` sh',
    '\n```\n# Forged',
    '| a | b |',
    '[x](http://evil)',
    '![x](http://evil/p.png)',
    '<script>alert(1)</script>',
    '<!--',
    'https://evil.example',
    '` `',
    '``',
    '`',
  ),
);

test('whatever a record, a filter or a path holds: no block breaks, and none of it is Markdown', () => {
  fc.assert(
    fc.property(fc.array(nasty, {minLength: 8, maxLength: 8}), (texts) => {
      const [
        name = '',
        user = '',
        agent = '',
        code = '',
        path = '',
        arn = '',
        typed = '',
        id = '',
      ] = texts.map((text) => `@${text}@`);
      let state = arrive(anHour(), [
        aWrite('x', 10, {
          eventName: name,
          userIdentity: {type: 'IAMUser', userName: user},
          sourceIPAddress: agent,
          errorCode: code,
          requestParameters: {instanceId: path},
        }),
      ]);
      state = after(
        state,
        {type: 'identity', identity: {account: arn, arn, profile: id}},
        {type: 'instances', instances: [{id: 'i-0f3e8b1c2d4a59687', name: typed}]},
      );
      // The event's own texts end otherwise: the filter leaves it in the list.
      state = press(after(press(state, '/'), {type: 'text', text: `-"${typed}~"`}), 'enter');
      const note = noteOf(state);
      const blocks = blocksOf(note);
      assert.equal(blocks.length, 3);
      assert.equal(blocks[0]?.length, state.list.rows.length + 1);
      assert.equal(blocks[1]?.length, 16);
      // Each outside text is framed by @, and nothing of ours holds one.
      assert.doesNotMatch(proseOf(note), /@/v);
      assert.doesNotMatch(note.replaceAll('\n', ''), /[\p{Cc}\p{Bidi_Control}]/v);
    }),
    {numRuns: 200},
  );
});

test('times are those of the shown zone, which is written', () => {
  const state = press(
    aScreen({
      choice: {kind: 'fixed', since: ago(60), until: noon},
      localZone: {label: stillSafe('EAST'), offset: () => 90 * minute},
    }),
    'z',
  );
  assert.match(noteOf(state), /2026-11-22 12:30:00 EAST/v);
});

test('the command that shows it again opens on the same view', () => {
  const hour = anHour();
  assert.doesNotMatch(noteOf(hour), /--show/v);
  assert.match(noteOf(press(hour, 'w')), /^trailtop --since .* --show writes/mv);
  assert.match(noteOf(press(press(hour, 'w'), 'w')), /^trailtop --since .* --show all/mv);
});
