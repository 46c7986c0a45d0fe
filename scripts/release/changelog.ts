/** What CHANGELOG.md says of a version: the lines below its heading `## 1.2.0 (2026-11-23)`, '' where it says nothing. */
export function changelogEntry(changelog: string, version: string): string {
  const lines = changelog.split('\n');
  const start = lines.findIndex((line) => headed(line) === version);
  if (start === -1) {
    return '';
  }

  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => headed(line) !== undefined);
  return rest
    .slice(0, end === -1 ? undefined : end)
    .join('\n')
    .trim();
}

/** The day that stands behind the heading of a version, `2026-11-23`; '' where none does. */
export function changelogDate(changelog: string, version: string): string {
  const heading = changelog.split('\n').find((line) => headed(line) === version) ?? '';
  return /\b\d{4}-\d{2}-\d{2}\b/v.exec(heading)?.[0] ?? '';
}

/** The version that a line heads: `## 1.2.0`, `## [1.2.0] - 2026-11-23`. */
function headed(line: string): string | undefined {
  return /^## \[?v?(?<version>\d[^\s\]]*)/v.exec(line)?.groups?.['version'];
}
