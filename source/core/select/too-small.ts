import {smallest} from '../layout.ts';
import {t} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {fitLine} from '../text.ts';

/** What a screen says that holds nothing else: the size that is needed, and what `q` asks. */
export function tooSmallLines(columns: number, rows: number, isQuitAsked = false): readonly Line[] {
  const words = [
    t`trailtop needs ${smallest.columns}x${smallest.rows}`,
    t`this is ${columns}x${rows}`,
    isQuitAsked ? t`not saved: q quits` : t`q quits`,
  ];
  return Array.from({length: Math.max(1, rows)}, (_, index) =>
    fitLine(
      words.slice(index, index + 1).map((word) => span(word)),
      columns,
    ),
  );
}
