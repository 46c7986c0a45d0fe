import {commands, keyLabel, placeNames, type Command} from '../commands.ts';
import {wordsOnClass} from '../filter/words.ts';
import {classNames} from '../reading/classes.ts';
import {joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {cellWidth, fit, repeat, wrapWords} from '../text.ts';

const groups = ['Filter', 'Look', 'Time', 'Chart', 'Move', 'Program'] as const;

/** Keys of a command as they are written on the screen. */
export function keysOf({keys}: Command, ascii: boolean): SafeText {
  return joinSafe(
    keys.map((key) => safe(keyLabel(key, ascii), {ascii})),
    t` `,
  );
}

/** All commands by group, from the one registry; the signs; the classes. Of so many cells, so that no sentence is cut. */
export function helpLines(ascii: boolean, cells: number): readonly Line[] {
  const widest = Math.max(...commands.map((command) => cellWidth(keysOf(command, ascii))));
  return [
    ...groups.flatMap((group) => [
      [span(safe(group), 'title')],
      ...commands
        .filter((command) => command.group === group)
        .flatMap((command) => {
          const [first = 'list'] = command.contexts;
          const where = command.contexts.includes('list') ? t`` : t` (${safe(placeNames[first])})`;
          const words = t`${safe(command.help, {ascii})}${where}`;
          return entry(fit(keysOf(command, ascii), widest), words, cells);
        }),
      [],
    ]),
    ...signLines(ascii, cells),
    [],
    ...classLines(cells),
  ];
}

/** A term and what it means, which goes on below itself where it is long. */
function entry(term: SafeText, words: SafeText, cells: number): readonly Line[] {
  const head = t`  ${term}  `;
  const width = cellWidth(head);
  return wrapWords(words, cells - width).map((part, index): Line => [
    span(index === 0 ? head : repeat(t` `, width), 'key'),
    span(part),
  ]);
}

/** What the classes of the filter hold. */
function classLines(cells: number): readonly Line[] {
  return [
    [span(t`Classes, for the filter`, 'title')],
    ...classNames.flatMap((name) =>
      entry(fit(t`is:${safe(name)}`, 14), safe(wordsOnClass(name)), cells),
    ),
  ];
}

/** What the signs of the screen mean. */
function signLines(ascii: boolean, cells: number): readonly Line[] {
  const signs: ReadonlyArray<readonly [SafeText, SafeText]> = [
    [ascii ? t`. :` : t`· •`, t`under the chart: a write, several writes`],
    [t`!`, t`a failed or denied call`],
    [t`^`, t`(▴ ▲) a write that names a charted instance, and was not made by it`],
    [t`2-9 +`, t`how many calls share the column before it; + is more than nine`],
    [ascii ? t`:` : t`╌ ┆`, t`datapoints that may still change; newer events may still arrive`],
    [t`L C ?`, t`before a row: came late; corrects an earlier record; holds characters that hide`],
    [
      ascii ? t`x3 |` : t`×3 │`,
      t`so many like calls in one row, the newest shown: Enter opens them, Esc closes; | each of those opened`,
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
    ...signs.flatMap(([sign, words]) =>
      entry(fit(sign, 14), ascii ? safe(words, {ascii}) : words, cells),
    ),
  ];
}
