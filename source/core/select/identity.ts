import {joinSafe, safe, t} from '../sanitize.ts';
import {span} from '../span.ts';
import {type State} from '../state/model.ts';
import {one, type Part} from './status-parts.ts';

/** Who we are, and in which regions we look. */
export function identityParts(state: State): readonly Part[] {
  const {identity, ascii, isDemo} = state;
  const parts: Part[] = isDemo ? [one([span(t`demo`, 'warn')], 4)] : [];
  if (state.mode === 'archive') {
    return parts;
  }

  if (identity) {
    const account = safe(shortAccount(identity.account, ascii), {ascii});
    const profile =
      identity.profile === '' ? account : t`${safe(identity.profile, {ascii})} (${account})`;
    const caller = safe(callerName(identity.arn), {ascii});
    parts.push(one([span(profile)], 5.9), one([span(t`as ${caller}`)], 3));
  }

  return [...parts, regionsPart(state)];
}

/** Which regions are watched; where their names have no room, how many. */
function regionsPart({regions, globalRegion, ascii}: State): Part {
  const count = regions.length + (globalRegion === '' ? 0 : 1);
  const names = joinSafe(
    regions.map((region) => safe(region, {ascii})),
    t`,`,
  );
  const global = globalRegion === '' ? t`` : t` +global`;
  const words = count === 1 ? names : t`${count} regions`;
  return [
    ...(regions.length > 3 ? [] : [{line: [span(t`${names}${global}`)], weight: 5.3}]),
    ...(count > 1 ? [{line: [span(words)], weight: 5.8}] : []),
  ];
}

/** `1234…9012`: enough to tell accounts apart on a screen that others may see. */
function shortAccount(account: string, ascii: boolean): string {
  return account.length === 12
    ? `${account.slice(0, 4)}${ascii ? '..' : '…'}${account.slice(-4)}`
    : account;
}

/** The name of a caller as people call it: the role of an SSO or assumed session, else the user's name. */
function callerName(arn: string): string {
  const [kind = '', first = '', ...rest] = (arn.split(':', 6)[5] ?? '').split('/');
  if (kind === 'root') {
    return 'ROOT';
  }

  return kind === 'assumed-role'
    ? (/^AWSReservedSSO_(?<role>.+)_[0-9a-f]+$/v.exec(first)?.groups?.['role'] ?? first)
    : (rest.at(-1) ?? first) || arn;
}
