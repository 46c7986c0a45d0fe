import {commandNames, flagsOf, type CommandName, type FlagRow} from '../flags.ts';
import {answerFlags} from './answer-flags.ts';
import {isList, knownWords} from './known.ts';
import {quoted} from './quote.ts';

/** The script that completes trailtop in zsh. */
export function zshScript(): string {
  return `#compdef trailtop
# zsh completion of trailtop, made by: trailtop completion zsh
_trailtop() {
  local command=monitor word
  for word in \${words[2,CURRENT-1]}; do
    case $word in
      (${commandNames.join('|')}) command=$word; break ;;
    esac
  done
  case $command in
${commandNames.map((name) => caseOf(name)).join('\n')}
  esac
}

_trailtop_inputs() {
  if [[ $PREFIX == @* ]]; then
    compadd -- \${(f)"$(trailtop completion views 2>/dev/null)"}
    return
  fi
  if [[ $1 == any && \${words[(I)(${commandNames.join('|')})]} -eq 0 ]]; then
    compadd -- ${[...commandNames.slice(1), 'help'].join(' ')}
  fi
  _files
}

_trailtop_profiles() {
  compadd -- \${(f)"$(trailtop completion profiles 2>/dev/null)"}
}

_trailtop_list() {
  compset -P '*,'
  compadd -- "$@"
}

_trailtop_filters() {
  compset -P '* '
  compadd -S '' -- "$@"
}

if [[ $funcstack[1] == _trailtop ]]; then
  _trailtop "$@"
else
  compdef _trailtop trailtop
fi
`;
}

function caseOf(command: CommandName): string {
  const specs = [
    ...flagsOf(command).flatMap(([name, row]) => specsOf(name, row)),
    ...answerFlags(command).map(([flag, words]) => `${flag}[${words}]`),
  ];
  return [
    `    (${command})`,
    '      _arguments -S \\',
    ...specs.map((spec) => `        ${quoted(spec)} \\`),
    `        ${quoted(inputs[command])} ;;`,
  ].join('\n');
}

const inputs: Readonly<Record<CommandName, string>> = {
  monitor: '*:path:_trailtop_inputs any',
  events: '*:path:_trailtop_inputs events',
  metrics: '*:instance: ',
  doctor: '*: : ',
  completion: '*:shell:(completion bash zsh fish)',
};

function specsOf(name: string, row: FlagRow): readonly string[] {
  const {shortFlag, isMultiple, help, type} = row;
  const names = [...(shortFlag === undefined ? [] : [`-${shortFlag}`]), `--${name}`];
  const alone = names.length > 1 && !isMultiple ? `(${names.join(' ')})` : '';
  const words = `[${help.replaceAll(/[\[\\\]]/gv, String.raw`\$&`)}]`;
  // `-p prod` or `-pprod`, `--profile prod` or `--profile=prod`.
  return names.map((each) => {
    const joint = type === 'boolean' ? '' : each.startsWith('--') ? '=' : '+';
    return `${isMultiple ? '*' : ''}${alone}${each}${joint}${words}${action(row)}`;
  });
}

function action({type, value = '', known}: FlagRow): string {
  if (type === 'boolean') {
    return '';
  }

  const message = value.replaceAll(/[':\\]/gv, '').split(/[,=]/v, 1)[0] ?? '';
  const words = knownWords(known).join(' ');
  const does =
    known === 'files'
      ? '_files'
      : known === 'folders'
        ? '_files -/'
        : known === 'profiles'
          ? '_trailtop_profiles'
          : known === 'filters'
            ? `_trailtop_filters ${words}`
            : isList(known)
              ? `_trailtop_list ${words}`
              : known === undefined
                ? ' '
                : `(${words})`;
  return `:${message}:${does.replaceAll(':', String.raw`\:`)}`;
}
