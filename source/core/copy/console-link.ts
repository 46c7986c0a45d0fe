/** A region's name as AWS gives them: it becomes part of a host name, so nothing else may. */
const regionName = /^[a-z]{2}(?:-[a-z]+){1,2}-\d{1,2}$/v;

/** The console's domain in the partitions that have a public one, by the beginning of the region's name. */
const domains: ReadonlyArray<readonly [start: string, domain: string]> = [
  ['us-gov-', 'console.amazonaws-us-gov.com'],
  ['cn-', 'console.amazonaws.cn'],
];

/** Partitions whose console is at an address that is not known here. */
const elsewhere = /^(?:us-iso|eu-iso|eusc-)/v;

/** The event in the console's event history; '' where no link can be made of the region or the id. */
export function consoleLink(region: string, eventId: string): string {
  if (
    eventId === '' ||
    !regionName.test(region) ||
    elsewhere.test(region) ||
    hasLoneSurrogate(eventId)
  ) {
    return '';
  }

  const domain =
    domains.find(([start]) => region.startsWith(start))?.[1] ?? 'console.aws.amazon.com';
  return `https://${region}.${domain}/cloudtrailv2/home?region=${region}#/events/${encodeURIComponent(eventId)}`;
}

/** Those cannot be written in a URL. */
function hasLoneSurrogate(text: string): boolean {
  return /\p{Cs}/v.test(text);
}
