import {accountText, lastPart, parseArn, shortArn} from '../reading/arn.ts';
import {identityOf} from '../reading/identity.ts';
import {member, textAt} from '../json.ts';
import {keyEnds, leads, prefixed, words} from '../reading/phrase.ts';
import {policyHint} from '../reading/policy.ts';
import type {Call, Sentences} from './call.ts';

/** Sentences about handing out sessions. */
export const sts: Sentences = {
  AssumeRole: assumed,
  AssumeRoleWithSAML: assumed,
  AssumeRoleWithWebIdentity: assumed,
  AssumeRoot: (call) =>
    leads(words('root of', accountText(call.ask('targetPrincipal'))), issued(call), call.signs),
  GetSessionToken: (call) =>
    leads(prefixed('with', lastPart(call.ask('serialNumber'))), issued(call), call.signs),
  GetFederationToken: (call) =>
    words(
      leads(call.ask('name'), issued(call), call.signs),
      prefixed('with', policyHint(member(call.request, 'policy'), call.signs)),
    ),
  GetCallerIdentity: () => '',
};

/** `role/ops as kim → ASIA…7Q`; a role of another account says whose. */
function assumed(call: Call): string {
  const arn = call.ask('roleArn');
  const account = parseArn(arn)?.account ?? '';
  const home =
    textAt(identityOf(call.event), 'accountId') || textAt(call.event.record, 'recipientAccountId');
  const isForeign = account !== '' && home !== '' && account !== home;
  return leads(
    words(
      shortArn(arn),
      isForeign ? `of ${accountText(account)}` : '',
      prefixed('as', call.ask('roleSessionName') || lastPart(call.gave('assumedRoleUser.arn'))),
    ),
    issued(call),
    call.signs,
  );
}

function issued(call: Call): string {
  return keyEnds(call.gave('credentials.accessKeyId'), call.signs);
}
