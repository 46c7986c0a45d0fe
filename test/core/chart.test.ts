import {test} from 'node:test';
import {day, hour, minute, type Zone} from '../../source/core/time.ts';
import {stillSafe} from '../../source/core/sanitize.ts';
import {assertPicture, at, marksAt, seriesOf, start} from './chart/pictures.ts';

const batch = [24, 26, 25, 48, 27, 26, 25, 26, 72, 75, 97, 98];
const web = [3, 2, 4, 3, 2, 3, 3, 2, 2, 3, 4, 3];

/** Two machines, calls and a list cursor: what the demo incident looks like. */
const incident = {
  series: [seriesOf(batch, {provisionalFrom: at(50)}), seriesOf(web, {provisionalFrom: at(50)})],
  settledTo: at(42),
  listCursor: at(30.2),
  marks: [
    ...marksAt(10),
    ...marksAt(24, 1, {strong: true}),
    ...marksAt(29, 2, {strong: true}),
    ...marksAt(33, 1, {strong: true}),
    ...marksAt(50, 1, {kind: 'failed'}),
  ],
};

test('an incident on a wide terminal: series, provisional part, settled line, cursor and calls', () => {
  assertPicture(
    {...incident, width: 119, height: 9},
    `
    │ 100 ┤                                                        ┃                      ┆              ╭╌╌╌╌╌╌╌●╌╌╌╌╌╌╌╌╌●│
    │  75 ┤                                                        ┃                      ┆    ╭─────────╯                  │
    │     │                                                        ┃                  ╭──●─────╯                            │
    │  50 ┤                            ╭─●──────╮                  ┃                  │   ┆ newer events may still arrive   │
    │  25 ┤         ╭──────────────────╯        ╰────────────────●────────────────────╯   ┆                                 │
    │     │──────●──╯                                              ┃                      ┆                                 │
    │   0 ┼──────────────────■───────────────────────■───────────────────────■───────────────────────■───╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌■│
    │    11:45    11:50    11:55     12:00    12:05     12:10    12:15    12:20     12:25    12:30     12:35    12:40       │
    │ calls                  ·                          ▴        ▲2┃     ▴                               !                  │
  `,
  );
});

test('the same incident in 80 columns by 24 rows', () => {
  assertPicture(
    {...incident, width: 78, height: 6},
    `
    │ 100 ┤                                    ┃             ┆         ╭╌╌╌╌╌╌╌╌╌╌●│
    │  50 ┤                                    ┃           ╭─────●─────╯           │
    │     │──────●───────────────────────●─────────────────╯ ┆                     │
    │   0 ┼──────────────────■───────────────────────■─────────────────╌╌╌╌╌╌╌╌╌╌╌■│
    │          11:50       12:00       12:10   ┃   12:20       12:30       12:40   │
    │ calls            ·               ▴     ▲2┃  ▴                    !           │
  `,
  );
});

test('the same incident in ASCII', () => {
  assertPicture(
    {...incident, width: 78, height: 9, ascii: true},
    `
    │ 100 +                                    |             :         +::::::::::1│
    │  75 +                                    |             :   +-----+           │
    │     |                                    |           +-----+                 │
    │  50 +                  +-----+           |           | : newer events        │
    │  25 +      +-----------+     +-----1-----------------+ : may still arrive    │
    │     |------+                             |             :                     │
    │   0 +------------------2-----------------------2-----------------:::::::::::2│
    │          11:50       12:00       12:10   |   12:20       12:30       12:40   │
    │ calls            .               ^     ^2|  ^                    !           │
  `,
  );
});

