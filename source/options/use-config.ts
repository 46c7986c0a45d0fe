import {nearestName} from '../core/filter/names.ts';
import {presets} from '../core/presets.ts';
import {type Config, type ConfigEntry, type ConfigRemark} from './config.ts';
import {flagRows} from './flags.ts';
import {readStart} from './start-values.ts';
import {UsageError} from './usage-error.ts';
import {commandOf, joinedFlag, readWords, type Words} from './words.ts';

export type UseConfigOptions = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isPath: (word: string) => boolean;
  /** Why a command line is wrong; '' where it is right. */
  readonly faultOf: (argv: readonly string[]) => string;
};

/** A command line with what config.json adds to it. */
export type Configured = {
  readonly argv: readonly string[];
  /** The view that the command line names; '' for none. */
  readonly view: string;
  /** The flags that the command line or the view names, as they are written. */
  readonly named: ReadonlySet<string>;
  readonly remarks: readonly ConfigRemark[];
};

const nothing: Config = {defaults: [], views: new Map(), remarks: []};

/** Every view that `@` may name: those of config.json, and the presets. */
export function viewNames({views}: Config = nothing): readonly string[] {
  return [...new Set([...views.keys(), ...presets.map(({id}) => id)])];
}

/**
 * Puts what config.json says before the command line: a flag wins over the environment, that over the view, that over
 * the defaults. Only what the command takes is put there, and nothing that would make a right command line wrong. Throws
 * UsageError where the command line names no view.
 */
export function useConfig(
  argv: readonly string[],
  found: Config | undefined,
  options: UseConfigOptions,
): Configured {
  const config = found ?? nothing;
  const words = readWords(argv);
  const {name, rest} = takeView(argv, words);
  const view = name === '' ? [] : entriesOfView(name, config);
  const said = commandOf(words.inputs[0]) === 'events' ? withShown(view) : view;
  const known = new Set<ConfigEntry>();
  const remarks = [...config.remarks, ...faultsIn(config, options, known)];
  const place = {words, options, isArchive: readsArchive(words, options)};
  const fromView = said.filter(
    (entry) => !known.has(entry) && isWanted(entry, place, words.flags, false),
  );
  const named = new Set([...words.flags, ...fromView.map(({flag}) => flag)]);
  const defaults = config.defaults.filter(
    (entry) => !known.has(entry) && isWanted(entry, place, named, true),
  );
  const held = fromView.filter((each) => heldBy(each, place) === '');
  for (const each of fromView) {
    const variable = heldBy(each, place);
    if (variable !== '') {
      const message = `view "${name}": ${variable} is set and wins over "${each.flag}"; --${each.flag} would win over both`;
      remarks.push({line: each.line, message});
    }
  }

  const added = [...defaults.filter((entry) => heldBy(entry, place) === ''), ...held];
  const sifted = sift(added, (entries) => options.faultOf([...wordsOf(entries), ...rest]));
  // What is wrong without them is the person's to know.
  const isOwnFault = sifted.kept.length === 0 && options.faultOf(rest) !== '';
  return {
    argv: isOwnFault ? rest : [...wordsOf(sifted.kept), ...rest],
    view: name,
    named,
    remarks: [...remarks, ...(isOwnFault ? [] : sifted.remarks)],
  };
}

/** Everything that is wrong in the values of config.json, whether it is used now or not. */
export function faultsIn(
  {defaults, views}: Config,
  {faultOf}: Pick<UseConfigOptions, 'faultOf'>,
  wrong = new Set<ConfigEntry>(),
): readonly ConfigRemark[] {
  return [
    {lead: '', entries: defaults},
    ...[...views].map(([name, {entries}]) => ({lead: `view "${name}": `, entries})),
  ].flatMap(({lead, entries}) =>
    [
      entries.filter(({row, flag}) => row.commands.includes('monitor') && flag !== 'metrics-from'),
      entries.filter(({row}) => !row.commands.includes('monitor')),
    ].flatMap((group, index) => {
      const command = index === 0 ? [] : ['events'];
      const sifted = sift(group, (some) => faultOf([...wordsOf(some), ...command]));
      for (const entry of sifted.left) {
        wrong.add(entry);
      }

      return sifted.remarks.map(({line, message}) => ({line, message: `${lead}${message}`}));
    }),
  );
}

