import {check, type Check} from '../../core/check.ts';
import {withSharedCredentials, type AwsSettings} from '../aws-settings.ts';
import {type Clock} from '../clock.ts';
import {explain} from '../problem.ts';
import {
  chartExtras,
  describeRegions,
  getCallerIdentity,
  getMetricData,
  lookupEvents,
  type Action,
} from './actions.ts';
import {Asker, within, type Tried} from './ask.ts';
import {certificateChecks, proxyChecks} from './connection.ts';
import {credentialsCheck, findCredentials, profileCheck} from './credentials.ts';
import {actionCheck, adviceFor, clockCheck, failureOf, reachCheck} from './findings.ts';

/** A region to look at, and what named it: `--region`, `AWS_REGION`, `profile prod`. */
export type ExaminedRegion = {
  readonly name: string;
  readonly origin: string;
  /**
   * `named`: its events and its chart are needed. `swept` along by `--region all`: they are not. `global`: watched
   * beside the others for the events of global services, which are not needed either.
   */
  readonly role: 'named' | 'swept' | 'global';
};

export type Examination = {
  readonly settings: AwsSettings;
  /** The named ones first; empty where none is named. */
  readonly regions: readonly ExaminedRegion[];
  /** What the AWS configuration, proxies and certificates are read from. */
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** ms that a single call may take: 5,000 unless said otherwise. */
  readonly limit?: number;
};

const groupSize = 4;

/**
 * Everything between trailtop and AWS: connection, credentials, regions, and each IAM action, tried with one call that
 * changes nothing. Never rejects.
 */
export async function examineAws(examination: Examination): Promise<readonly Check[]> {
  const {env, regions, clock, limit = 5000} = examination;
  const settings = withSharedCredentials(examination.settings);
  const asker = new Asker(settings, clock, limit);
  const connection = [...proxyChecks(env), ...certificateChecks(env)];
  if (connection.some(({status}) => status === 'failed')) {
    return [...connection, untried('nothing can be asked')];
  }

  const credentials = await lookForCredentials({...examination, settings}, limit);
  const [home] = regions;
  if (!home) {
    return [...connection, ...credentials.checks, noRegion, untried('no region is set')];
  }

  const reach = async () =>
    reached(
      await inGroups(regions, async ({name, role}) => {
        const actions = role === 'global' ? [lookupEvents] : [lookupEvents, getMetricData];
        return Promise.all(actions.map(async (action) => asker.reach(action, name)));
      }),
      examination,
    );
  const before = [...connection, ...credentials.checks];
  if (!credentials.isFound) {
    const {clockFinding, reachFindings} = await reach();
    const regionFindings = regions.map((region) => regionCheck(region, undefined));
    return [
      ...before,
      ...clockFinding,
      ...regionFindings,
      ...reachFindings,
      untried('there are no credentials'),
    ];
  }

  const identity = await whoAmI(asker, regions);
  const failure = identity.error === undefined ? undefined : failureOf(identity);
  if (failure && ['expired', 'credentials', 'disabled'].includes(failure.kind)) {
    const {clockFinding, reachFindings} = await reach();
    return [
      ...before,
      identityCheck(identity),
      ...clockFinding,
      ...regions.map((region) => regionCheck(region, undefined)),
      ...reachFindings,
      untried(failure.title),
    ];
  }

  const enabled = await asker.try(describeRegions, identity.region);
  const tried = await inGroups(regions, async (region) =>
    Promise.all(actionsIn(region).map(async (action) => asker.try(action, region.name))),
  );
  const {clockFinding, reachFindings} = reached([identity, ...tried, enabled], examination);
  return [
    ...before,
    identityCheck(identity),
    ...clockFinding,
    ...regions.map((region) => regionCheck(region, enabled)),
    ...reachFindings,
    ...tried.map((each) => actionCheck(each, isNeeded(each, regions))),
    actionCheck(enabled, false),
  ];
}

/** Regions beside each other, but not so many that a slow line makes their answers come too late. */
async function inGroups(
  regions: readonly ExaminedRegion[],
  ask: (region: ExaminedRegion) => Promise<readonly Tried[]>,
): Promise<readonly Tried[]> {
  const tried: Tried[] = [];
  for (let from = 0; from < regions.length; from += groupSize) {
    const group = regions.slice(from, from + groupSize);
    // eslint-disable-next-line no-await-in-loop -- one group after the other is the point
    const answers = await Promise.all(group.map(async (region) => ask(region)));
    tried.push(...answers.flat());
  }

  return tried;
}