test('the same incident on a tall terminal', () => {
  assertPicture(
    {...incident, width: 90, height: 20},
    `
    │ 100 ┤                                          ┃               ┆                  ╭╌╌╌╌╌●│
    │     │                                          ┃               ┆           ╭╌╌╌╌╌╌╯      │
    │     │                                          ┃               ┆           │             │
    │     │                                          ┃               ┆           │             │
    │  75 ┤                                          ┃               ┆    ╭──────╯             │
    │     │                                          ┃             ╭──────╯                    │
    │     │                                          ┃             │ ┆ newer events            │
    │     │                                          ┃             │ ┆ may still arrive        │
    │  50 ┤                                          ┃             │ ┆                         │
    │     │                     ╭──────╮             ┃             │ ┆                         │
    │     │                     │      │             ┃             │ ┆                         │
    │     │                     │      │             ┃             │ ┆                         │
    │     │                     │      ╰─●────╮      ┃             │ ┆                         │
    │  25 ┤──────●──────────────╯             ╰──────────────────●─╯ ┆                         │
    │     │                                          ┃               ┆                         │
    │     │                                          ┃               ┆                         │
    │     │───────╮      ╭───■─────────╮      ╭──────■──────╮        ┆    ╭──■───╌╌╌╌╌╌╌╌╌╌╌╌╌■│
    │   0 ┼       ╰──────╯             ╰──────╯      ┃      ╰─────────────╯                    │
    │           11:50         12:00         12:10    ┃    12:20         12:30         12:40    │
    │ calls              ·                  ▴      ▲2┃   ▴                       !             │
  `,
  );
});

test('three rows have room for bars, times and calls', () => {
  assertPicture(
    {...incident, width: 40, height: 3},
    `
    │ 100 ┤▃▃▃▃▃▃▃▃▄▄▄▃▃▃▃▃▃▃▃▃▃▃▆▆▆▆▆▆██████│
    │            12:00      ┃     12:30      │
    │ calls     ·       ▴  ▲2▴         !     │
  `,
  );
  assertPicture(
    {...incident, width: 40, height: 3, ascii: true},
    `
    │ 100 +--------===-----------******@@@@@@│
    │            12:00      |     12:30      │
    │ calls     .       ^  ^2^         !     │
  `,
  );
});

test('two rows keep the times, one row keeps the bars, a narrow chart drops the labels', () => {
  assertPicture(
    {...incident, width: 40, height: 2},
    `
    │ 100 ┤▃▃▃▃▃▃▃▃▄▄▄▃▃▃▃▃▃▃▃▃▃▃▆▆▆▆▆▆██████│
    │            12:00      ┃     12:30      │
  `,
  );
  assertPicture(
    {...incident, width: 40, height: 1},
    `
    │ 100 ┤▃▃▃▃▃▃▃▃▄▄▄▃▃▃▃▃▃▃▃▃▃▃▆▆▆▆▆▆██████│
  `,
  );
  assertPicture(
    {...incident, width: 15, height: 5},
    `
    │       ┃  ┆╭╌╌●│
    │ ╭─────────╯   │
    │─╯──────────╌╌■│
    │ 12:00 ┃       │
    │  ·   ▴▲▴   !  │
  `,
  );
});

test('a chart of nothing is its axes', () => {
  assertPicture(
    {},
    `
    │ 100 ┤                                                      │
    │  75 ┤                                                      │
    │  50 ┤                                                      │
    │     │                                                      │
    │  25 ┤                                                      │
    │   0 ┼                                                      │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls                                                      │
  `,
  );
  assertPicture(
    {scale: 'fit'},
    `
    │ 100 ┤                                                      │
    │  75 ┤                                                      │
    │  50 ┤                                                      │
    │     │                                                      │
    │  25 ┤                                                      │
    │   0 ┼                                                      │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls                                                      │
  `,
  );
});

test('a single datapoint spans its period', () => {
  assertPicture(
    {series: [seriesOf([42])]},
    `
    │ 100 ┤                                                      │
    │  75 ┤                                                      │
    │  50 ┤                                                      │
    │     │────                                                  │
    │  25 ┤                                                      │
    │   0 ┼                                                      │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls                                                      │
  `,
  );
});

