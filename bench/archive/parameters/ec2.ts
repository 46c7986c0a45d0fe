import {type JsonObject} from '../../../source/core/json.ts';
import {formatIso} from '../../../source/core/time.ts';
import {instanceOf} from '../callers.ts';
import {
  type Situation,
  type Maker,
  listOf,
  oneOf,
  groupOf,
  subnetOf,
  volumeOf,
  nameOf,
} from './common.ts';

export const instanceSet = (situation: Situation, usual: number): JsonObject => ({
  items: listOf(situation, usual, () => ({instanceId: instanceOf(situation.random)})),
});

export const runInstances: Maker = (situation) => {
  const {random, session, time} = situation;
  const type = random.pick(['t3.micro', 'm7i.large', 'c7i.16xlarge', 'g6.xlarge', 'r8g.2xlarge']);
  const image = oneOf(random, 'ami', 40);
  const [group, subnet] = [groupOf(random), subnetOf(random)];
  const count = 1 + Math.floor(random.wait(3));
  const items = Array.from({length: Math.max(count, 3 + random.below(6))}, (_, index) => ({
    instanceId: `i-0${random.hex(16)}`,
    imageId: image,
    currentInstanceBootMode: 'legacy-bios',
    instanceState: {code: 0, name: 'pending'},
    privateDnsName: `ip-10-0-${random.below(64)}-${random.below(254)}.ec2.internal`,
    keyName: 'ops',
    amiLaunchIndex: index,
    productCodes: {},
    instanceType: type,
    launchTime: time,
    placement: {availabilityZone: `${situation.region}a`, tenancy: 'default'},
    monitoring: {state: 'disabled'},
    subnetId: subnet,
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    stateReason: {code: 'pending', message: 'pending'},
    architecture: 'x86_64',
    rootDeviceType: 'ebs',
    rootDeviceName: '/dev/xvda',
    blockDeviceMapping: {},
    virtualizationType: 'hvm',
    hypervisor: 'xen',
    tagSet: {
      items: [
        {key: 'Name', value: nameOf(random)},
        {key: 'owner', value: session.name},
        {key: 'aws:autoscaling:groupName', value: nameOf(random)},
      ],
    },
    clientToken: 'fleet',
    groupSet: {items: [{groupId: group, groupName: 'web'}]},
    sourceDestCheck: true,
    networkInterfaceSet: {
      items: [
        {
          networkInterfaceId: `eni-0${random.hex(16)}`,
          subnetId: subnet,
          vpcId: 'vpc-0a1b2c3d4e5f60718',
          ownerId: session.account,
          status: 'in-use',
          macAddress: '0a:ff:c1:2d:3e:4f',
          privateIpAddressesSet: {
            item: [
              {privateIpAddress: `10.0.${random.below(64)}.${random.below(254)}`, primary: true},
            ],
          },
          attachment: {
            attachmentId: `eni-attach-0${random.hex(16)}`,
            deviceIndex: 0,
            networkCardIndex: 0,
            status: 'attaching',
            attachTime: time,
            deleteOnTermination: true,
          },
          groupSet: {items: [{groupId: group, groupName: 'web'}]},
          interfaceType: 'interface',
          tagSet: {},
        },
      ],
    },
    ebsOptimized: false,
    enaSupport: true,
    cpuOptions: {coreCount: 2, threadsPerCore: 2},
    metadataOptions: {
      state: 'pending',
      httpTokens: 'required',
      httpPutResponseHopLimit: 2,
      httpEndpoint: 'enabled',
      httpProtocolIpv4: 'enabled',
      instanceMetadataTags: 'disabled',
    },
    maintenanceOptions: {autoRecovery: 'default'},
  }));
  return {
    request: {
      instancesSet: {items: [{imageId: image, minCount: count, maxCount: count, keyName: 'ops'}]},
      userData: '<sensitiveDataRemoved>',
      instanceType: type,
      blockDeviceMapping: {},
      monitoring: {enabled: false},
      subnetId: subnet,
      disableApiTermination: false,
      ebsOptimized: false,
      tagSpecificationSet: {
        items: [{resourceType: 'instance', tags: [{key: 'Name', value: nameOf(random)}]}],
      },
    },
    response: {
      requestId: random.uuid(),
      reservationId: `r-0${random.hex(16)}`,
      ownerId: session.account,
      groupSet: {},
      instancesSet: {items},
    },
  };
};

export const stateChange: Maker = (situation) => {
  const instancesSet = instanceSet(situation, 1);
  const [previous, current] =
    situation.call.name === 'StartInstances'
      ? ['stopped', 'pending']
      : ['running', 'shutting-down'];
  return {
    request: {instancesSet},
    response: {
      requestId: situation.random.uuid(),
      instancesSet: {
        items: (instancesSet['items'] as readonly JsonObject[]).map((item) => ({
          ...item,
          currentState: {code: 32, name: current},
          previousState: {code: 16, name: previous},
        })),
      },
    },
  };
};

export const ingress: Maker = ({random}) => {
  const groupId = groupOf(random);
  const port = random.pick([22, 80, 443, 3389, 5432, 8080]);
  const cidrIp = random.pick(['0.0.0.0/0', '10.0.0.0/8', '198.51.100.0/24']);
  return {
    request: {
      groupId,
      ipPermissions: {
        items: [
          {
            ipProtocol: 'tcp',
            fromPort: port,
            toPort: port,
            groups: {},
            ipRanges: {
              items: [
                {cidrIp, description: random.pick(['temp', 'office', 'Zugang für Büro', '내부'])},
              ],
            },
            ipv6Ranges: {},
            prefixListIds: {},
          },
        ],
      },
    },
    response: {
      requestId: random.uuid(),
      _return: true,
      securityGroupRuleSet: {
        items: [
          {
            groupId,
            securityGroupRuleId: oneOf(random, 'sgr', 9000),
            isEgress: false,
            ipProtocol: 'tcp',
            fromPort: port,
            toPort: port,
            cidrIpv4: cidrIp,
          },
        ],
      },
    },
  };
};

export const volume: Maker = ({random, session}) => {
  const snapshotId = oneOf(random, 'snap', 5000);
  const volumeId = volumeOf(random);
  return {
    request: {
      volumeId,
      snapshotId,
      description: `Created by ${session.name}`,
      tagSpecificationSet: {
        items: [{resourceType: 'snapshot', tags: [{key: 'Name', value: nameOf(random)}]}],
      },
    },
    response: {
      requestId: random.uuid(),
      snapshotId,
      volumeId,
      ownerId: session.account,
      status: 'pending',
      volumeSize: '100',
      encrypted: true,
    },
  };
};

export const metricData: Maker = (situation) => ({
  request: {
    startTime: formatIso(situation.time - 300_000),
    endTime: formatIso(situation.time),
    metricDataQueries: listOf(situation, 2, (index) => ({
      id: `m${index}`,
      metricStat: {
        metric: {
          namespace: 'AWS/EC2',
          metricName: 'CPUUtilization',
          dimensions: [{name: 'InstanceId', value: instanceOf(situation.random)}],
        },
        period: 300,
        stat: 'Average',
      },
      returnData: true,
    })),
  },
  response: null,
});