type Sifted = {
  readonly kept: readonly ConfigEntry[];
  readonly left: readonly ConfigEntry[];
  readonly remarks: readonly ConfigRemark[];
};

/** Leaves entries out, one after the other, until what is left is right. */
function sift(
  entries: readonly ConfigEntry[],
  faultOf: (entries: readonly ConfigEntry[]) => string,
): Sifted {
  let kept = entries;
  const left: ConfigEntry[] = [];
  const remarks: ConfigRemark[] = [];
  for (let fault = faultOf(kept); fault !== ''; fault = faultOf(kept)) {
    const culprit = culpritOf(kept, fault, faultOf);
    if (!culprit) {
      break;
    }

    kept = kept.filter((entry) => entry !== culprit);
    left.push(culprit);
    const message = fault.replaceAll(`--${culprit.flag}`, `"${culprit.flag}"`);
    remarks.push({line: culprit.line, message});
  }

  return {kept, left, remarks};
}

/** The entry that a fault is about: one without which there is another fault or none, best the one that it names first. */
function culpritOf(
  entries: readonly ConfigEntry[],
  fault: string,
  faultOf: (entries: readonly ConfigEntry[]) => string,
): ConfigEntry | undefined {
  const flags = [...fault.matchAll(/--(?<flag>[a-z\-]+)/gv)].map(({groups}) => groups?.['flag']);
  const ordered = [...entries].sort(
    (a, b) => rank(flags.indexOf(a.flag)) - rank(flags.indexOf(b.flag)),
  );
  return (
    ordered.find((entry) => faultOf(entries.filter((each) => each !== entry)) !== fault) ??
    ordered.at(-1)
  );
}

function rank(index: number): number {
  return index === -1 ? Infinity : index;
}

/** The view among the words, and the command line without it. */
function takeView(
  argv: readonly string[],
  {inputs, places}: Words,
): {readonly name: string; readonly rest: readonly string[]} {
  const [first, second] = places.filter((_, index) => /^@./v.test(inputs[index] ?? ''));
  if (first === undefined) {
    return {name: '', rest: argv};
  }

  if (second !== undefined) {
    throw new UsageError(
      `${argv[first]} and ${argv[second]}: one view at a time; flags win over what it says`,
    );
  }

  return {
    name: (argv[first] ?? '').slice(1),
    rest: argv.filter((_, index) => index !== first),
  };
}

function entriesOfView(name: string, config: Config): readonly ConfigEntry[] {
  const view = config.views.get(name);
  const preset = presets.find(({id}) => id === name);
  if (view) {
    return view.entries;
  }

  if (!preset) {
    const names = viewNames(config);
    const near = nearestName(name, names);
    const hint =
      near === undefined ? `: there are @${names.join(' @')}` : `; did you mean @${near}?`;
    throw new UsageError(`@${name}: there is no such view${hint} (a file would be ./@${name})`);
  }

  return [...unlisted('filter', preset.query), ...unlisted('show', 'all')];
}

/** `events` has no `--show`: there it is a term of the filter. */
function withShown(entries: readonly ConfigEntry[]): readonly ConfigEntry[] {
  const shown = entries.find(({flag}) => flag === 'show')?.values[0] ?? 'all';
  const term = new Map([
    ['notable', 'is:notable'],
    ['writes', 'is:write'],
  ]).get(shown);
  const filter = entries.find(({flag}) => flag === 'filter');
  if (term === undefined) {
    return entries;
  }

  const text = [term, ...(filter?.values ?? [])].join(' ');
  const [made] = unlisted('filter', text);
  return made
    ? [...entries.filter((each) => each !== filter), {...made, line: filter?.line ?? made.line}]
    : entries;
}