test('missing datapoints are a gap; a little jitter is none', () => {
  assertPicture(
    {series: [seriesOf([40, 40, 40, undefined, undefined, 60, 60])]},
    `
    │ 100 ┤                                                      │
    │  75 ┤                                                      │
    │  50 ┤                      ─────────                       │
    │     │─────────────                                         │
    │  25 ┤                                                      │
    │   0 ┼                                                      │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls                                                      │
  `,
  );
  const {points, ...rest} = seriesOf([40, 60, 40, 60, 40]);
  const late = points.map(({time, value}, index) => ({
    time: time + (index % 2) * 2 * minute,
    value,
  }));
  assertPicture(
    {series: [{...rest, points: late}]},
    `
    │ 100 ┤                                                      │
    │  75 ┤                                                      │
    │  50 ┤      ╭──╮     ╭──╮                                   │
    │     │──────╯  ╰─────╯  ╰───                                │
    │  25 ┤                                                      │
    │   0 ┼                                                      │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls                                                      │
  `,
  );
});

test('fitted: a twentieth of a percent is readable', () => {
  assertPicture(
    {scale: 'fit', series: [seriesOf([0.05, 0.052, 0.066, 0.049, 0.05, 0.054])]},
    `
    │ 0.07 ┤                                                     │
    │      │        ╭────╮                                       │
    │ 0.06 ┤        │    │                                       │
    │ 0.05 ┤────────╯    ╰────────────                           │
    │      │                                                     │
    │ 0.04 ┼                                                     │
    │     11:45        12:00        12:15        12:30           │
    │ calls                                                      │
  `,
  );
});

test('fitted: equal values stand in the middle, zero at the bottom', () => {
  assertPicture(
    {scale: 'fit', series: [seriesOf([42, 42, 42])]},
    `
    │  80 ┤                                                      │
    │     │                                                      │
    │  60 ┤                                                      │
    │  40 ┤─────────────                                         │
    │     │                                                      │
    │  20 ┼                                                      │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls                                                      │
  `,
  );
  assertPicture(
    {scale: 'fit', series: [seriesOf([0, 0, 0])]},
    `
    │ 1.00 ┤                                                     │
    │ 0.75 ┤                                                     │
    │ 0.50 ┤                                                     │
    │      │                                                     │
    │ 0.25 ┤                                                     │
    │ 0.00 ┼─────────────                                        │
    │     11:45        12:00        12:15        12:30           │
    │ calls                                                      │
  `,
  );
});

test('fitted: large, negative and tiny values get short labels', () => {
  assertPicture(
    {scale: 'fit', series: [seriesOf([-5e5, 3e6, 2e6, 1e6])]},
    `
    │  3M ┤    ╭────╮                                            │
    │  2M ┤    │    ╰───╮                                        │
    │  1M ┤    │        ╰────                                    │
    │     │    │                                                 │
    │   0 ┤────╯                                                 │
    │ -1M ┼                                                      │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls                                                      │
  `,
  );
  assertPicture(
    {scale: 'fit', series: [seriesOf([12_000, 14_000])]},
    `
    │ 14.0k ┤    ╭────                                           │
    │ 13.5k ┤    │                                               │
    │ 13.0k ┤    │                                               │
    │       │    │                                               │
    │ 12.5k ┤    │                                               │
    │ 12.0k ┼────╯                                               │
    │      11:45        12:00        12:15        12:30          │
    │ calls                                                      │
  `,
  );
  assertPicture(
    {scale: 'fit', series: [seriesOf([-1e308, 1.7e308, Number.NaN, Infinity, 5])]},
    `
    │  1.0e300 ┤    ╭───                                         │
    │    5e299 ┤    │                                            │
    │        0 ┤    │           ────                             │
    │          │    │                                            │
    │   -5e299 ┤    │                                            │
    │ -1.0e300 ┼────╯                                            │
    │         11:45       12:00       12:15       12:30          │
    │ calls                                                      │
  `,
  );
  assertPicture(
    {scale: 'fit', series: [seriesOf([1e-12, 3e-12])]},
    `
    │ 3.0e-12 ┤    ╭───                                          │
    │ 2.5e-12 ┤    │                                             │
    │         │    │                                             │
    │ 2.0e-12 ┤    │                                             │
    │ 1.5e-12 ┤    │                                             │
    │ 1.0e-12 ┼────╯                                             │
    │        11:45       12:00        12:15       12:30          │
    │ calls                                                      │
  `,
  );
});

