import {isJsonObject, member, type Json} from '../json.ts';
import {accountText, shortArn, shortService} from './arn.ts';
import {valuesAt, valueText} from './path.ts';
import {clip, firstOf, words, type Signs} from './phrase.ts';

/** IAM allows 10,240 characters at most for any policy; bucket policies have 20 KB. */
const policyLimit = 64 * 1024;

/**
 * A policy in a few words: `Allow * on *`, `Allow s3:GetObject on b/* by *`; for a trust policy whom it trusts: `trusts
 * acct 123456789012`. It may be an object, JSON text or URL-encoded JSON text; '' where it is none.
 */
export function policyHint(policy: unknown, signs: Signs): string {
  const found = statements(policy);
  if (found.length === 0) {
    return '';
  }

  const trusting = found.filter((statement) => isTrust(statement));
  if (trusting.length === found.length) {
    const allowed = trusting.filter((statement) => member(statement, 'Effect') !== 'Deny');
    const trusted = [...new Set(allowed.flatMap((statement) => principals(statement)))];
    return trusted.length === 0
      ? ''
      : `trusts ${trusted.slice(0, 3).join(', ')}${trusted.length > 3 ? ` +${trusted.length - 3}` : ''}`;
  }

  // The widest statement is the one to see.
  const widest = found.toSorted((a, b) => width(b) - width(a))[0];
  const more = found.length > 1 ? `+${found.length - 1}` : '';
  return words(widest === undefined ? '' : statementHint(widest, signs), more);
}

function statements(policy: unknown): readonly Json[] {
  return valuesAt(typeof policy === 'string' ? parse(policy) : policy, 'Statement')
    .slice(0, 200)
    .filter((statement) => isJsonObject(statement));
}

function parse(text: string): unknown {
  if (text.length > policyLimit) {
    return undefined;
  }

  try {
    return JSON.parse(text.startsWith('%') ? decodeURIComponent(text.replaceAll('+', ' ')) : text);
  } catch {
    return undefined;
  }
}

function isTrust(statement: Json): boolean {
  return (
    valuesAt(statement, 'Resource').length === 0 &&
    valuesAt(statement, 'Principal').length > 0 &&
    valuesAt(statement, 'Action').every((action) => /^sts:/iv.test(valueText(action)))
  );
}

function statementHint(statement: Json, signs: Signs): string {
  const listed = (...keys: readonly string[]): readonly string[] =>
    keys.flatMap((key) =>
      valuesAt(statement, key).map((value) => clip(shortArn(valueText(value)), signs, 60)),
    );
  const notActions = firstOf(listed('NotAction'));
  const resources = firstOf(listed('Resource'));
  const by = firstOf(principals(statement));
  return words(
    clip(valueText(member(statement, 'Effect') ?? ''), signs, 10),
    notActions === '' ? firstOf(listed('Action')) : `all but ${notActions}`,
    resources === '' ? '' : `on ${resources}`,
    by === '' ? '' : `by ${by}`,
  );
}

/** Whom a statement names: `*`, accounts, roles, services. */
function principals(statement: Json): readonly string[] {
  return valuesAt(statement, 'Principal').flatMap((principal) =>
    isJsonObject(principal)
      ? Object.values(principal).flatMap((value) => elements(value).map((one) => named(one)))
      : [named(principal)],
  );
}

function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, 200) : [value];
}

function named(value: unknown): string {
  return clip(shortService(accountText(valueText(value))));
}

function width(statement: Json): number {
  const holds = (key: string): number => (valuesAt(statement, key).includes('*') ? 1 : 0);
  const allows = member(statement, 'Effect') === 'Deny' ? -4 : 0;
  const anybody = principals(statement).includes('*') ? 2 : 0;
  return allows + anybody + holds('Action') + holds('Resource');
}
