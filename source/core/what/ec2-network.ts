import {isJsonObject, type Json} from '../json.ts';
import {valuesAt} from '../reading/path.ts';
import {firstOf, leads, prefixed, words} from '../reading/phrase.ts';
import {texts, type Call, type Sentences} from './call.ts';

/** Sentences about security groups, network ACLs, routes and flow logs. */
export const ec2Network: Sentences = {
  AuthorizeSecurityGroupIngress: (call) => words(group(call), rules(call, call.signs.from)),
  AuthorizeSecurityGroupEgress: (call) => words(group(call), rules(call, call.signs.to)),
  RevokeSecurityGroupIngress: (call) => words(group(call), rules(call, call.signs.from)),
  RevokeSecurityGroupEgress: (call) => words(group(call), rules(call, call.signs.to)),
  ModifySecurityGroupRules: (call) => words(group(call), modifiedRule(call)),
  UpdateSecurityGroupRuleDescriptionsIngress: group,
  UpdateSecurityGroupRuleDescriptionsEgress: group,
  CreateSecurityGroup: (call) =>
    leads(
      words(call.ask('groupName'), prefixed('in', call.ask('vpcId'))),
      call.gave('groupId'),
      call.signs,
    ),
  DeleteSecurityGroup: group,
  CreateNetworkAclEntry: aclEntry,
  ReplaceNetworkAclEntry: aclEntry,
  DeleteNetworkAclEntry: (call) =>
    words(call.ask('networkAclId'), prefixed('rule', call.ask('ruleNumber'))),
  CreateRoute: route,
  ReplaceRoute: route,
  DeleteRoute: route,
  CreateFlowLogs: (call) =>
    leads(firstOf(call.asked('ResourceId')), firstOf(call.given('flowLogIdSet.item')), call.signs),
  DeleteFlowLogs: (call) => firstOf(call.asked('FlowLogId', 'flowLogIds')),
  AssociateAddress: (call) =>
    leads(
      call.ask('publicIp', 'allocationId'),
      call.ask('instanceId', 'networkInterfaceId'),
      call.signs,
    ),
  DisassociateAddress: (call) => call.ask('publicIp', 'associationId'),
};

function group(call: Call): string {
  return call.ask('groupId', 'groupName');
}

/** `tcp/22 ← 0.0.0.0/0 +2`: the rule that is open to the world comes first. */
function rules(call: Call, sign: string): string {
  const permissions = valuesAt(call.request, 'ipPermissions.items').filter((item) =>
    isJsonObject(item),
  );
  const all = [
    ...permissions.slice(0, 200),
    ...(call.request === undefined ? [] : [call.request]),
  ].flatMap((permission) =>
    peers(permission, call).map((peer) => ({ports: ports(permission, call), peer})),
  );
  const open = all.find(({peer}) => /^(?:0\.0\.0\.0|::|[\d.]+)\/0$/v.test(peer)) ?? all[0];
  if (!open) {
    return firstOf(
      call.asked('securityGroupRuleIds.items', 'securityGroupRuleIds', 'SecurityGroupRuleId'),
    );
  }

  return words(open.ports, sign, open.peer, all.length > 1 ? `+${all.length - 1}` : '');
}

function peers(permission: Json, call: Call): readonly string[] {
  return [
    'cidrIp',
    'cidrIpv6',
    'ipRanges.items.cidrIp',
    'ipv6Ranges.items.cidrIpv6',
    'groups.items.groupId',
    'groups.items.groupName',
    'prefixListIds.items.prefixListId',
    'sourceSecurityGroupName',
  ].flatMap((path) => texts(permission, [path], call.signs));
}

function ports(permission: Json, call: Call): string {
  const text = (path: string): string => texts(permission, [path], call.signs)[0] ?? '';
  return portText(text('ipProtocol'), text('fromPort'), text('toPort'));
}

const protocols: ReadonlyMap<string, string> = new Map([
  ['1', 'icmp'],
  ['6', 'tcp'],
  ['17', 'udp'],
  ['58', 'icmpv6'],
]);

/** `tcp/22`, `udp/1000-2000`, `icmp`, `all` (protocol -1, or every port). */
function portText(protocol: string, from: string, to: string): string {
  const name = protocols.get(protocol) ?? protocol;
  if (name === '-1' || name === '') {
    return 'all';
  }

  if (from === '' || from === '-1' || name.startsWith('icmp')) {
    return name;
  }

  if (from === '0' && to === '65535') {
    return `${name}/all`;
  }

  return `${name}/${from === to || to === '' ? from : `${from}-${to}`}`;
}

function modifiedRule(call: Call): string {
  const rule = 'SecurityGroupRule.SecurityGroupRule';
  const ask = (key: string): string => call.ask(`${rule}.${key}`);
  const peer = ask('CidrIpv4') || ask('CidrIpv6') || ask('ReferencedGroupId');
  return words(
    call.ask('SecurityGroupRule.SecurityGroupRuleId'),
    peer === '' ? '' : `${portText(ask('IpProtocol'), ask('FromPort'), ask('ToPort'))} ${peer}`,
  );
}

function aclEntry(call: Call): string {
  const sign = call.ask('egress') === 'true' ? call.signs.to : call.signs.from;
  return words(
    call.ask('networkAclId'),
    call.ask('ruleAction'),
    portText(call.ask('aclProtocol'), call.ask('portRange.from'), call.ask('portRange.to')),
    prefixed(sign, call.ask('cidrBlock', 'ipv6CidrBlock')),
  );
}

function route(call: Call): string {
  const target = call.ask(
    'gatewayId',
    'natGatewayId',
    'transitGatewayId',
    'networkInterfaceId',
    'instanceId',
    'vpcPeeringConnectionId',
  );
  const destination = call.ask(
    'destinationCidrBlock',
    'destinationIpv6CidrBlock',
    'destinationPrefixListId',
  );
  return leads(words(call.ask('routeTableId'), destination), target, call.signs);
}
