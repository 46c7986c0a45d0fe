import {accountText, lastPart, shortArn, shortService} from '../reading/arn.ts';
import {member} from '../json.ts';
import {firstOf, leads, pair, prefixed, words} from '../reading/phrase.ts';
import {policyHint} from '../reading/policy.ts';
import type {Call, Describe, Sentences} from './call.ts';

const rule: Describe = (call) => {
  const bus = lastPart(call.ask('eventBusName'));
  return words(
    prefixed('rule', lastPart(call.ask('rule', 'name'))),
    bus === '' || bus === 'default' ? '' : `on ${bus}`,
  );
};

const topic: Describe = (call) => lastPart(call.ask('topicArn', 'name'));

const permission =
  (subject: Describe): Describe =>
  (call) =>
    words(
      subject(call),
      prefixed('+', firstOf(call.asked('actionName', 'actions', 'action'))),
      prefixed(
        'by',
        firstOf(
          call
            .asked('aWSAccountId', 'aWSAccountIds', 'principal')
            .map((who) => shortService(accountText(who))),
        ),
      ),
    );

/** Sentences about what is called on a schedule or on an event, and about topics and queues. */
export const messaging: Readonly<Record<'events' | 'scheduler' | 'sns' | 'sqs', Sentences>> = {
  events: {
    PutRule: (call) =>
      words(
        rule(call),
        call.ask('scheduleExpression'),
        call.ask('state') === 'DISABLED' ? 'disabled' : '',
      ),
    DeleteRule: rule,
    EnableRule: rule,
    DisableRule: rule,
    PutTargets: (call) =>
      leads(rule(call), firstOf(call.asked('targets.arn').map((arn) => shortArn(arn))), call.signs),
    RemoveTargets: (call) => words(rule(call), prefixed('-', firstOf(call.asked('ids')))),
    PutPermission: permission((call) => prefixed('bus', call.ask('eventBusName') || 'default')),
  },
  scheduler: {
    CreateSchedule: schedule,
    UpdateSchedule: schedule,
    DeleteSchedule: (call) => call.ask('name'),
  },
  sns: {
    Subscribe: (call) =>
      leads(topic(call), words(call.ask('protocol'), shortArn(call.ask('endpoint'))), call.signs),
    AddPermission: permission(topic),
    SetTopicAttributes: (call) =>
      words(
        topic(call),
        policyHint(member(call.request, 'attributeValue'), call.signs) || call.ask('attributeName'),
      ),
    DeleteTopic: topic,
  },
  sqs: {
    SetQueueAttributes: (call) =>
      words(
        queue(call),
        policyHint(
          member(member(call.request, 'attributes'), 'Policy') ??
            member(member(call.request, 'attributes'), 'policy'),
          call.signs,
        ),
      ),
    AddPermission: permission(queue),
    PurgeQueue: queue,
    DeleteQueue: queue,
  },
};

function schedule(call: Call): string {
  return leads(
    words(call.ask('name'), call.ask('scheduleExpression')),
    shortArn(call.ask('target.arn')),
    call.signs,
  );
}

/** The name at the end of a queue's URL, and the account that stands before it where it is another's. */
function queue(call: Call): string {
  const url = call.ask('queueUrl', 'queueName');
  return url.slice(url.lastIndexOf('/') + 1) || pair('queue', url);
}
