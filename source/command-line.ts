import {type Config, type ConfigRemark} from './options/config.ts';
import {type OptionSurroundings} from './options/values.ts';
import {readOptions, UsageError, type Options} from './options.ts';
import {check, type Check} from './core/check.ts';
import {type ViewEntries} from './core/state/keeping.ts';
import {utc} from './core/time.ts';
import {configPath, readConfigFile, type ConfigText} from './files/config-file.ts';

/** What the program was started with, config.json included. */
export type CommandLine = {
  readonly options: Options;
  /** Where config.json is, or would be; '' where there is no home folder. */
  readonly configFile: string;
  /** What is wrong in it, a sentence each; may hold outside text. */
  readonly remarks: readonly string[];
  /** What the command line or a view says of how AWS is reached, as a view has it. */
  readonly named: ViewEntries;
  /** The view that the command line names; '' for none. */
  readonly view: string;
};

/** What is printed at once, without the rest of the program; undefined where nothing is. Throws UsageError. */
export async function answerAtOnce(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  if (argv.includes('--licenses')) {
    const {licensesText} = await import('./licenses.ts');
    return licensesText();
  }

  if (argv.every((word) => !['--help', '-h', 'help', 'completion'].includes(word))) {
    return undefined;
  }

  const {answerOf} = await import('./options/answers.ts');
  const {viewNames} = await import('./options/use-config.ts');
  const {profileNames} = await import('./sources/doctor/profiles.ts');
  const found = readConfigFile(configPath(env));
  const config = await parsed(found);
  return answerOf(argv, {
    views: () => viewNames(config),
    profiles: () => [...profileNames(env)],
  });
}

/** Reads the command line and config.json. Throws UsageError where the command line is wrong. */
export async function readCommandLine(
  argv: readonly string[],
  surroundings: OptionSurroundings,
): Promise<CommandLine> {
  const configFile = configPath(surroundings.env);
  const found = readConfigFile(configFile);
  // Most have no such file: then nothing more is loaded for it.
  if (found.status === 'absent' && argv.every((word) => !word.startsWith('@'))) {
    return {
      options: readOptions(argv, surroundings),
      configFile,
      remarks: [],
      named: {},
      view: '',
    };
  }

  const {useConfig} = await import('./options/use-config.ts');
  const used = useConfig(argv, await parsed(found), {
    env: surroundings.env,
    isPath: (word) => surroundings.isPath?.(word) ?? false,
    faultOf: faultWith(surroundings),
  });
  const options = readOptions(used.argv, surroundings);
  return {
    options,
    configFile,
    remarks: remarkWords(configFile, found, used.remarks),
    named: reachOf(options, used.named),
    view: used.view,
  };
}

/** What `doctor` says of config.json. */
export async function configChecks(env: NodeJS.ProcessEnv): Promise<readonly Check[]> {
  const file = configPath(env);
  const found = readConfigFile(file);
  if (found.status === 'absent') {
    return [check('config', 'ok', file === '' ? 'no home folder, so none' : `none at ${file}`)];
  }

  const {faultsIn} = await import('./options/use-config.ts');
  const config = await parsed(found);
  const faultOf = faultWith({now: Date.now(), localZone: utc, env: {}});
  const remarks = config ? [...config.remarks, ...faultsIn(config, {faultOf})] : [];
  const words = remarkWords(file, found, remarks);
  const wrong = words.map((detail) =>
    check('config', 'warning', detail, {advice: 'mend that line; the others count'}),
  );
  const isOpen = found.status === 'read' && (found.mode & 0o022) !== 0;
  return [
    ...(config
      ? [
          check(
            'config',
            'ok',
            `${file}: ${config.defaults.length} defaults, ${config.views.size} views`,
          ),
        ]
      : []),
    ...wrong,
    ...(isOpen
      ? [
          check('config', 'warning', `${file} can be changed by others`, {
            advice: `chmod 600 ${file}`,
          }),
        ]
      : []),
  ];
}

async function parsed(found: ConfigText): Promise<Config | undefined> {
  if (found.status !== 'read') {
    return undefined;
  }

  const {readConfig} = await import('./options/config.ts');
  return readConfig(found.text);
}

/** Why a command line is wrong; '' where it is right. */
function faultWith(surroundings: OptionSurroundings): (argv: readonly string[]) => string {
  return (argv) => {
    try {
      readOptions(argv, surroundings);
      return '';
    } catch (error) {
      if (error instanceof UsageError) {
        return error.message;
      }

      throw error;
    }
  };
}

function remarkWords(
  file: string,
  found: ConfigText,
  remarks: readonly ConfigRemark[],
): readonly string[] {
  const said = [...remarks]
    .sort((a, b) => a.line - b.line)
    .map(({line, message}) => `${file}:${line}: ${message}`);
  return found.status === 'unreadable' ? [`${file}: ${found.message}`, ...said] : said;
}

/** Of how AWS is reached only what was asked for by name: what the environment says belongs to this machine. */
function reachOf(options: Options, named: ReadonlySet<string>): ViewEntries {
  const {profile, namedRegions, hasGlobal, endpointUrl} = options;
  return {
    ...(named.has('profile') && profile !== undefined ? {profile} : {}),
    ...(named.has('region') && namedRegions.length > 0 ? {region: namedRegions} : {}),
    ...(named.has('no-global') && !hasGlobal ? {'no-global': true} : {}),
    ...(named.has('endpoint-url') && endpointUrl !== '' ? {'endpoint-url': endpointUrl} : {}),
  };
}
