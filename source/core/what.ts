import {isServiceName, shortService} from './reading/arn.ts';
import {deniedAction, denialOf, deniedResource, messageOf} from './reading/denial.ts';
import type {TrailEvent} from './event.ts';
import {member, textAt} from './json.ts';
import {errorOf, outcomeOf} from './reading/outcome.ts';
import {clip, clipSentence, unicodeSigns, words, type Signs} from './reading/phrase.ts';
import {rowWhat} from './reading/row.ts';
import {callOf, type Call, type Describe, type Sentences} from './what/call.ts';
import {autoScaling} from './what/auto-scaling.ts';
import {cloudTrail} from './what/cloudtrail.ts';
import {containers} from './what/containers.ts';
import {dataStores} from './what/data-stores.ts';
import {ec2} from './what/ec2.ts';
import {describeEc2} from './what/ec2-describe.ts';
import {ec2Network} from './what/ec2-network.ts';
import {ec2Storage} from './what/ec2-storage.ts';
import {ec2Settings, ec2Vpc} from './what/ec2-vpc.ts';
import {iam} from './what/iam.ts';
import {iamAccount} from './what/iam-account.ts';
import {lambda} from './what/lambda.ts';
import {messaging} from './what/messaging.ts';
import {observing} from './what/observing.ts';
import {organizing} from './what/organizing.ts';
import {rds} from './what/rds.ts';
import {describeS3, s3} from './what/s3.ts';
import {secrets} from './what/secrets.ts';
import {sharing} from './what/sharing.ts';
import {signIn} from './what/sign-in.ts';
import {ssm} from './what/ssm.ts';
import {sts} from './what/sts.ts';
import {describeUnknown} from './what/unknown.ts';

/** The sentences by service and event name: a name such as CreateUser means another thing in another service. */
const tables: ReadonlyMap<string, ReadonlyMap<string, Describe>> = new Map(
  Object.entries<readonly Sentences[]>({
    autoscaling: [autoScaling],
    cloudtrail: [cloudTrail],
    ec2: [ec2, ec2Network, ec2Vpc, ec2Storage, ec2Settings],
    'ec2-instance-connect': [ec2],
    iam: [iam, iamAccount],
    lambda: [lambda],
    rds: [rds],
    s3: [s3],
    signin: [signIn],
    ssm: [ssm],
    sts: [sts],
    ...perService(containers),
    ...perService(dataStores),
    ...perService(messaging),
    ...perService(observing),
    ...perService(organizing),
    ...perService(secrets),
    ...perService(sharing),
  }).map(([service, sentences]) => [
    service,
    new Map(sentences.flatMap((table) => Object.entries(table))),
  ]),
);

/** Every event name that a table knows, as CloudTrail spells it. */
export const sentenceNames: readonly string[] = [
  ...new Set([...tables.values()].flatMap((table) => [...table.keys()])),
];

/** What a service's events say that no table names. */
const fallbacks: ReadonlyMap<string, Describe> = new Map([
  ['ec2', describeEc2],
  ['s3', describeS3],
]);

/**
 * WHAT a call did, in a few words: `sg-0b7 tcp/22 ← 0.0.0.0/0`, `kim + AdministratorAccess`. A denied call's ends with
 * the policy that denied it, where the message tells. Outside text: not safe to show.
 */
export function whatOf(event: TrailEvent, signs: Signs = unicodeSigns): string {
  if (event.kind === 'row') {
    return clipSentence(rowWhat(event), signs);
  }

  const call = callOf(event, signs);
  const service = shortService(textAt(event.record, 'eventSource'));
  const known = tables.get(service)?.get(call.name) ?? fallbacks.get(service);
  return clipSentence(withReason(event, attemptOf(call, known), signs), signs);
}

function attemptOf(call: Call, known: Describe | undefined): string {
  const told = known === undefined ? insight(call.event) : known(call);
  return told === '' ? describeUnknown(call) : told;
}

function withReason(event: TrailEvent, attempted: string, signs: Signs): string {
  const {kind} = outcomeOf(event);
  if (kind === 'denied') {
    const subject = attempted || deniedResource(event, signs);
    const denial = words(denialOf(event), helpingAction(event));
    return subject === ''
      ? denial || plainRefusal(event, signs)
      : words(subject, denial === '' ? '' : `(${denial})`);
  }

  // Where nothing else is known of a failure, its message is what a person needs.
  return attempted === '' && kind === 'failed'
    ? clip(textAt(event.record, 'errorMessage'), signs)
    : attempted;
}

/**
 * The action that was missing where it belongs to another service that the called one needs: nobody finds `iam:PassRole`
 * by looking for what may run an instance.
 */
function helpingAction(event: TrailEvent): string {
  const action = deniedAction(event);
  const [service = ''] = action.split(':', 1);
  const called = shortService(textAt(event.record, 'eventSource'));
  return ['iam', 'kms'].includes(service) && service !== called ? action : '';
}

/** Of a denial that names neither a resource nor a policy: the action, else the message, else that there is none. */
function plainRefusal(event: TrailEvent, signs: Signs): string {
  const action = deniedAction(event);
  const message = messageOf(event).trim();
  return action === ''
    ? clip(message, signs) || `no message, ${errorOf(event)}`
    : `may not ${action}`;
}

/** A CloudTrail Insights event: `RunInstances ApiCallRateInsight Start`. */
function insight(event: TrailEvent): string {
  const details = member(event.record, 'insightDetails');
  const source = textAt(details, 'eventSource');
  return words(
    clip(textAt(details, 'eventName')),
    isServiceName(source) ? `in ${clip(shortService(source))}` : '',
    clip(textAt(details, 'insightType')),
    clip(textAt(details, 'state')),
  );
}

function perService(
  group: Readonly<Record<string, Sentences>>,
): Readonly<Record<string, readonly Sentences[]>> {
  return Object.fromEntries(Object.entries(group).map(([service, table]) => [service, [table]]));
}
