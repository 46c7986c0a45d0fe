import type {TrailEvent} from '../event.ts';
import {textAt} from '../json.ts';
import {shortArn} from './arn.ts';
import {clip, words, type Signs} from './phrase.ts';

/** The kinds of policy as AWS writes them in a message, and as they are written here. */
const kinds: ReadonlyArray<readonly [RegExp, string]> = [
  [/service control policy/iv, 'SCP'],
  [/resource control policy/iv, 'RCP'],
  [/permissions boundary/iv, 'permissions boundary'],
  [/session policy/iv, 'session policy'],
  [/resource-based policy/iv, 'resource policy'],
  [/vpc endpoint policy/iv, 'VPC endpoint policy'],
  [/role trust policy/iv, 'trust policy'],
  [/identity-based policy/iv, 'identity policy'],
];

const explicit =
  /explicit deny in (?:an?|the) (?<kind>[ \-A-Za-z]+?(?:policy|boundary))(?::? ?(?<arn>arn:[^\s"'\),;]+))?/v;
const unnamedExplicit = /with an explicit deny\b/v;
const implicit = /because no (?<kind>[ \-A-Za-z]+?(?:policy|boundary)) allows/v;

/**
 * Which policy denied the call, as its errorMessage tells it: `denied by SCP`, `no identity policy allows`, `explicit
 * deny in identity policy`; '' where it does not. Source: "Troubleshoot access denied error messages", IAM.
 */
export function denialOf(event: TrailEvent): string {
  const message = messageOf(event);
  const denied = explicit.exec(message)?.groups;
  if (denied) {
    const kind = kindOf(denied['kind'] ?? '');
    const policy = policyName(denied['arn'] ?? '');
    return words(/^[RS]CP$/v.test(kind) ? `denied by ${kind}` : `explicit deny in ${kind}`, policy);
  }

  const missing = implicit.exec(message)?.groups?.['kind'];
  if (missing !== undefined) {
    return `no ${kindOf(missing)} allows`;
  }

  return unnamedExplicit.test(message) ? 'explicit deny' : '';
}

/**
 * What the call was refused for, where the record's request is empty: `on resource: …` of the message. IAM writes
 * `user kim` there, other services an ARN; a `*` or an empty name tells nothing.
 */
export function deniedResource(event: TrailEvent, signs: Signs): string {
  const named =
    /\bon resource: (?<resource>.+?)(?:\.? because | with an explicit |[,.] |[,.]?$)/v.exec(
      messageOf(event),
    )?.groups?.['resource'];
  // S3 puts the ARN in quotes, IAM a word before it: `policy arn:aws:iam::1:policy/x`.
  const bare = (named ?? '').trim().replace(/^"(?<inner>.*)"$/v, '$<inner>');
  const resource = shortArn(bare.replace(/^[a-z]+ (?=arn:)/v, '')).replace(/:log-stream:$/v, '');
  return /^(?:[\-a-z]+[\/:]|(?:group|policy|role|user)(?: |$))?(?:\*(?:\/\*)?)?:*$/v.test(resource)
    ? ''
    : clip(resource, signs);
}

/**
 * What was not allowed, as the message names it: `iam:PassRole`, which may be another action than the one that was
 * called; '' where it names none.
 */
export function deniedAction(event: TrailEvent): string {
  const action = /\bnot authorized to perform: (?<action>[0-9A-Za-z\-]+:[*0-9A-Za-z]+)/v.exec(
    messageOf(event),
  );
  return clip(action?.groups?.['action'] ?? '');
}

/** Some services say it in the answer instead. Messages may end in a long encoded part: their beginning matters. */
export function messageOf({record}: TrailEvent): string {
  const message = textAt(record, 'errorMessage') || textAt(record, 'responseElements', 'message');
  return message.slice(0, 4000);
}

function kindOf(text: string): string {
  return kinds.find(([pattern]) => pattern.test(text))?.[1] ?? clip(text.trim());
}

/** The name, or of an SCP the id, at the end of a policy's ARN; a sentence may end behind it. */
function policyName(arn: string): string {
  const name = arn.endsWith('.') ? arn.slice(0, -1) : arn;
  return clip(name.slice(name.lastIndexOf('/') + 1));
}
