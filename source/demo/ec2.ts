import {hour, minute} from '../core/time.ts';
import {AwsError} from './aws-error.ts';
import {isHome, type Call, type Context} from './call.ts';
import {type OutputStructure} from './output.ts';
import {type WorldInstance} from './world.ts';

const states = {pending: 0, running: 16, terminated: 48} as const;

/** DescribeRegions of EC2: those that the account has enabled. */
export function describeRegions({input}: Call, {world}: Context): OutputStructure {
  const names = new Set(input.texts('RegionName'));
  return {
    regionInfo: world.regions
      .filter((name) => names.size === 0 || names.has(name))
      .map((name) => ({
        optInStatus: 'opt-in-not-required',
        regionName: name,
        regionEndpoint: `ec2.${name}.amazonaws.com`,
      })),
  };
}

/** DescribeInstances of EC2: ids, filters and paging. An ended instance is listed for an hour. Throws AwsError. */
export function describeInstances(call: Call, context: Context): OutputStructure {
  const {input} = call;
  const now = context.clock.now();
  const known = isHome(call, context.world)
    ? context.world
        .instances(now)
        .filter(({launchedAt, endedAt}) => launchedAt <= now && endedAt + hour > now)
    : [];
  const ids = input.texts('InstanceId');
  checkIds(ids, known);
  const filters = input
    .inputs('Filter')
    .map((filter) => ({name: filter.text('Name'), values: filter.texts('Value')}));
  const found = known
    .filter(({id}) => ids.length === 0 || ids.includes(id))
    .filter((instance) =>
      filters.every(({name, values}) => matchesAny(filterValues(name, instance, now), values)),
    );
  const first = pageStart(call, context);
  const size = input.number('MaxResults') ?? found.length;
  return {
    reservationSet: found.slice(first, first + size).map((instance) => ({
      reservationId: instance.id.replace(/^i-/v, 'r-'),
      ownerId: context.world.account,
      groupSet: [],
      instancesSet: [instanceOutput(instance, now)],
    })),
    nextToken:
      first + size < found.length
        ? context.tokens.seal(call.operation, {first: first + size})
        : undefined,
  };
}

function pageStart({operation, input}: Call, {tokens}: Context): number {
  const token = input.text('NextToken');
  const first = token === '' ? 0 : tokens.open(operation, token)?.['first'];
  if (typeof first !== 'number') {
    throw new AwsError({json: 'InvalidParameterValue'}, 'The nextToken is not valid.');
  }

  return first;
}

function checkIds(ids: readonly string[], known: readonly WorldInstance[]): void {
  const malformed = ids.find((id) => !/^i-[\da-f]{8}(?:[\da-f]{9})?$/v.test(id));
  if (malformed !== undefined) {
    throw new AwsError({json: 'InvalidInstanceID.Malformed'}, `Invalid id: "${malformed}"`);
  }

  const missing = ids.filter((id) => known.every((instance) => instance.id !== id));
  if (missing.length > 0) {
    throw new AwsError(
      {json: 'InvalidInstanceID.NotFound'},
      missing.length === 1
        ? `The instance ID '${missing[0]}' does not exist`
        : `The instance IDs '${missing.join(', ')}' do not exist`,
    );
  }
}

function filterValues(name: string, instance: WorldInstance, now: number): readonly string[] {
  switch (name) {
    case 'instance-id': {
      return [instance.id];
    }

    case 'instance-state-name': {
      return [stateOf(instance, now)];
    }

    case 'instance-type': {
      return [instance.type];
    }

    case 'availability-zone': {
      return [instance.availabilityZone];
    }

    case 'private-ip-address': {
      return [instance.privateAddress];
    }

    case 'instance.group-id': {
      return instance.securityGroups;
    }

    case 'tag-key': {
      return tagsOf(instance).map(({key}) => key);
    }

    default: {
      if (!name.startsWith('tag:')) {
        throw new AwsError({json: 'InvalidParameterValue'}, `The filter '${name}' is invalid`);
      }

      return tagsOf(instance)
        .filter(({key}) => key === name.slice(4))
        .map(({value}) => value);
    }
  }
}

/** Wildcards as in EC2's filters: `*` for any text, `?` for one character. */
function matchesAny(values: readonly string[], patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const source = pattern
      .replaceAll(/[$\(\)+.\/\[\\\]^\{\|\}]/gv, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    const test = new RegExp(`^${source}$`, 'v');
    return values.some((value) => test.test(value));
  });
}

function stateOf({launchedAt, endedAt}: WorldInstance, now: number): keyof typeof states {
  if (endedAt <= now) {
    return 'terminated';
  }

  return now - launchedAt < minute / 2 ? 'pending' : 'running';
}

function tagsOf({
  name,
  autoScalingGroup,
}: WorldInstance): ReadonlyArray<{key: string; value: string}> {
  return [
    {key: 'Name', value: name},
    {key: 'aws:autoscaling:groupName', value: autoScalingGroup},
  ].filter(({value}) => value !== '');
}

function instanceOutput(instance: WorldInstance, now: number): OutputStructure {
  const state = stateOf(instance, now);
  const hasEnded = state === 'terminated';
  return {
    instanceId: instance.id,
    instanceState: {code: states[state], name: state},
    privateDnsName: hasEnded
      ? ''
      : `ip-${instance.privateAddress.replaceAll('.', '-')}.ec2.internal`,
    reason: hasEnded
      ? `User initiated (${new Date(instance.endedAt).toISOString().slice(0, 19).replace('T', ' ')} GMT)`
      : '',
    instanceType: instance.type,
    launchTime: new Date(instance.launchedAt),
    placement: {availabilityZone: instance.availabilityZone, groupName: '', tenancy: 'default'},
    monitoring: {state: instance.monitoring === 'detailed' ? 'enabled' : 'disabled'},
    privateIpAddress: hasEnded ? undefined : instance.privateAddress,
    groupSet: instance.securityGroups.map((id) => ({groupId: id, groupName: id})),
    architecture: 'x86_64',
    stateReason:
      hasEnded && instance.stateReason !== ''
        ? {code: instance.stateReason.split(':', 1)[0] ?? '', message: instance.stateReason}
        : undefined,
    tagSet: tagsOf(instance),
    platformDetails: 'Linux/UNIX',
  };
}