function actionsIn({role}: ExaminedRegion): readonly Action[] {
  return role === 'global' ? [lookupEvents] : [lookupEvents, getMetricData, ...chartExtras];
}

function isNeeded({action, region}: Tried, regions: readonly ExaminedRegion[]): boolean {
  const isNamed = regions.some(({name, role}) => name === region && role === 'named');
  return isNamed && (action === lookupEvents || action === getMetricData);
}

const noRegion = check('region', 'missing', 'no region is set', {
  advice: 'give --region us-east-1, or set AWS_REGION',
  isNeeded: true,
});

/** One line for all actions, where something before them has already failed. */
function untried(reason: string): Check {
  return check('actions', 'failed', `not tried: ${reason}`, {isNeeded: true});
}

async function lookForCredentials(
  {settings, regions, env, clock}: Examination,
  limit: number,
): Promise<{readonly isFound: boolean; readonly checks: readonly Check[]}> {
  const profile = settings.profile ?? env['AWS_PROFILE'] ?? '';
  // Found without a call where they are lasting, so any region will do.
  const region = regions[0]?.name ?? 'us-east-1';
  try {
    const found = await within(clock, limit, async () => findCredentials(settings, region));
    const oddity = profileCheck(profile, env, true);
    const finding = credentialsCheck(found, profile, clock.now());
    return {isFound: finding.status !== 'failed', checks: [...(oddity ? [oddity] : []), finding]};
  } catch (error) {
    const oddity = profileCheck(profile, env, false);
    const failure = explain(error, {
      action: 'the search for credentials',
      loses: 'anything',
      region,
      endpoint: '',
    });
    const finding = check('credentials', 'missing', failure.title, {
      advice:
        failure.kind === 'credentials'
          ? 'set AWS_PROFILE or --profile, sign in (aws sso login), or try trailtop --demo'
          : adviceFor(failure),
      isNeeded: true,
    });
    return {isFound: false, checks: [...(oddity ? [oddity] : []), finding]};
  }
}

/** Who we are, asked in the first region that knows us: one that is not enabled takes everybody for nobody. */
async function whoAmI(asker: Asker, regions: readonly ExaminedRegion[]): Promise<Tried> {
  let first: Tried | undefined;
  for (const {name} of regions) {
    // One after the other: mostly the first answers.
    // eslint-disable-next-line no-await-in-loop
    const tried = await asker.try(getCallerIdentity, name);
    if (tried.error === undefined || !['credentials', 'disabled'].includes(failureOf(tried).kind)) {
      return tried;
    }

    first ??= tried;
  }

  return first ?? asker.try(getCallerIdentity, 'us-east-1');
}

function identityCheck(tried: Tried): Check {
  if (tried.error !== undefined) {
    const failed = actionCheck(tried, false);
    const {kind} = failureOf(tried);
    return {
      ...failed,
      name: 'identity',
      isNeeded: ['expired', 'credentials', 'disabled'].includes(kind),
    };
  }

  const {account, arn} = tried.answer as {account: string; arn: string};
  return check('identity', 'ok', `account ${account}, ${arn}`);
}

function regionCheck({name, origin, role}: ExaminedRegion, enabled: Tried | undefined): Check {
  const title = `region ${name}`;
  const names = enabled?.answer;
  if (!Array.isArray(names)) {
    return check(title, 'ok', `from ${origin}; whether it is enabled is not known`);
  }

  return names.includes(name)
    ? check(title, 'ok', `from ${origin}; enabled`)
    : check(title, 'failed', `from ${origin}; not enabled in this account`, {
        advice: 'enable it in the account settings, or leave it out',
        isNeeded: role === 'named',
      });
}

/** What all trips together say of the clock and of each endpoint. */
function reached(
  trips: readonly Tried[],
  {env, regions}: Examination,
): {readonly clockFinding: readonly Check[]; readonly reachFindings: readonly Check[]} {
  const groups = Map.groupBy(trips, ({action, region}) => `${action.service} ${region}`);
  const clock = clockCheck(trips);
  return {
    clockFinding: clock ? [clock] : [],
    reachFindings: [...groups.values()].flatMap(
      (group) =>
        reachCheck(
          group,
          env,
          group.some((each) => isNeeded(each, regions)),
        ) ?? [],
    ),
  };
}
