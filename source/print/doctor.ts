import {isWell, type Check, type CheckStatus} from '../core/check.ts';
import {safe, t, type SafeText} from '../core/sanitize.ts';
import {cellWidth, fit, wrapWords} from '../core/text.ts';

export type ReportOptions = {
  readonly ascii: boolean;
  /** Cells of a line; Infinity where nothing is folded. */
  readonly columns: number;
};

const statusWidth = 'missing'.length;
/** Below this a column for the text is no longer of use. */
const leastText = 30;

/** The findings as aligned lines: status, name, detail, and below it what to do. */
export function reportTable(checks: readonly Check[], {ascii, columns}: ReportOptions): string {
  const rows = checks.map(({name, status, detail, advice}) => ({
    status,
    name: safe(name, {ascii}),
    detail: shown(detail, ascii),
    advice: shown(advice, ascii),
  }));
  const nameWidth = Math.max(0, ...rows.map(({name}) => cellWidth(name)));
  const indent = statusWidth + 2 + nameWidth + 2;
  const textWidth = Math.max(leastText, columns - indent);
  const lines = rows.flatMap(({status, name, detail, advice}) => {
    const text = [
      ...wrapWords(detail, textWidth),
      ...(advice === '' ? [] : wrapWords(t`-> ${advice}`, textWidth)),
    ];
    const head = t`${fit(safe(status), statusWidth)}  ${fit(name, nameWidth)}  `;
    return text.map((line, index) => (index === 0 ? head : ' '.repeat(indent)) + line);
  });
  return [...lines, '', verdict(checks)].map((line) => `${line}\n`).join('');
}

/** The findings for a program: `{"ok", "checks": [{"name", "status", "detail", "advice"}]}`. */
export function reportJson(checks: readonly Check[]): string {
  const report = {
    ok: isWell(checks),
    checks: checks.map(({name, status, detail, advice}) => ({
      name: safe(name),
      status,
      detail: safe(detail),
      advice: safe(advice),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function verdict(checks: readonly Check[]): SafeText {
  const count = (status: CheckStatus) => checks.filter((each) => each.status === status).length;
  const [missing, failed, warnings] = [count('missing'), count('failed'), count('warning')];
  const counts = t`${missing} missing, ${failed} failed, ${warnings} warnings`;
  if (!isWell(checks)) {
    return t`Something that trailtop needs is not there: ${counts}.`;
  }

  return missing + failed + warnings === 0
    ? t`Everything works.`
    : t`Everything that trailtop needs works: ${counts}.`;
}

function shown(text: string, ascii: boolean): SafeText {
  return safe(ascii ? text.replaceAll('…', '...') : text, {ascii});
}
