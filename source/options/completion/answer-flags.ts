import {type CommandName} from '../flags.ts';

/** What prints and ends the program, beside the table of flags: the flag, and what it prints. */
export function answerFlags(
  command: CommandName,
): ReadonlyArray<readonly [flag: string, words: string]> {
  const help = ['--help', 'all flags of a command'] as const;
  return command === 'monitor'
    ? [
        help,
        ['--version', 'version, commit, Node and platform'],
        ['--licenses', 'of all that is inside'],
      ]
    : [help];
}
