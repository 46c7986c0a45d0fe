import type {JsonObject} from '../../core/json.ts';
import {accountId, type Account} from './account.ts';
import type {Dice} from './random.ts';
import type {Machine} from './machine.ts';
import type {Named} from './record.ts';

/** What RunInstances is asked for. */
export type Order = {
  readonly type: string;
  readonly min: number;
  readonly max: number;
  readonly subnet: string;
  readonly group: string;
  readonly image: string;
  readonly monitoring: boolean;
  readonly keyName?: string;
  readonly template?: {readonly id: string; readonly version: string};
  readonly tags: ReadonlyArray<{readonly key: string; readonly value: string}>;
  readonly clientToken: string;
  readonly spot?: boolean;
};

/** requestParameters of RunInstances. */
export function launchRequest(order: Order): JsonObject {
  return {
    ...(order.template && {
      launchTemplate: {launchTemplateId: order.template.id, version: order.template.version},
    }),
    instancesSet: {
      items: [
        {
          ...(!order.template && {imageId: order.image}),
          minCount: order.min,
          maxCount: order.max,
          ...(order.keyName !== undefined && {keyName: order.keyName}),
        },
      ],
    },
    ...(!order.template && {groupSet: {items: [{groupId: order.group}]}}),
    ...((!order.template || order.spot) && {instanceType: order.type}),
    blockDeviceMapping: {},
    monitoring: {enabled: order.monitoring},
    subnetId: order.subnet,
    disableApiTermination: false,
    disableApiStop: false,
    clientToken: order.clientToken,
    ...(order.spot && {instanceMarketOptions: {marketType: 'spot'}}),
    tagSpecificationSet: {items: [{resourceType: 'instance', tags: order.tags}]},
  };
}

/** responseElements of RunInstances for the machines that it started. */
export function launchResponse(
  account: Account,
  order: Order,
  machines: readonly Machine[],
  requestId: string,
  dice: Dice,
): JsonObject {
  return {
    requestId,
    reservationId: `r-0${dice.hex(16)}`,
    ownerId: accountId,
    groupSet: {},
    instancesSet: {
      items: machines.map((machine, index) => launched(account, order, machine, index, dice)),
    },
  };
}

/** What LookupEvents lists beside a RunInstances that worked. */
export function launchNames(
  account: Account,
  order: Order,
  machines: readonly Machine[],
): readonly Named[] {
  return [
    ['AWS::EC2::VPC', account.vpc],
    ['AWS::EC2::Ami', order.image],
    ...machines.map(({id}): Named => ['AWS::EC2::Instance', id]),
    ['AWS::EC2::SecurityGroup', order.group],
    ['AWS::EC2::Subnet', order.subnet],
    ...(order.keyName === undefined ? [] : [['AWS::EC2::KeyPair', order.keyName] as const]),
  ];
}

function launched(
  account: Account,
  order: Order,
  machine: Machine,
  index: number,
  dice: Dice,
): JsonObject {
  const address = machine.privateAddress;
  const name = `ip-${address.replaceAll('.', '-')}.ec2.internal`;
  const groupSet = {items: [{groupId: order.group, groupName: groupName(account, order.group)}]};
  return {
    instanceId: machine.id,
    imageId: order.image,
    instanceState: {code: 0, name: 'pending'},
    privateDnsName: name,
    ...(order.keyName !== undefined && {keyName: order.keyName}),
    amiLaunchIndex: index,
    productCodes: {},
    instanceType: machine.type,
    launchTime: machine.launchedAt,
    placement: {availabilityZone: machine.availabilityZone, tenancy: 'default'},
    monitoring: {state: order.monitoring ? 'pending' : 'disabled'},
    subnetId: order.subnet,
    vpcId: account.vpc,
    privateIpAddress: address,
    stateReason: {code: 'pending', message: 'pending'},
    architecture: 'x86_64',
    rootDeviceType: 'ebs',
    rootDeviceName: '/dev/xvda',
    blockDeviceMapping: {},
    virtualizationType: 'hvm',
    hypervisor: 'xen',
    tagSet: {items: order.tags},
    clientToken: order.clientToken,
    groupSet,
    sourceDestCheck: true,
    networkInterfaceSet: {
      items: [
        {
          networkInterfaceId: `eni-0${dice.hex(16)}`,
          subnetId: order.subnet,
          vpcId: account.vpc,
          ownerId: accountId,
          requesterManaged: false,
          status: 'in-use',
          macAddress: `0e:${(dice.hex(10).match(/../gv) ?? []).join(':')}`,
          privateIpAddress: address,
          privateDnsName: name,
          sourceDestCheck: true,
          interfaceType: 'interface',
          groupSet,
          attachment: {
            attachmentId: `eni-attach-0${dice.hex(16)}`,
            deviceIndex: 0,
            status: 'attaching',
            attachTime: machine.launchedAt,
            deleteOnTermination: true,
          },
        },
      ],
    },
    ebsOptimized: false,
    enaSupport: true,
    cpuOptions: {coreCount: coreCount(machine.type), threadsPerCore: 2},
    capacityReservationSpecification: {capacityReservationPreference: 'open'},
    enclaveOptions: {enabled: false},
    metadataOptions: {
      state: 'pending',
      httpTokens: 'required',
      httpPutResponseHopLimit: 2,
      httpEndpoint: 'enabled',
    },
  };
}

/** Half the vCPUs of a size: 1 for large, 2 for xlarge, 32 for 16xlarge. */
function coreCount(type: string): number {
  const times = /\.(?<times>\d+)xlarge$/v.exec(type)?.groups?.['times'];
  return times === undefined ? 1 + Number(type.endsWith('.xlarge')) : 2 * Number(times);
}

function groupName(account: Account, group: string): string {
  const [name] =
    Object.entries(account.groups).find(([, id]) => id === group) ?? ([group] as const);
  return `${name}-servers`;
}

/** TerminateInstances: what is asked and what is answered. */
export function termination(ids: readonly string[], requestId: string) {
  return {
    request: {instancesSet: {items: ids.map((instanceId) => ({instanceId}))}},
    response: {
      requestId,
      instancesSet: {
        items: ids.map((instanceId) => ({
          instanceId,
          currentState: {code: 32, name: 'shutting-down'},
          previousState: {code: 16, name: 'running'},
        })),
      },
    },
    named: ids.map((id): Named => ['AWS::EC2::Instance', id]),
  };
}
