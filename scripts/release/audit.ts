type Advisory = {readonly url?: string; readonly title?: string; readonly severity?: string};

/** What `npm audit --json` prints, as far as it is read. */
type Report = {
  readonly error?: {readonly summary?: string};
  readonly message?: string;
  readonly vulnerabilities?: Readonly<
    Record<string, {readonly via?: ReadonlyArray<Advisory | string>}>
  >;
};

export type AuditVerdict =
  | {readonly kind: 'clean'}
  /** The registry could not be asked. */
  | {readonly kind: 'unknown'; readonly why: string}
  | {readonly kind: 'found'; readonly advisories: readonly string[]};

/**
 * Reads what `npm audit --json` printed. An advisory is explained where SECURITY.md names its address: then somebody has
 * said there why it does no harm here.
 */
export function readAudit(printed: string, security: string): AuditVerdict {
  let report: Report;
  try {
    report = JSON.parse(printed) as Report;
  } catch {
    return {kind: 'unknown', why: 'npm audit printed no report'};
  }

  if (!report.vulnerabilities) {
    const why = report.error?.summary || report.message || 'npm audit printed no vulnerabilities';
    return {kind: 'unknown', why};
  }

  const found = new Map<string, string>();
  for (const [name, {via = []}] of Object.entries(report.vulnerabilities)) {
    for (const each of via) {
      // A string names the package further down that has the advisory.
      if (typeof each !== 'string') {
        const {url = '', title = '', severity = ''} = each;
        if (url === '' || !security.includes(url)) {
          found.set(`${name} ${url}`, `${name}: ${title} (${severity}) ${url}`.trim());
        }
      }
    }
  }

  return found.size === 0 ? {kind: 'clean'} : {kind: 'found', advisories: [...found.values()]};
}
