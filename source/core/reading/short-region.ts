const directions: Readonly<Record<string, string>> = {
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
  central: 'c',
};

/**
 * A region's name in six letters at the most: `usw2` for us-west-2, `apse1` for ap-southeast-1, `usgw1` for us-gov-west-1.
 * No two regions share one; what is not built like a region comes back as it is.
 */
export function shortRegion(region: string): string {
  const parts =
    /^(?<area>[a-z]{2})(?<gov>-[a-z]+)?-(?<way>(?:north|south|east|west|central){1,2})-(?<number>\d{1,2})$/v.exec(
      region,
    )?.groups;
  if (!parts) {
    return region;
  }

  const way = (parts['way'] ?? '').replaceAll(
    /north|south|east|west|central/gv,
    (word) => directions[word] ?? '',
  );
  return `${parts['area']}${(parts['gov'] ?? '').slice(1, 2)}${way}${parts['number']}`;
}
