import {accountText} from '../reading/arn.ts';
import {firstOf, leads, pair, prefixed, words} from '../reading/phrase.ts';
import {member} from '../json.ts';
import {policyHint} from '../reading/policy.ts';
import type {Call, Describe, Sentences} from './call.ts';

const gateway: Describe = (call) =>
  leads(
    call.ask('internetGatewayId', 'egressOnlyInternetGatewayId'),
    call.ask('vpcId'),
    call.signs,
  );

const endpoint: Describe = (call) =>
  words(
    firstOf(call.asked('VpcEndpointId', 'VpcEndpointIds', 'ServiceName')),
    prefixed('in', call.ask('VpcId')),
    policyHint(member(call.request, 'PolicyDocument'), call.signs),
  );

const peering: Describe = (call) => {
  const owner = call.ask('peerOwnerId');
  return words(
    leads(call.ask('vpcId'), call.ask('peerVpcId'), call.signs),
    prefixed('of', accountText(owner)),
  );
};

/** Sentences about VPCs and what connects them: gateways, endpoints, peerings, interfaces, addresses. */
export const ec2Vpc: Sentences = {
  CreateVpc: (call) => leads(call.ask('cidrBlock'), call.gave('vpc.vpcId'), call.signs),
  CreateSubnet: (call) =>
    leads(
      words(call.ask('cidrBlock'), prefixed('in', call.ask('vpcId'))),
      call.gave('subnet.subnetId'),
      call.signs,
    ),
  ModifySubnetAttribute: (call) =>
    words(
      call.ask('subnetId'),
      pair('public addresses', call.ask('mapPublicIpOnLaunch.value', 'mapPublicIpOnLaunch')),
    ),
  AttachInternetGateway: gateway,
  DetachInternetGateway: (call) =>
    words(call.ask('internetGatewayId'), prefixed('from', call.ask('vpcId'))),
  CreateNatGateway: (call) =>
    leads(prefixed('in', call.ask('SubnetId')), call.gave('natGateway.natGatewayId'), call.signs),
  DeleteNatGateway: (call) => call.ask('NatGatewayId'),
  CreateVpcEndpoint: endpoint,
  ModifyVpcEndpoint: endpoint,
  DeleteVpcEndpoints: endpoint,
  CreateVpcPeeringConnection: peering,
  AcceptVpcPeeringConnection: (call) => call.ask('vpcPeeringConnectionId'),
  AssociateRouteTable: (call) =>
    leads(call.ask('routeTableId'), call.ask('subnetId', 'gatewayId'), call.signs),
  ReplaceRouteTableAssociation: (call) =>
    leads(call.ask('associationId'), call.ask('routeTableId'), call.signs),
  ReplaceNetworkAclAssociation: (call) =>
    leads(call.ask('associationId'), call.ask('networkAclId'), call.signs),
  ModifyNetworkInterfaceAttribute: (call) =>
    words(
      call.ask('networkInterfaceId'),
      prefixed('groups', firstOf(call.asked('groupSet.items.groupId'))),
      pair('sourceDestCheck', call.ask('sourceDestCheck.value', 'sourceDestCheck')),
    ),
  AttachNetworkInterface: (call) =>
    leads(call.ask('networkInterfaceId'), call.ask('instanceId'), call.signs),
  CreateNetworkInterface: (call) =>
    leads(
      prefixed('in', call.ask('subnetId')),
      call.gave('networkInterface.networkInterfaceId'),
      call.signs,
    ),
  AllocateAddress: (call) => call.gave('publicIp', 'allocationId'),
  ReleaseAddress: (call) => call.ask('publicIp', 'allocationId'),
  CreateTrafficMirrorSession: (call) =>
    leads(call.ask('NetworkInterfaceId'), call.ask('TrafficMirrorTargetId'), call.signs),
  CreateTrafficMirrorTarget: (call) =>
    call.ask('NetworkInterfaceId', 'NetworkLoadBalancerArn', 'GatewayLoadBalancerEndpointId'),
};

function region(call: Call): string {
  return prefixed('in', call.ask('region') || textOf(call));
}

function textOf({event}: Call): string {
  const value = member(event.record, 'awsRegion');
  return typeof value === 'string' ? value.slice(0, 40) : '';
}

const settings = [
  'EnableSerialConsoleAccess',
  'DisableSerialConsoleAccess',
  'EnableEbsEncryptionByDefault',
  'DisableEbsEncryptionByDefault',
  'EnableSnapshotBlockPublicAccess',
  'DisableSnapshotBlockPublicAccess',
  'EnableImageBlockPublicAccess',
  'DisableImageBlockPublicAccess',
];

/** Settings that hold for the whole account in one region: the region is all there is to say. */
export const ec2Settings: Sentences = {
  ...Object.fromEntries(settings.map((name) => [name, region])),
  ModifyEbsDefaultKmsKeyId: (call) => call.ask('KmsKeyId', 'kmsKeyId'),
};
