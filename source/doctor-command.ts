import process from 'node:process';
import {check, isWell, type Check} from './core/check.ts';
import {iamPolicy} from './core/iam.ts';
import {minute} from './core/time.ts';
import {openDemo} from './open-demo.ts';
import {UsageError, type Options} from './options.ts';
import {reportJson, reportTable} from './print/doctor.ts';
import {productWords} from './product.ts';
import {type AwsSettings} from './sources/aws-settings.ts';
import {type ExaminedRegion} from './sources/doctor/examine.ts';
import {systemClock} from './sources/system-clock.ts';
import {capabilitiesOf} from './terminal/capabilities.ts';
import {terminalChecks, type TerminalFacts} from './terminal/checks.ts';

/** How AWS is reached, what of the environment counts, and how to end it. */
type Reach = {
  readonly settings: AwsSettings;
  readonly env: NodeJS.ProcessEnv;
  /** The regions that are wanted; may hold `all`; empty where only the home region is. */
  readonly wanted: readonly string[];
  /** What named them. */
  readonly origin: string;
  /** Where nothing is wanted, or `all`; '' where there is none. */
  readonly home: string;
  readonly homeOrigin: string;
  readonly close: () => Promise<void> | void;
};

const globalRegion = 'us-east-1';

/** Asks the person for what only they know, an MFA code, before anything is examined. */
type Prepare = (settings: AwsSettings) => Promise<AwsSettings>;

/**
 * `trailtop doctor`: prints what works, what is missing and what that costs. Resolves with the exit status: 1 where
 * something needed is missing. `more` is what others have found. Throws UsageError.
 */
export async function runDoctor(
  options: Options,
  prepare: Prepare,
  more: readonly Check[] = [],
): Promise<number> {
  const {output, paths} = options;
  if (output !== undefined && output !== 'table' && output !== 'json') {
    throw new UsageError(`doctor prints --output table or json, not ${output}`);
  }

  if (paths.length > 0) {
    throw new UsageError('doctor takes no path: it looks at the live trail');
  }

  const {stdout} = process;
  stdout.on('error', () => {
    // The reader has gone: `| head` is no failure.
  });
  if (options.isPolicy) {
    stdout.write(iamPolicy());
    return 0;
  }

  // Our waits keep no program alive.
  const alive = setInterval(() => undefined, minute);
  try {
    const facts = terminalFacts(options);
    const checks = [
      programCheck(),
      ...more,
      ...terminalChecks(facts),
      ...(await examined(options, prepare)),
      await chartCost(options),
    ];
    const {ascii} = capabilitiesOf(facts);
    stdout.write(
      output === 'json'
        ? reportJson(checks)
        : reportTable(checks, {ascii, columns: facts.columns ?? Infinity}),
    );
    return isWell(checks) ? 0 : 1;
  } finally {
    clearInterval(alive);
  }
}

function programCheck(): Check {
  return check('program', 'ok', `trailtop ${productWords()}`);
}

function terminalFacts({color, ascii, isPlain, isSpoken}: Options): TerminalFacts {
  const {env, stdout, stdin} = process;
  return {
    env,
    isStdoutTty: stdout.isTTY,
    isStdinTty: stdin.isTTY,
    color,
    ascii,
    isPlain,
    isSpoken,
    columns: stdout.isTTY ? stdout.columns : undefined,
    rows: stdout.isTTY ? stdout.rows : undefined,
  };
}

async function examined(options: Options, prepare: Prepare): Promise<readonly Check[]> {
  const {examineAws} = await import('./sources/doctor/examine.ts');
  const {withSharedCredentials} = await import('./sources/aws-settings.ts');
  const reach = await (options.isDemo ? reachDemo(options) : reachAws(options, prepare));
  try {
    const settings = withSharedCredentials(reach.settings);
    const {regions, checks} = await regionsOf({...reach, settings}, options);
    const {env} = reach;
    return [...(await examineAws({settings, regions, env, clock: systemClock})), ...checks];
  } finally {
    await reach.close();
  }
}

/** What an hour of the chart costs as it is set. */
async function chartCost({instances, metric, choice}: Options): Promise<Check> {
  const {costCheck} = await import('./sources/doctor/cost.ts');
  return costCheck({instances, metric}, choice);
}

/** The demo is blind to the environment. */
async function reachDemo({demoPort, regions}: Options): Promise<Reach> {
  const {url, credentials, region, close} = await openDemo(demoPort);
  return {
    settings: {endpointUrl: url, credentials, proxyEnv: {}},
    env: {},
    wanted: regions,
    origin: '--region',
    home: region,
    homeOrigin: 'the demo',
    close,
  };
}

async function reachAws(options: Options, prepare: Prepare): Promise<Reach> {
  const {env} = process;
  const {profile, endpointUrl, endpointName, regions, namedRegions, environmentRegion} = options;
  const found: AwsSettings = {
    ...(profile === undefined ? {} : {profile}),
    ...(endpointUrl === '' ? {} : {endpointUrl}),
    endpointName,
    proxyEnv: env,
  };
  const settings = await prepare(found);
  const variable = env['AWS_REGION'] ? 'AWS_REGION' : 'AWS_DEFAULT_REGION';
  const {configuredRegion} = await import('./sources/configured-region.ts');
  return {
    settings,
    env,
    wanted: regions,
    origin: namedRegions.length > 0 ? '--region' : variable,
    home: environmentRegion === '' ? await configuredRegion(settings) : environmentRegion,
    homeOrigin:
      environmentRegion === ''
        ? `profile ${profile ?? (env['AWS_PROFILE'] || 'default')}`
        : variable,
    close: () => undefined,
  };
}

/** The regions to look at, the named ones first, and what is to be said of how they were found. */
async function regionsOf(
  {wanted, origin, home, homeOrigin, settings}: Reach,
  {hasGlobal}: Options,
): Promise<{readonly regions: readonly ExaminedRegion[]; readonly checks: readonly Check[]}> {
  const regions: ExaminedRegion[] = [];
  const checks: Check[] = [];
  const add = (name: string, from: string, role: ExaminedRegion['role']) => {
    if (regions.every((region) => region.name !== name)) {
      regions.push({name, origin: from, role});
    }
  };

  if (wanted.length === 0 || wanted.includes('all')) {
    if (home !== '') {
      add(home, homeOrigin, 'named');
    }
  } else {
    for (const name of wanted) {
      add(name, origin, 'named');
    }
  }

  if (home !== '' && wanted.includes('all')) {
    const {findRegions} = await import('./sources/doctor/all-regions.ts');
    const found = await findRegions(settings, home, systemClock);
    checks.push(...found.checks);
    for (const name of found.names) {
      add(name, '--region all', 'swept');
    }
  }

  if (hasGlobal && regions.length > 0) {
    add(globalRegion, 'global services (--no-global)', 'global');
  }

  return {regions, checks};
}
