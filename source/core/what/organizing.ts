import {accountText, lastPart, shortArn, shortService} from '../reading/arn.ts';
import {member, textAt} from '../json.ts';
import {valuesAt} from '../reading/path.ts';
import {firstOf, leads, pair, prefixed, words} from '../reading/phrase.ts';
import {policyHint} from '../reading/policy.ts';
import {texts, type Call, type Describe, type Sentences} from './call.ts';
import {loadBalancing} from './load-balancing.ts';
import {permissionSets} from './sharing.ts';

const stack: Describe = (call) => prefixed('stack', stackName(call.ask('stackName', 'stackId')));

const stackSet: Describe = (call) =>
  leads(
    prefixed('stack set', call.ask('stackSetName')),
    firstOf(
      call
        .asked('accounts', 'deploymentTargets.accounts', 'deploymentTargets.organizationalUnitIds')
        .map((id) => accountText(id)),
    ),
    call.signs,
  );

const orgPolicy: Describe = (call) =>
  words(call.ask('name', 'policyId'), policyHint(member(call.request, 'content'), call.signs));

const delegated: Describe = (call) =>
  words(
    accountText(call.ask('accountId')),
    prefixed('for', shortService(call.ask('servicePrincipal'))),
  );

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
    CreatePolicy: orgPolicy,
    UpdatePolicy: orgPolicy,
    DeletePolicy: (call) => call.ask('policyId'),
    EnablePolicyType: (call) => words(call.ask('policyType'), prefixed('in', call.ask('rootId'))),
    DisablePolicyType: (call) => words(call.ask('policyType'), prefixed('in', call.ask('rootId'))),
    CreateAccount: (call) => call.ask('accountName', 'email'),
    CloseAccount: (call) => accountText(call.ask('accountId')),
    InviteAccountToOrganization: (call) => accountText(call.ask('target.id')),
    MoveAccount: (call) =>
      leads(accountText(call.ask('accountId')), call.ask('destinationParentId'), call.signs),
    RegisterDelegatedAdministrator: delegated,
    DeregisterDelegatedAdministrator: delegated,
    EnableAWSServiceAccess: (call) => shortService(call.ask('servicePrincipal')),
    DisableAWSServiceAccess: (call) => shortService(call.ask('servicePrincipal')),
    AttachPolicy: (call) =>
      leads(call.ask('policyId'), accountText(call.ask('targetId')), call.signs),
    DetachPolicy: (call) =>
      words(call.ask('policyId'), prefixed('from', accountText(call.ask('targetId')))),
  },
  cloudformation: {
    CreateStack: (call) => words(stack(call), prefixed('as', lastPart(call.ask('roleARN')))),
    UpdateStack: (call) => words(stack(call), prefixed('as', lastPart(call.ask('roleARN')))),
    DeleteStack: stack,
    CancelUpdateStack: stack,
    ContinueUpdateRollback: stack,
    RollbackStack: stack,
    DeleteChangeSet: (call) => words(stack(call), lastPart(call.ask('changeSetName'))),
    SetStackPolicy: stack,
    UpdateTerminationProtection: (call) =>
      words(stack(call), pair('protection', call.ask('enableTerminationProtection'))),
    CreateStackSet: stackSet,
    UpdateStackSet: stackSet,
    CreateStackInstances: stackSet,
    DeleteStackInstances: stackSet,
    ExecuteChangeSet: (call) => words(stack(call), lastPart(call.ask('changeSetName'))),
    CreateChangeSet: (call) => words(stack(call), call.ask('changeSetName')),
  },
  elasticloadbalancing: {
    ...loadBalancing,
    RegisterTargets: targets,
    DeregisterTargets: targets,
    RegisterInstancesWithLoadBalancer: targets,
    DeregisterInstancesFromLoadBalancer: targets,
  },
  route53: {
    ChangeResourceRecordSets: records,
    CreateHostedZone: (call) => call.ask('name'),
    DeleteHostedZone: (call) => prefixed('zone', call.ask('id')),
    AssociateVPCWithHostedZone: (call) =>
      leads(call.ask('vPC.vPCId'), prefixed('zone', call.ask('hostedZoneId')), call.signs),
  },
  sso: {
    ...permissionSets,
    CreateAccountAssignment: assignment,
    DeleteAccountAssignment: assignment,
    GetRoleCredentials(call) {
      const details = member(call.event.record, 'serviceEventDetails');
      const role = textAt(details, 'role_name') || call.ask('roleName');
      const account = textAt(details, 'account_id') || call.ask('accountId');
      return words(role, prefixed('in', accountText(account)));
    },
  },
};

function assignment(call: Call): string {
  return leads(
    words(
      call.ask('principalType').toLowerCase(),
      call.ask('principalId'),
      lastPart(call.ask('permissionSetArn')),
    ),
    accountText(call.ask('targetId')),
    call.signs,
  );
}

/** `UPSERT A www.example.com → 203.0.113.9 (+2) in Z1`: the first change, what it leads to, and how many more. */
function records(call: Call): string {
  const changes = valuesAt(call.request, 'changeBatch.changes').slice(0, 1000);
  const [first] = changes;
  const read = (...paths: readonly string[]): readonly string[] =>
    texts(
      first,
      paths.map((path) => `resourceRecordSet.${path}`),
      call.signs,
    );
  return words(
    leads(
      words(
        texts(first, ['action'], call.signs)[0] ?? '',
        read('type')[0] ?? '',
        read('name')[0] ?? '',
      ),
      firstOf(read('resourceRecords.value', 'aliasTarget.dNSName')),
      call.signs,
    ),
    changes.length > 1 ? `(+${changes.length - 1})` : '',
    prefixed('in', lastPart(call.ask('hostedZoneId'))),
  );
}

/** The name in a stack's ARN: `stack/web/1b2c…`. */
function stackName(text: string): string {
  return text.startsWith('arn:') ? (shortArn(text).split('/', 2)[1] ?? text) : text;
}

/** The name in a target group's ARN: `targetgroup/web/0a1b…`. */
function targetGroup(text: string): string {
  return text.startsWith('arn:') ? (shortArn(text).split('/', 2)[1] ?? text) : text;
}
