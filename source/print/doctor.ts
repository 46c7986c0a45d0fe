import {isWell, type Check} from '../core/check.ts';
import {safe, t, type SafeText} from '../core/sanitize.ts';
import {cellWidth, fit, repeat, wrapWords} from '../core/text.ts';

export type ReportOptions = {
  readonly ascii: boolean;
  /** Cells of a line; Infinity where nothing is folded. */
  readonly columns: number;
};

const statusWidth = 'missing'.length;
/** Cells below which a text column beside the names is too narrow to read: then it stands below them. */
const leastText = 50;

/** The findings as aligned lines: status, name, detail, and below it what to do. */
export function reportTable(checks: readonly Check[], {ascii, columns}: ReportOptions): string {
  const rows = checks.map(({name, status, detail, advice}) => ({
    status,
    name: safe(name, {ascii}),
    detail: shown(detail, ascii),
    advice: shown(advice, ascii),
  }));
  const nameWidth = Math.max(0, ...rows.map(({name}) => cellWidth(name)));
  const besideNames = statusWidth + 2 + nameWidth + 2;
  const isBeside = columns - besideNames >= leastText;
  const indent = isBeside ? besideNames : statusWidth + 2;
  const textWidth = Math.max(1, columns - indent);
  const lines = rows.flatMap(({status, name, detail, advice}) => {
    const [first = t``, ...more] = [
      ...wrapWords(detail, textWidth),
      ...(advice === '' ? [] : wrapWords(t`-> ${advice}`, textWidth)),
    ].map((line, index) => (index === 0 && isBeside ? line : t`${repeat(t` `, indent)}${line}`));
    const head = t`${fit(safe(status), statusWidth)}  `;
    return isBeside
      ? [t`${head}${fit(name, nameWidth)}  ${first}`, ...more]
      : [t`${head}${name}`, first, ...more];
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
  const counts = (['missing', 'failed', 'warning'] as const).map((status) => {
    const count = checks.filter((each) => each.status === status).length;
    return count === 0 ? '' : `${count} ${status}${status === 'warning' && count > 1 ? 's' : ''}`;
  });
  const said = safe(counts.filter(Boolean).join(', '));
  if (!isWell(checks)) {
    return t`Something that trailtop needs is not there: ${said}.`;
  }

  return said === '' ? t`Everything works.` : t`Everything that trailtop needs works: ${said}.`;
}

function shown(text: string, ascii: boolean): SafeText {
  return safe(ascii ? text.replaceAll('…', '...') : text, {ascii});
}