/** What no line of config.json says. */
function unlisted(flag: string, value: string): readonly ConfigEntry[] {
  const row = flagRows.get(flag);
  return row ? [{flag, row, line: 0, values: [value]}] : [];
}

type Place = {
  readonly words: Words;
  readonly options: UseConfigOptions;
  readonly isArchive: boolean;
};

function readsArchive({inputs}: Words, {isPath}: UseConfigOptions): boolean {
  const command = commandOf(inputs[0]);
  const named = inputs.filter(
    (word, index) => !/^@./v.test(word) && !(index === 0 && word === command),
  );
  return (
    (command === 'monitor' || command === 'events') && readStart(named, isPath).paths.length > 0
  );
}

/** What asks AWS, and so means nothing to an archive. */
const asking = new Set(
  'profile region no-global endpoint-url refresh rate max-events metric stat period namespace dimension alarm'.split(
    ' ',
  ),
);

/** The demo is blind to how AWS is reached. */
const reaching = new Set(['profile', 'region', 'no-global', 'endpoint-url']);

function isWanted(
  {flag, row, values}: ConfigEntry,
  {words, isArchive}: Place,
  given: ReadonlySet<string>,
  isDefault: boolean,
): boolean {
  const command = commandOf(words.inputs[0]);
  const isDemo = words.flags.has('demo') || words.flags.has('demo-port');
  const isSaid = given.has(flag) || [...given].some((other) => isRival(flag, other));
  const isIdle = isArchive
    ? asking.has(flag) || (isDefault && flag === 'since')
    : flag === 'metrics-from';
  const isBlind = isDemo && (reaching.has(flag) || (isDefault && flag === 'instance'));
  // Doctor has no other formats.
  const isOdd =
    command === 'doctor' && flag === 'output' && !/^(?:json|table)$/v.test(values[0] ?? '');
  return row.commands.includes(command) && !isSaid && !isIdle && !isBlind && !isOdd;
}

const sameThing: ReadonlyArray<readonly string[]> = [
  ['since', 'until', 'around', 'start-time', 'end-time'],
  ['utc', 'local'],
  ['plain', 'screen-reader', 'no-plain', 'no-screen-reader'],
  ['no-global', 'global'],
  ['ascii', 'no-ascii'],
  ['output', 'chart'],
];
const byAlarm = new Set(['instance', 'metric', 'stat', 'period', 'namespace', 'dimension']);

/** Whether two flags say the same thing in two ways, so that one of them has to go. */
function isRival(flag: string, other: string): boolean {
  return (
    flag !== other &&
    (sameThing.some((flags) => flags.includes(flag) && flags.includes(other)) ||
      (flag === 'alarm' && byAlarm.has(other)) ||
      (other === 'alarm' && byAlarm.has(flag)))
  );
}

const variables: ReadonlyMap<string, readonly string[]> = new Map([
  ['region', ['AWS_REGION', 'AWS_DEFAULT_REGION']],
  ['profile', ['AWS_PROFILE']],
  ['endpoint-url', ['AWS_ENDPOINT_URL']],
  ['color', ['NO_COLOR', 'FORCE_COLOR']],
]);

/** The variable of the environment that says something else; '' where none does. */
function heldBy({flag}: ConfigEntry, {options}: Place): string {
  return variables.get(flag)?.find((name) => options.env[name]) ?? '';
}

/** Entries as words of a command line. */
function wordsOf(entries: readonly ConfigEntry[]): readonly string[] {
  return entries.flatMap(({flag, row, values}) =>
    row.type === 'boolean'
      ? booleanWords(flag, values[0] === 'true')
      : values.map((value) => joinedFlag(flag, value)),
  );
}

function booleanWords(flag: string, isOn: boolean): readonly string[] {
  if (isOn) {
    return [`--${flag}`];
  }

  return flag === 'utc' || flag === 'local'
    ? []
    : [flag === 'no-global' ? '--global' : `--no-${flag}`];
}
