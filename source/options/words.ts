import {nearestName} from '../core/filter/names.ts';
import {flagRows, flags, flagsOf, commandNames, type CommandName} from './flags.ts';
import {UsageError} from './usage-error.ts';

type Flag = {readonly type: 'boolean' | 'number' | 'string'; readonly isMultiple?: true};

/** Beside the table: what every program has, and how a flag that config.json sets is taken back. */
const known: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  ...flagRows,
  ['global', {type: 'boolean'}],
  ['no-ascii', {type: 'boolean'}],
  ['no-plain', {type: 'boolean'}],
  ['no-screen-reader', {type: 'boolean'}],
  ['help', {type: 'boolean'}],
  ['version', {type: 'boolean'}],
  ['licenses', {type: 'boolean'}],
]);

const shortKnown: ReadonlyMap<string, string> = new Map([
  ...Object.entries(flags).flatMap(([name, row]): ReadonlyArray<[string, string]> =>
    'shortFlag' in row ? [[row.shortFlag, name]] : [],
  ),
  ['h', 'help'],
]);

/** The command line, understood as far as that needs no value to be right. */
export type Words = {
  /** With every value joined to its flag, so that a value may begin with a minus as filters do (`--filter -user:kim`). */
  readonly joined: readonly string[];
  /** The flags that were given, as they are written. */
  readonly flags: ReadonlySet<string>;
  /** What is neither a flag nor a value of one. */
  readonly inputs: readonly string[];
  /** Where each of those that stand before a `--` is in the command line. */
  readonly places: readonly number[];
};

/** Takes the words of a command line apart. Throws where a flag is unknown, lacks its value or is given twice. */
export function readWords(argv: readonly string[]): Words {
  const joined: string[] = [];
  const inputs: string[] = [];
  const places: number[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? '';
    if (word === '--') {
      const rest = argv.slice(index);
      return {
        joined: [...joined, ...rest],
        flags: seen,
        inputs: [...inputs, ...rest.slice(1)],
        places,
      };
    }

    const {name, value} = splitFlag(word, inputs[0]);
    const flag = known.get(name);
    if (!flag) {
      joined.push(word);
      inputs.push(word);
      places.push(index);
      continue;
    }

    if (flag.type === 'boolean') {
      // Twice yes is yes.
      joined.push(...(seen.has(name) ? [] : [word.startsWith('--') ? word : `--${name}`]));
    } else {
      if (seen.has(name) && !flag.isMultiple) {
        throw new UsageError(`--${name} can be given only once`);
      }

      const given = value ?? nextValue(name, argv[++index]);
      joined.push(joinedFlag(name, given));
    }

    seen.add(name);
  }

  return {joined, flags: seen, inputs, places};
}

/** A flag with its value as the parser takes it. */
export function joinedFlag(name: string, value: string): string {
  return `--${name}=${known.get(name)?.isMultiple ? value : quotesKept(value)}`;
}

/** The parser takes a pair of quotes around a whole value for the shell's; a filter's own have to survive that. */
function quotesKept(value: string): string {
  return /^(?:".*"|'.*')$/sv.test(value) || value === '"' || value === "'" ? `"${value}"` : value;
}

/** A word's flag, and its value where that is joined to it; a name of '' is no flag. Throws where it is unknown. */
function splitFlag(
  word: string,
  command: string | undefined,
): {readonly name: string; readonly value: string | undefined} {
  const long = /^--(?<name>[^=]+)(?:=(?<value>.*))?$/sv.exec(word)?.groups;
  if (long) {
    const name = long['name'] ?? '';
    if (!known.has(name)) {
      const near = nearestFlag(name, command);
      const hint = near === undefined ? '' : `; did you mean --${near}?`;
      throw new UsageError(`--${name} is no flag${hint} (${helpCommand(command)} lists them)`);
    }

    return {name, value: long['value']};
  }

  const short = /^-(?<letter>[A-Za-z])=?(?<value>.*)$/sv.exec(word)?.groups;
  if (!short) {
    return {name: '', value: undefined};
  }

  const letter = short['letter'] ?? '';
  const name = shortKnown.get(letter);
  if (name === undefined) {
    throw new UsageError(`-${letter} is no flag (${helpCommand(command)} lists them)`);
  }

  return {name, value: short['value'] === '' ? undefined : short['value']};
}

/** The flag that was probably meant: one that the command takes rather than one that it does not. */
function nearestFlag(name: string, command: string | undefined): string | undefined {
  const taken = flagsOf(commandOf(command)).map(([each]) => each);
  const every = [...known.keys()];
  return (
    nearestName(name, taken) ??
    nearestName(name, every) ??
    [...taken, ...every].find((each) => each.startsWith(name.slice(0, 3)) && name.length > 2)
  );
}

function helpCommand(command: string | undefined): string {
  return `trailtop ${commandOf(command)} --help`;
}

/** The command that a first word names: the monitor where it is none. */
export function commandOf(word: string | undefined): CommandName {
  return commandNames.find((each) => each === word) ?? 'monitor';
}

function nextValue(name: string, next: string | undefined): string {
  if (next === undefined || (next.startsWith('--') && known.has(next.slice(2)))) {
    throw new UsageError(`--${name} takes a value`);
  }

  return next;
}