test('what is beyond 0 and 100 is drawn at the edge', () => {
  assertPicture(
    {series: [seriesOf([-20, 50, 180])]},
    `
    │ 100 ┤         ╭───                                         │
    │  75 ┤         │                                            │
    │  50 ┤    ╭────╯                                            │
    │     │    │                                                 │
    │  25 ┤    │                                                 │
    │   0 ┼────╯                                                 │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls                                                      │
  `,
  );
});

test('a day of minutes: each column spans its lowest to its highest, so one bad minute shows', () => {
  const minutes = Array.from({length: 1440}, (_, index) =>
    index === 700 ? 96 : index > 1000 && index < 1100 ? 60 + (index % 20) : 8 + (index % 7),
  );
  const range = {since: start, until: start + day};
  assertPicture(
    {series: [seriesOf(minutes, {period: 60})], range, height: 12},
    `
    │ 100 ┤                          ╷                           │
    │     │                          │                           │
    │  75 ┤                          │          ╭┬╮╷╷            │
    │     │                          │          │││││            │
    │  50 ┤                          │          │╵╰┴┤            │
    │     │                          │          │   │            │
    │     │                          │          │   │            │
    │  25 ┤                          │          │   │            │
    │     │──────────────────────────┴──────────╯   ╰────────────│
    │   0 ┼                                                      │
    │    12:00   11-22 18:00        11-23         06:00          │
    │ calls                                                      │
  `,
  );
  assertPicture(
    {series: [seriesOf(minutes, {period: 60})], range, ascii: true},
    `
    │ 100 +                          |                           │
    │  75 +                          |          +++||            │
    │  50 +                          |          ||+++            │
    │     |                          |          |   |            │
    │  25 +||||||||||++|||++|||++|||||||||++|||++   |||||||||||++│
    │   0 ++++++++++++++++++++++++++++++++++++++|   +++++++++++++│
    │    12:00   11-22 18:00        11-23         06:00          │
    │ calls                                                      │
  `,
  );
});

test('eight series can be told apart without colour', () => {
  const eight = [0, 1, 2, 3, 4, 5, 6, 7].map((k) =>
    seriesOf(
      Array.from({length: 60}, (_, i) => 12 * k + 6 + 5 * Math.sin(i / 9 + k)),
      {period: 60},
    ),
  );
  assertPicture(
    {series: eight, width: 90, height: 22},
    `
    │ 100 ┤                                                                                    │
    │     │──────────────────────▽──╮                                                   ╭─────▽│
    │     │                         ╰─────────────╮                     ╭────────▽──────╯      │
    │     │              ╭────◇─────────────╮     ╰──────▽──────────────╯                      │
    │     │──────────────╯                  ╰─────────◇───╮                               ╭───◇│
    │  75 ┤                                               ╰───────────────────◇───────────╯    │
    │     │                ╭───────────────────────□────────────────╮                          │
    │     │────────────────╯                                        ╰──────□──────────────────□│
    │     │                                ╭────○───────────────────────○───╮                  │
    │  50 ┤─╮                ╭─────────────╯                                ╰───────────────╮  │
    │     │ ╰───────────○────╯                              ╭────────▼───────────────╮      ╰─○│
    │     │─────────╮                         ╭─────────────╯                        ╰────────▼│
    │     │──╮      ╰▼───────────────────────▼╯                               ╭─────────────╮  │
    │     │  ╰────◆──────────╮                                ╭───◆───────────╯             ╰─◆│
    │  25 ┤                  ╰────────────◆───────────────────╯                                │
    │     │────■─────────────────────╮                                         ╭──────────────■│
    │     │                          ╰─■───────────────╮     ╭─■───────────────╯               │
    │     │     ╭───────────────────●─────────╮        ╰─────╯                                 │
    │     │─●───╯                             ╰─────────────╮                    ╭──●─────────●│
    │   0 ┼                                                 ╰────────────────────╯             │
    │           11:50         12:00         12:10         12:20         12:30         12:40    │
    │ calls                                                                                    │
  `,
  );
  assertPicture(
    {series: eight, height: 12, ascii: true},
    `
    │ 100 +   +------+                                           │
    │     |---+      +-----------8------------------------------8│
    │  75 +-------------------7-----------------------7---------7│
    │     |----------------6-----------------------6------+  +--6│
    │  50 +|          +-5-----------------------5-------------5+ │
    │     |-------+---+         +------------4------------------4│
    │     |-------3--4--+-------+         +---------------------3│
    │  25 +----2--------------+-----------+         +-----------2│
    │     |-1-----------------------1-+2------------+        +--1│
    │   0 +                           +----------------------+   │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls                                                      │
  `,
  );
});

