import {test} from 'node:test';
import {allow, told} from '../../support/told.ts';

test('what connects a VPC: gateways, endpoints, peerings, interfaces, addresses', () => {
  told([
    [
      'ec2',
      'CreateVpc',
      {cidrBlock: '10.9.0.0/16'},
      {vpc: {vpcId: 'vpc-9'}},
      '10.9.0.0/16 → vpc-9',
    ],
    [
      'ec2',
      'CreateSubnet',
      {cidrBlock: '10.9.1.0/24', vpcId: 'vpc-9'},
      {subnet: {subnetId: 'subnet-1'}},
      '10.9.1.0/24 in vpc-9 → subnet-1',
    ],
    [
      'ec2',
      'ModifySubnetAttribute',
      {subnetId: 'subnet-1', mapPublicIpOnLaunch: {value: true}},
      null,
      'subnet-1 public addresses=true',
    ],
    [
      'ec2',
      'AttachInternetGateway',
      {internetGatewayId: 'igw-1', vpcId: 'vpc-9'},
      null,
      'igw-1 → vpc-9',
    ],
    [
      'ec2',
      'DetachInternetGateway',
      {internetGatewayId: 'igw-1', vpcId: 'vpc-9'},
      null,
      'igw-1 from vpc-9',
    ],
    [
      'ec2',
      'CreateNatGateway',
      {CreateNatGatewayRequest: {SubnetId: 'subnet-1', AllocationId: 'eipalloc-1'}},
      {CreateNatGatewayResponse: {natGateway: {natGatewayId: 'nat-1'}}},
      'in subnet-1 → nat-1',
    ],
    [
      'ec2',
      'CreateVpcEndpoint',
      {
        CreateVpcEndpointRequest: {
          VpcId: 'vpc-9',
          ServiceName: 'com.amazonaws.us-east-1.s3',
          PolicyDocument: allow({Principal: '*', Action: '*', Resource: '*'}),
        },
      },
      null,
      'com.amazonaws.us-east-1.s3 in vpc-9 Allow * on * by *',
    ],
    [
      'ec2',
      'CreateVpcPeeringConnection',
      {vpcId: 'vpc-1', peerVpcId: 'vpc-2', peerOwnerId: '999988887777'},
      null,
      'vpc-1 → vpc-2 of acct 999988887777',
    ],
    [
      'ec2',
      'ModifyNetworkInterfaceAttribute',
      {networkInterfaceId: 'eni-1', groupSet: {items: [{groupId: 'sg-1'}, {groupId: 'sg-2'}]}},
      null,
      'eni-1 groups sg-1 +1',
    ],
    ['ec2', 'AllocateAddress', {domain: 'vpc'}, {publicIp: '203.0.113.7'}, '203.0.113.7'],
    [
      'ec2',
      'CreateTrafficMirrorSession',
      {
        CreateTrafficMirrorSessionRequest: {
          NetworkInterfaceId: 'eni-1',
          TrafficMirrorTargetId: 'tmt-1',
          SessionNumber: 1,
        },
      },
      null,
      'eni-1 → tmt-1',
    ],
  ]);
});

test('a setting of the whole account says in which region', () => {
  told([
    ['ec2', 'EnableSerialConsoleAccess', null, null, 'in us-east-1'],
    [
      'ec2',
      'DisableEbsEncryptionByDefault',
      {DisableEbsEncryptionByDefaultRequest: ''},
      null,
      'in us-east-1',
    ],
  ]);
});

test('load balancers: their names, not their ARNs, and where requests go', () => {
  const arn = (rest: string) => `arn:aws:elasticloadbalancing:us-east-1:123456789012:${rest}`;
  told([
    [
      'elasticloadbalancing',
      'DeleteLoadBalancer',
      {loadBalancerArn: arn('loadbalancer/app/web/50dc6c495c0c9188')},
      null,
      'web',
    ],
    ['elasticloadbalancing', 'DeleteLoadBalancer', {loadBalancerName: 'classic'}, null, 'classic'],
    [
      'elasticloadbalancing',
      'ModifyListener',
      {
        listenerArn: arn('listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2'),
        defaultActions: [{type: 'forward', targetGroupArn: arn('targetgroup/blue/0a1b')}],
      },
      null,
      'web → blue',
    ],
    [
      'elasticloadbalancing',
      'SetSecurityGroups',
      {loadBalancerArn: arn('loadbalancer/app/web/50dc'), securityGroups: ['sg-1', 'sg-2']},
      null,
      'web groups sg-1 +1',
    ],
    [
      'elasticloadbalancing',
      'ModifyTargetGroupAttributes',
      {
        targetGroupArn: arn('targetgroup/blue/0a1b'),
        attributes: [{key: 'deregistration_delay.timeout_seconds', value: '0'}],
      },
      null,
      'blue deregistration_delay.timeout_seconds=0',
    ],
  ]);
});

test('names: what is changed, what it leads to, and in which zone', () => {
  const change = (action: string, name: string, more: object) => ({
    action,
    resourceRecordSet: {name, type: 'A', ...more},
  });
  told([
    [
      'route53',
      'ChangeResourceRecordSets',
      {
        hostedZoneId: 'Z1',
        changeBatch: {
          changes: [
            change('UPSERT', 'www.example.com.', {resourceRecords: [{value: '203.0.113.9'}]}),
            change('DELETE', 'old.example.com.', {resourceRecords: [{value: '203.0.113.1'}]}),
          ],
        },
      },
      null,
      'UPSERT A www.example.com. → 203.0.113.9 (+1) in Z1',
    ],
    [
      'route53',
      'ChangeResourceRecordSets',
      {
        hostedZoneId: 'Z1',
        changeBatch: {
          changes: [
            change('CREATE', 'api.example.com.', {aliasTarget: {dNSName: 'lb.example.net.'}}),
          ],
        },
      },
      null,
      'CREATE A api.example.com. → lb.example.net. in Z1',
    ],
    ['route53', 'ChangeResourceRecordSets', {hostedZoneId: 'Z1'}, null, 'in Z1'],
    ['route53', 'ChangeResourceRecordSets', {changeBatch: {changes: 'x'}}, null, 'changes=x'],
  ]);
});
