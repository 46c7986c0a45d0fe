import {stillSafe, t, type SafeText} from './sanitize.ts';
import {cellWidth} from './text.ts';

const longId = /\b(?<kind>[a-z]{1,12}-)(?<start>[0-9a-z]{4})[0-9a-z]{4,13}\b(?![\-.\/])/gv;

/**
 * A text whose resource ids are cut to their beginnings (`i-0b74…`) where it does not fit otherwise: what stands
 * behind a 17-digit id is worth more than its last digits. The whole id is in the detail.
 */
export function shortenIds(text: SafeText, cells: number, ascii: boolean): SafeText {
  if (cellWidth(text) <= cells) {
    return text;
  }

  const cut = ascii ? t`~` : t`…`;
  return stillSafe(
    text.replaceAll(longId, (id: string, kind: string, start: string) =>
      /\d/v.test(id.slice(kind.length)) ? `${kind}${start}${cut}` : id,
    ),
  );
}