test('series that lie on one another all keep a mark', () => {
  assertPicture(
    {series: [seriesOf([50, 50, 50]), seriesOf([50, 50, 50]), seriesOf([50, 50, 50])]},
    `
    │ 100 ┤                                                      │
    │  75 ┤                                                      │
    │  50 ┤──────────◆■●                                         │
    │     │                                                      │
    │  25 ┤                                                      │
    │   0 ┼                                                      │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls                                                      │
  `,
  );
});

test('the times are round in every range', () => {
  const over = (length: number) => ({range: {since: start, until: start + length}, height: 3});
  assertPicture(
    over(90_000),
    `
    │ 100 ┤                                                      │
    │  11:45:00          11:45:30          11:46:00              │
    │ calls                                                      │
  `,
  );
  assertPicture(
    over(15 * minute),
    `
    │ 100 ┤                                                      │
    │    11:45             11:50             11:55               │
    │ calls                                                      │
  `,
  );
  assertPicture(
    over(12 * hour + 16 * minute),
    `
    │ 100 ┤                                                      │
    │     12:00  11-22 15:00        18:00        21:00           │
    │ calls                                                      │
  `,
  );
  assertPicture(
    over(2 * day),
    `
    │ 100 ┤                                                      │
    │    12:00        11-23         12:00        11-24           │
    │ calls                                                      │
  `,
  );
  assertPicture(
    over(7 * day),
    `
    │ 100 ┤                                                      │
    │       11-23           11-25          11-27           11-29 │
    │ calls                                                      │
  `,
  );
  assertPicture(
    over(90 * day),
    `
    │ 100 ┤                                                      │
    │         12-01             01-01              02-01         │
    │ calls                                                      │
  `,
  );
  assertPicture(
    over(3 * 365 * day),
    `
    │ 100 ┤                                                      │
    │  2027-01-01        2028-01-01        2029-01-01            │
    │ calls                                                      │
  `,
  );
});

test('the times are round in the zone that is shown, also where its clock is put back', () => {
  const kolkata: Zone = {label: stillSafe('Asia/Kolkata'), offset: () => 5.5 * hour};
  assertPicture(
    {zone: kolkata, range: {since: start, until: start + 6 * hour}, height: 3},
    `
    │ 100 ┤                                                      │
    │          18:00    19:00    20:00    21:00    22:00    23:00│
    │ calls                                                      │
  `,
  );
  const change = Date.UTC(2026, 10, 22, 14);
  const fallBack: Zone = {
    label: stillSafe('here'),
    offset: (time) => (time < change ? 2 * hour : hour),
  };
  assertPicture(
    {zone: fallBack, range: {since: start, until: start + 6 * hour}, height: 3},
    `
    │ 100 ┤                                                      │
    │      14:00             15:00    16:00    17:00    18:00    │
    │ calls                                                      │
  `,
  );
});

