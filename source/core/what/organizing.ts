import {accountText, lastPart, shortArn} from '../reading/arn.ts';
import {member, textAt} from '../json.ts';
import {firstOf, leads, prefixed, words} from '../reading/phrase.ts';
import type {Describe, Sentences} from './call.ts';

const stack: Describe = (call) => prefixed('stack', stackName(call.ask('stackName', 'stackId')));

const targets: Describe = (call) => {
  const ids = firstOf(call.asked('targets.id', 'instances.instanceId'));
  const group = targetGroup(call.ask('targetGroupArn', 'loadBalancerName'));
  return words(group, prefixed(call.name.startsWith('De') ? '-' : '+', ids));
};

/** Sentences about accounts, stacks, load balancers and names. */
export const organizing: Readonly<
  Record<'organizations' | 'cloudformation' | 'elasticloadbalancing' | 'route53' | 'sso', Sentences>
> = {
  organizations: {
    LeaveOrganization: (call) => accountText(textAt(call.event.record, 'recipientAccountId')),
    RemoveAccountFromOrganization: (call) => accountText(call.ask('accountId')),
    AttachPolicy: (call) =>
      leads(call.ask('policyId'), accountText(call.ask('targetId')), call.signs),
    DetachPolicy: (call) =>
      words(call.ask('policyId'), prefixed('from', accountText(call.ask('targetId')))),
  },
  cloudformation: {
    CreateStack: stack,
    UpdateStack: stack,
    DeleteStack: stack,
    ExecuteChangeSet: (call) => words(stack(call), lastPart(call.ask('changeSetName'))),
    CreateChangeSet: (call) => words(stack(call), call.ask('changeSetName')),
  },
  elasticloadbalancing: {
    RegisterTargets: targets,
    DeregisterTargets: targets,
    RegisterInstancesWithLoadBalancer: targets,
    DeregisterInstancesFromLoadBalancer: targets,
  },
  route53: {
    ChangeResourceRecordSets(call) {
      const change = 'changeBatch.changes';
      const names = call.asked(`${change}.resourceRecordSet.name`);
      return words(
        call.ask(`${change}.action`),
        call.ask(`${change}.resourceRecordSet.type`),
        firstOf(names),
        prefixed('in', lastPart(call.ask('hostedZoneId'))),
      );
    },
  },
  sso: {
    CreateAccountAssignment: (call) =>
      leads(
        words(
          call.ask('principalType'),
          call.ask('principalId'),
          lastPart(call.ask('permissionSetArn')),
        ),
        accountText(call.ask('targetId')),
        call.signs,
      ),
    GetRoleCredentials(call) {
      const details = member(call.event.record, 'serviceEventDetails');
      const role = textAt(details, 'role_name') || call.ask('roleName');
      const account = textAt(details, 'account_id') || call.ask('accountId');
      return words(role, prefixed('in', accountText(account)));
    },
  },
};

/** The name in a stack's ARN: `stack/web/1b2c…`. */
function stackName(text: string): string {
  return text.startsWith('arn:') ? (shortArn(text).split('/', 2)[1] ?? text) : text;
}

/** The name in a target group's ARN: `targetgroup/web/0a1b…`. */
function targetGroup(text: string): string {
  return text.startsWith('arn:') ? (shortArn(text).split('/', 2)[1] ?? text) : text;
}
