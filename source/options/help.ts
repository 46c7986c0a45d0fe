import {freeActions, iamActions} from '../core/iam.ts';
import {
  flagGroups,
  flagRows,
  flags,
  flagsOf,
  kebab,
  type CommandName,
  type FlagName,
  type FlagRow,
} from './flags.ts';

const title = 'top for your CloudTrail: who did what, and what it did to the machines';

/** How each command is written, and what it does. */
const usages: ReadonlyArray<readonly [command: CommandName, usage: string, words: string]> = [
  ['monitor', '[flags] [@view] [path ...]', 'the monitor; with paths, archived events'],
  ['events', 'events [flags] [path ...]', 'the same events, printed'],
  ['metrics', 'metrics [flags] [i-... ...]', 'the datapoints of the chart, printed'],
  ['doctor', 'doctor [flags]', 'what works, what is missing, its cost'],
  ['completion', 'completion bash|zsh|fish', 'what makes your shell complete all this'],
];

/** What most starts need; the rest stands in the help of each command. */
const first: readonly FlagName[] = [
  'demo',
  'profile',
  'region',
  'instance',
  'since',
  'around',
  'filter',
  'output',
];

/** What else a person has to know of a command. */
const notes: Readonly<Record<CommandName, readonly string[]>> = {
  monitor: [
    'Paths are files, folders, or - for stdin. In place of them: AKIA..., ASIA...,',
    'AROA..., i-..., arn:... or an address starts at what these did. @name is a view',
    'of config.json (W keeps one) or a preset: @logins, @denied, @root, @iam ...',
    '? lists the keys. Without a terminal it prints plain lines.',
  ],
  events: [
    'Newest first, to the end of the range; jsonl in a pipe is the native record.',
    'Paths are files, folders, or - for stdin; i-..., AKIA... and @views work as in',
    'the monitor. Exit status: 0 all worked, 1 something failed, 2 wrong usage.',
  ],
  metrics: [
    'The datapoints as the AWS CLI prints them with --output json; jsonl in a pipe.',
    'Exit status: 0 all worked, 1 something failed, 2 wrong usage.',
  ],
  doctor: [
    'It tries, with one call each that changes nothing:',
    ...iamActions.map(({action, reason}) => `  ${action.padEnd(31)}${reason}`),
    ...freeActions.map((action) => `  ${action.padEnd(31)}who you are; needs no permission`),
    'Exit status: 1 where something that trailtop needs is missing.',
  ],
  completion: [
    'bash   eval "$(trailtop completion bash)"      in ~/.bashrc',
    'zsh    eval "$(trailtop completion zsh)"       in ~/.zshrc, after compinit',
    'fish   trailtop completion fish | source       in ~/.config/fish/config.fish',
    'A shell starts faster with the script in a file, written anew after an update:',
    'trailtop completion bash > ~/.local/share/bash-completion/completions/trailtop',
  ],
};

/** What `--help` prints: of one command all of its flags, else the commands and what most starts need. */
export function helpText(command?: CommandName): string {
  const lines = command === undefined ? overview() : helpOf(command);
  return lines.map((line) => `${line}\n`).join('');
}

function overview(): readonly string[] {
  return [
    title,
    '',
    ...usages.map(([, usage, words]) => `  ${`trailtop ${usage}`.padEnd(36)} ${words}`),
    '',
    ...flagLines(
      first.map((name) => [kebab(name), flags[name]]),
      19,
    ),
    '      --help              of a command too: trailtop monitor --help',
    '      --version, --licenses',
    '',
    'trailtop i-0abc..., AKIA..., arn:... or an address starts at what these did.',
    'Defaults and views are in ~/.config/trailtop/config.json; ? lists the keys.',
  ];
}

function helpOf(command: CommandName): readonly string[] {
  const [, usage = '', words = ''] = usages.find(([name]) => name === command) ?? [];
  const groups = flagGroups.flatMap((group) => {
    const rows = flagsOf(command).filter(([, row]) => row.group === group);
    return rows.length === 0 ? [] : ['', group, ...flagLines(rows, 22)];
  });
  return [`trailtop ${usage}`, '', `  ${words}`, ...groups, '', ...notes[command]];
}

/** `nameWidth`: cells of a name and what stands behind it. */
function flagLines(
  rows: ReadonlyArray<readonly [name: string, row: FlagRow]>,
  nameWidth: number,
): readonly string[] {
  return rows.map(([name, {shortFlag, value, help}]) => {
    const short = shortFlag === undefined ? ' '.repeat(4) : `-${shortFlag}, `;
    const shown = `--${name}${value === undefined ? '' : ` ${value}`}`;
    return `  ${short}${shown.padEnd(nameWidth)} ${help}`;
  });
}

/** The commands that take a flag, as a sentence has them: `the monitor and trailtop metrics`. */
export function takersOf(name: string): string {
  const names = (flagRows.get(name)?.commands ?? []).map((command) =>
    command === 'monitor' ? 'the monitor' : `trailtop ${command}`,
  );
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
