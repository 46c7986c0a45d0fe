import {commandNames, flagRows, type CommandName, type FlagRow} from '../flags.ts';
import {answerFlags} from './answer-flags.ts';
import {knownWords} from './known.ts';
import {fishQuoted} from './quote.ts';

/** What each command is offered as. */
const offered: Readonly<Record<Exclude<CommandName, 'monitor'>, string>> = {
  events: 'the events, printed',
  metrics: 'the datapoints, printed',
  doctor: 'what works and what is missing',
  completion: 'the script for a shell',
};

/** The script that completes trailtop in fish. */
export function fishScript(): string {
  const commands = Object.entries(offered).map(
    ([name, words]) =>
      `complete -c trailtop -n '__trailtop_is none' -a ${name} -d ${fishQuoted(words)}`,
  );
  const flags = [...flagRows].map(([name, row]) => flagLine(name, row));
  return `# fish completion of trailtop, made by: trailtop completion fish
function __trailtop_is
    set -l command none
    for word in (commandline -opc)[2..-1]
        switch $word
            case ${commandNames.join(' ')}
                set command $word
                break
        end
    end
    contains -- $command $argv; and return 0
    test $command = none; and contains -- monitor $argv
end

complete -c trailtop -e
${commands.join('\n')}
complete -c trailtop -n '__trailtop_is completion' -f -a 'bash zsh fish'
complete -c trailtop -n '__trailtop_is metrics doctor' -f
complete -c trailtop -n 'string match -q -- "@*" (commandline -ct)' -f -a '(trailtop completion views 2>/dev/null)'
${answerFlags('monitor')
  .map(([flag, words]) => `complete -c trailtop -l ${flag.slice(2)} -d ${fishQuoted(words)}`)
  .join('\n')}
${flags.join('\n')}
`;
}

function flagLine(name: string, {shortFlag, type, known, help, commands}: FlagRow): string {
  return [
    'complete -c trailtop',
    `-n '__trailtop_is ${commands.join(' ')}'`,
    ...(shortFlag === undefined ? [] : [`-s ${shortFlag}`]),
    `-l ${name}`,
    ...(type === 'boolean' ? [] : valueWords(known)),
    `-d ${fishQuoted(help)}`,
  ].join(' ');
}

function valueWords(known: FlagRow['known']): readonly string[] {
  if (known === 'files' || known === 'folders') {
    return ['-r -F'];
  }

  const words =
    known === 'profiles'
      ? '(trailtop completion profiles 2>/dev/null)'
      : knownWords(known).join(' ');
  return words === '' ? ['-x'] : [`-x -a ${fishQuoted(words)}`];
}
