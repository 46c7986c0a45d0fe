import {commands, keyLabel, type Command} from '../commands.ts';
import {wordsOnClass} from '../filter/words.ts';
import {type Rect} from '../layout.ts';
import {classNames} from '../reading/classes.ts';
import {joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {type State} from '../state/model.ts';
import {cellWidth, fit, wrapWords} from '../text.ts';
import {type Recording} from '../state/recording.ts';
import {box} from './box.ts';
import {grouped} from './numbers.ts';
import {feedTroubles, problemSentences} from './troubles.ts';

const groups = ['Filter', 'Look', 'Time', 'Chart', 'Move', 'Program'] as const;

/** Keys of a command as they are written on the screen. */
export function keysOf({keys}: Command, ascii: boolean): SafeText {
  return joinSafe(
    keys.map((key) => safe(keyLabel(key, ascii), {ascii})),
    t` `,
  );
}

/** All commands by group, from the one registry. */
export function helpLines(ascii: boolean): readonly Line[] {
  const widest = Math.max(...commands.map((command) => cellWidth(keysOf(command, ascii))));
  return [
    ...groups.flatMap((group) => [
      [span(safe(group), 'title')],
      ...commands
        .filter((command) => command.group === group)
        .map((command): Line => {
          const where = command.contexts.includes('list')
            ? t``
            : t` (in ${safe(command.contexts[0])})`;
          return [
            span(t`  ${fit(keysOf(command, ascii), widest)}  `, 'key'),
            span(t`${safe(command.help, {ascii})}${where}`),
          ];
        }),
      [],
    ]),
    ...signLines(ascii),
    [],
    ...classLines(),
  ];
}

/** What the classes of the filter hold. */
function classLines(): readonly Line[] {
  return [
    [span(t`Classes, for the filter`, 'title')],
    ...classNames.map((name): Line => [
      span(t`  ${fit(t`is:${safe(name)}`, 14)}  `, 'key'),
      span(safe(wordsOnClass(name))),
    ]),
  ];
}

/** What the signs of the screen mean. */
function signLines(ascii: boolean): readonly Line[] {
  const signs: ReadonlyArray<readonly [SafeText, SafeText]> = [
    [ascii ? t`. :` : t`· •`, t`under the chart: a write, several writes`],
    [t`!`, t`a failed or denied call`],
    [t`^`, t`(▴ ▲) a write that names a charted instance, and was not made by it`],
    [t`2-9 +`, t`how many calls share the column before it; + is more than nine`],
    [ascii ? t`:` : t`╌ ┆`, t`datapoints that may still change; newer events may still arrive`],
    [t`L C ?`, t`before a row: came late; corrects an earlier record; holds characters that hide`],
    [
      ascii ? t`x3 |` : t`×3 │`,
      t`so many identical calls in one row: Enter opens them, Esc closes; | each of those opened`,
    ],
    [ascii ? t`= A` : t`┅ ◈`, t`level of an alarm or of --threshold; its last change`],
    [t`settled`, t`everything up to then has been read again after AWS's quarter of an hour`],
    [
      ascii ? t`? -` : t`░ ╌`,
      t`in the calls row: not read yet; only the writes are read; blank: there was no call`,
    ],
    [
      ascii ? t`>` : t`›`,
      t`between the list's columns: one has no room here, Left and Right lead to it`,
    ],
    [t`usw2 apse1`, t`us-west-2, ap-southeast-1: regions in short where there is no room`],
    [t`N own hidden`, t`calls of this trailtop itself: is:own shows them`],
    [t`(in AWS)`, t`AWS selects by this term; (here) it is looked at on this machine`],
  ];
  return [
    [span(t`Signs`, 'title')],
    ...signs.map(([sign, words]): Line => [
      span(t`  ${fit(sign, 14)}  `, 'key'),
      span(ascii ? safe(words, {ascii}) : words),
    ]),
  ];
}

const passWords = {
  filter: t`what the filter lets AWS select`,
  writes: t`the writes`,
  all: t`everything`,
} as const;

/** Everything that went wrong and is not mended yet, with what to do; what could not be read of an archive. */
export function problemLines(state: State): readonly Line[] {
  const {ascii, chart, archive} = state;
  const live = [
    ...feedTroubles(state),
    ...(chart.problem ? [t`chart: ${problemSentences(chart.problem, ascii)}`] : []),
    ...chart.lacks.map((lack) => t`chart: ${problemSentences(lack, ascii)}`),
  ];
  const files = archive.problems.map(
    ({path, message}) => t`${safe(path, {ascii})}: ${safe(message, {ascii})}`,
  );
  const {recording} = state;
  const recorded =
    recording === undefined || recording.problem === ''
      ? []
      : [t`NOT RECORDED to ${safe(recording.path, {ascii})}: ${safe(recording.problem, {ascii})}`];
  const config = (state.startedWith.remarks ?? []).map((remark) => safe(remark, {ascii}));
  const all = [...recorded, ...live, ...files, ...config];
  const lines = all.flatMap((text) =>
    wrapWords(text, state.size.columns - 6).map((part, index): Line => [
      span(index === 0 ? part : t`  ${part}`, 'warn'),
    ]),
  );
  const loading = [...state.feeds].flatMap(([region, {progress}]) => {
    const left = progress?.left === undefined ? t`` : t`, about ${progress.left} to go`;
    return progress
      ? [
          [
            span(
              t`${safe(region, {ascii})}: loading ${passWords[progress.pass]}, ${progress.requests} requests made${left}`,
            ),
          ],
        ]
      : [];
  });
  const skipped = archive.skipped > 0 ? t`${archive.skipped} other files hold no events` : t``;
  return [
    ...(lines.length > 0 ? lines : [[span(t`nothing is wrong`)]]),
    ...(loading.length > 0 ? [[], ...loading] : []),
    ...(skipped === '' ? [] : [[], [span(skipped, 'dim')]]),
    ...(recording?.problem === '' ? [[], recordedLine(recording, ascii)] : []),
  ];
}

function recordedLine({path, events, before}: Recording, ascii: boolean): Line {
  const earlier =
    before === undefined || before === 0 ? t`` : t` beside ${grouped(before)} earlier`;
  return [
    span(t`recording to ${safe(path, {ascii})}: ${grouped(events)} events so far${earlier}`, 'dim'),
  ];
}

/** A text to read, over both panes: the keys, or what went wrong. */
export function selectReading(state: State, rect: Rect): readonly Line[] {
  const isProblems = state.overlay?.kind === 'problems';
  const lines = isProblems ? problemLines(state) : helpLines(state.ascii);
  const height = rect.height - 2;
  const wanted =
    state.overlay?.kind === 'help' || state.overlay?.kind === 'problems' ? state.overlay.top : 0;
  const top = Math.max(0, Math.min(wanted, lines.length - height));
  const more = top + height < lines.length ? t`j k scroll, Esc closes` : t`Esc closes`;
  return box(
    {
      width: rect.width,
      height: rect.height,
      title: [span(isProblems ? t`Problems` : t`Keys`, 'title')],
      corner: [span(more, 'dim')],
      hasFocus: true,
      ascii: state.ascii,
    },
    lines.slice(top, top + height).map((line) => [span(t` `), ...line]),
  );
}
