import {flags} from './flags.ts';
import {UsageError} from './usage-error.ts';

type Flag = {readonly type: 'boolean' | 'number' | 'string'; readonly isMultiple?: true};

const known: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  ...Object.entries(flags).map(([name, flag]): [string, Flag] => [kebab(name), flag]),
  ['no-global', {type: 'boolean'}],
  ['help', {type: 'boolean'}],
  ['version', {type: 'boolean'}],
]);
const shortKnown: Readonly<Record<string, string>> = {
  p: 'profile',
  r: 'region',
  i: 'instance',
  h: 'help',
};

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/gv, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * The command line with every value joined to its flag, so that a value may begin with a minus as filters do
 * (`--filter -user:kim`). Throws where a flag is unknown, lacks its value or is given twice.
 */
export function joinValues(argv: readonly string[]): readonly string[] {
  const joined: string[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? '';
    if (word === '--') {
      return [...joined, ...argv.slice(index)];
    }

    const {name, value} = splitFlag(word);
    const flag = known.get(name);
    if (!flag) {
      joined.push(word);
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
      joined.push(`--${name}=${flag.isMultiple ? given : quotesKept(given)}`);
    }

    seen.add(name);
  }

  return joined;
}

/** The parser takes a pair of quotes around a whole value for the shell's; a filter's own have to survive that. */
function quotesKept(value: string): string {
  return /^(?:".*"|'.*')$/sv.test(value) || value === '"' || value === "'" ? `"${value}"` : value;
}

/** A word's flag, and its value where that is joined to it; a name of '' is no flag. Throws where it is unknown. */
function splitFlag(word: string): {readonly name: string; readonly value: string | undefined} {
  const long = /^--(?<name>[^=]+)(?:=(?<value>.*))?$/sv.exec(word)?.groups;
  if (long) {
    const name = long['name'] ?? '';
    if (!known.has(name)) {
      const near = [...known.keys()].find((each) => each.startsWith(name.slice(0, 3)));
      const hint = near === undefined ? '' : `; did you mean --${near}?`;
      throw new UsageError(`--${name} is no flag${hint} (trailtop --help lists them)`);
    }

    return {name, value: long['value']};
  }

  const short = /^-(?<letter>[A-Za-z])=?(?<value>.*)$/sv.exec(word)?.groups;
  if (!short) {
    return {name: '', value: undefined};
  }

  const letter = short['letter'] ?? '';
  const name = Object.hasOwn(shortKnown, letter) ? shortKnown[letter] : undefined;
  if (name === undefined) {
    throw new UsageError(`-${letter} is no flag (trailtop --help lists them)`);
  }

  return {name, value: short['value'] === '' ? undefined : short['value']};
}

function nextValue(name: string, next: string | undefined): string {
  if (next === undefined || (next.startsWith('--') && known.has(next.slice(2)))) {
    throw new UsageError(`--${name} takes a value`);
  }

  return next;
}
