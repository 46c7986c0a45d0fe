import {stillSafe, t, type SafeText} from '../sanitize.ts';
import {cellWidth} from '../text.ts';

/** Resource ids of EC2 and its kin: a known prefix and 8 or 17 hexadecimal digits. */
const longId =
  /\b(?<kind>(?:acl|ami|cgw|eipalloc|eni|fs|i|igw|key|lt|nat|pcx|rtb|sg|snap|subnet|tgw|vol|vpc|vpce)-)(?<start>[0-9a-f]{4})(?:[0-9a-f]{4}|[0-9a-f]{13})\b/gv;

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
    text.replaceAll(longId, (_id: string, kind: string, start: string) => `${kind}${start}${cut}`),
  );
}
