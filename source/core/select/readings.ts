import {type Rect} from '../layout.ts';
import {safe, t} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {type State} from '../state/model.ts';
import {wrapWords} from '../text.ts';
import {type Recording} from '../state/recording.ts';
import {box} from './box.ts';
import {helpLines} from './help.ts';
import {grouped} from './numbers.ts';
import {feedTroubles, problemSentences} from './troubles.ts';

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

/** The text that lies over both panes, in lines for a box of so many columns. */
export function readingLines(state: State, columns: number): readonly Line[] {
  return state.overlay?.kind === 'problems'
    ? problemLines(state)
    : helpLines(state.ascii, columns - 3);
}

/** A text to read, over both panes: the keys, or what went wrong. */
export function selectReading(state: State, rect: Rect): readonly Line[] {
  const isProblems = state.overlay?.kind === 'problems';
  const lines = readingLines(state, rect.width);
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
