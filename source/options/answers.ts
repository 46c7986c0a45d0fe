import {nearestName} from '../core/filter/names.ts';
import {bashScript} from './completion/bash.ts';
import {fishScript} from './completion/fish.ts';
import {zshScript} from './completion/zsh.ts';
import {commandNames, type CommandName} from './flags.ts';
import {helpText} from './help.ts';
import {UsageError} from './usage-error.ts';
import {commandOf, readWords} from './words.ts';

/** What the completions ask for while a person types. */
export type AnswerSources = {
  /** Views that can be named, without their `@`. */
  readonly views: () => readonly string[];
  readonly profiles: () => readonly string[];
};

/**
 * What is printed at once where the command line asks for words rather than for a program: help, or what completes the
 * command line in a shell. Undefined where it does not. Throws UsageError.
 */
export function answerOf(argv: readonly string[], sources: AnswerSources): string | undefined {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  if (own.some((word) => word === '--help' || word === '-h')) {
    return helpText(commandIn(own));
  }

  const [first, second, ...rest] = own;
  if (first === 'help') {
    return helpOn(second, rest);
  }

  return first === 'completion' ? completion([second ?? '', ...rest], sources) : undefined;
}

/** The command that help is asked for, also where something else on the line is wrong. */
function commandIn(words: readonly string[]): CommandName | undefined {
  let named: string | undefined;
  try {
    [named] = readWords(words).inputs;
  } catch {
    named = words.find((word) => commandOf(word) === word);
  }

  const command = commandOf(named);
  return command === named ? command : undefined;
}

function helpOn(word: string | undefined, rest: readonly string[]): string {
  const command = commandNames.find((each) => each === word);
  if (rest.length > 0 || (word !== undefined && !command)) {
    const near = nearestName(word ?? '', commandNames);
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    throw new UsageError(`help takes one of ${commandNames.join(', ')}${hint}`);
  }

  return helpText(command);
}

function completion([what = '', ...rest]: readonly string[], sources: AnswerSources): string {
  const answers: Readonly<Record<string, () => string>> = {
    bash: bashScript,
    zsh: zshScript,
    fish: fishScript,
    views: () => lines(sources.views().map((name) => `@${name}`)),
    profiles: () => lines(sources.profiles()),
  };
  const answer = Object.hasOwn(answers, what) ? answers[what] : undefined;
  if (!answer || rest.length > 0) {
    throw new UsageError('completion takes bash, zsh or fish: eval "$(trailtop completion bash)"');
  }

  return answer();
}

/** Words that a shell can take as they are, one a line; others cannot be offered. */
function lines(words: readonly string[]): string {
  return words
    .filter((word) => /^[\w+,.\/:=@\-]+$/v.test(word))
    .map((word) => `${word}\n`)
    .join('');
}
