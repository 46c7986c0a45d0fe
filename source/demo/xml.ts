import {isOutputList, type Output, type OutputStructure} from './output.ts';

/** The tag around each item of a list: `member` in the Query protocol, `item` in EC2's. */
export type ItemTag = 'member' | 'item';

/** Members of a structure as XML elements. Absent members are left out, lists are written with the given item tag. */
export function toXml(value: Output, itemTag: ItemTag): string {
  if (value instanceof Date) {
    return value.toISOString().replace('.000Z', 'Z');
  }

  if (typeof value !== 'object') {
    return escapeXml(String(value));
  }

  if (isOutputList(value)) {
    return value.map((item) => element(itemTag, toXml(item, itemTag))).join('');
  }

  if (value instanceof Map) {
    const entries: ReadonlyArray<[string, Output]> = [...value];
    return entries
      .map(([key, member]) =>
        element('entry', element('key', escapeXml(key)) + element('value', toXml(member, itemTag))),
      )
      .join('');
  }

  return Object.entries(value as OutputStructure)
    .map(([key, member]) => (member === undefined ? '' : element(key, toXml(member, itemTag))))
    .join('');
}

/** One element; its content must be XML already. */
export function element(tag: string, content: string): string {
  return `<${tag}>${content}</${tag}>`;
}

/** What XML 1.0 cannot carry, even as a reference: controls other than tab and line ends, and two that are no characters. */
const unwritable = /[[\p{Control}\u{FFFE}\u{FFFF}]--[\t\n\r\u{7F}-\u{9F}]]/gv;

/** Text inside XML; what XML cannot carry becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(unwritable, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