test('the words about newer events take the room there is, and never cover a line', () => {
  assertPicture(
    {settledTo: at(20)},
    `
    │ 100 ┤                  ┆                                   │
    │  75 ┤                  ┆ newer events may still arrive     │
    │  50 ┤                  ┆                                   │
    │     │                  ┆                                   │
    │  25 ┤                  ┆                                   │
    │   0 ┼                  ┆                                   │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls                                                      │
  `,
  );
  assertPicture(
    {settledTo: at(38)},
    `
    │ 100 ┤                                  ┆                   │
    │  75 ┤                                  ┆ newer events      │
    │  50 ┤                                  ┆ may still arrive  │
    │     │                                  ┆                   │
    │  25 ┤                                  ┆                   │
    │   0 ┼                                  ┆                   │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls                                                      │
  `,
  );
  assertPicture(
    {settledTo: at(45)},
    `
    │ 100 ┤                                        ┆             │
    │  75 ┤                                        ┆ newer       │
    │  50 ┤                                        ┆ events      │
    │     │                                        ┆ may still   │
    │  25 ┤                                        ┆ arrive      │
    │   0 ┼                                        ┆             │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls                                                      │
  `,
  );
  assertPicture(
    {settledTo: at(55)},
    `
    │ 100 ┤                                                 ┆    │
    │  75 ┤                                                 ┆    │
    │  50 ┤                                                 ┆    │
    │     │                                                 ┆    │
    │  25 ┤                                                 ┆    │
    │   0 ┼                                                 ┆    │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls                                                      │
  `,
  );
  assertPicture(
    {settledTo: at(20), series: [seriesOf(Array.from({length: 12}, () => 75))]},
    `
    │ 100 ┤                  ┆ newer events may still arrive     │
    │  75 ┤──────────────────────────────────────────────────────│
    │  50 ┤                  ┆                                   │
    │     │                  ┆                                   │
    │  25 ┤                  ┆                                   │
    │   0 ┼                  ┆                                   │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls                                                      │
  `,
  );
  assertPicture(
    {settledTo: at(-1)},
    `
    │ 100 ┤                                                      │
    │  75 ┤ newer events may still arrive                        │
    │  50 ┤                                                      │
    │     │                                                      │
    │  25 ┤                                                      │
    │   0 ┼                                                      │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls                                                      │
  `,
  );
  assertPicture(
    {settledTo: at(60)},
    `
    │ 100 ┤                                                      │
    │  75 ┤                                                      │
    │  50 ┤                                                      │
    │     │                                                      │
    │  25 ┤                                                      │
    │   0 ┼                                                      │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls                                                      │
  `,
  );
});

test('calls: a mark by the strongest, the number behind it where there is room', () => {
  const marks = [
    ...marksAt(2),
    ...marksAt(8, 2),
    ...marksAt(14, 9),
    ...marksAt(20, 10),
    ...marksAt(25, 1, {kind: 'failed'}),
    ...marksAt(30, 3, {kind: 'failed'}),
    ...marksAt(35, 1, {strong: true}),
    ...marksAt(40, 4, {strong: true}),
    ...marksAt(45, 4, {kind: 'failed', strong: true}),
    ...marksAt(50, 3),
    ...marksAt(51, 3),
    ...marksAt(59.9, 7),
    ...marksAt(-1),
    ...marksAt(60),
    {time: Number.NaN, kind: 'write' as const, strong: true},
  ];
  assertPicture(
    {marks, height: 3},
    `
    │ 100 ┤                                                      │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls ·     •2   •9    •+  !    !3  ▴    ▲4  !4   •6      •│
  `,
  );
  assertPicture(
    {marks, height: 3, ascii: true},
    `
    │ 100 +                                                      │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls .     :2   :9    :+  !    !3  ^    ^4  !4   :6      :│
  `,
  );
});

test('in a column of several kinds a call that changed a charted instance wins, then a failure', () => {
  const kinds = [...marksAt(10), ...marksAt(10, 1, {kind: 'failed'})];
  assertPicture(
    {marks: kinds, height: 3},
    `
    │ 100 ┤                                                      │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls         !2                                           │
  `,
  );
  assertPicture(
    {marks: [...kinds, ...marksAt(10, 1, {strong: true})], height: 3},
    `
    │ 100 ┤                                                      │
    │        11:50    12:00    12:10    12:20    12:30    12:40  │
    │ calls         ▲3                                           │
  `,
  );
});
