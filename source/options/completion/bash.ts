import {commandNames, flagRows, flagsOf, type FlagRow} from '../flags.ts';
import {answerFlags} from './answer-flags.ts';
import {isList, knownWords} from './known.ts';
import {quoted} from './quote.ts';

/** The script that completes trailtop in bash, 3.2 and newer. */
export function bashScript(): string {
  const rows = [...flagRows];
  return `# bash completion of trailtop, made by: trailtop completion bash
_trailtop() {
  local words cword line word i cur prefix piece flag command known list
  # bash splits words at =, : and @, which flags and filters have in them: put them together again.
  words=() cword=-1 line=$COMP_LINE
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if ((i > 0)) && [[ $line != [[:blank:]]* ]]; then
      words[cword]=\${words[cword]}$word
    else
      cword=$((cword + 1))
      words[cword]=$word
    fi
    line=\${line#"\${line%%[![:blank:]]*}"}
    line=\${line#"$word"}
  done
  cur=\${words[cword]}
  piece=\${COMP_WORDS[COMP_CWORD]}
  case $piece in [=:@]) piece= ;; esac
  COMPREPLY=()

  # The command, and the flag whose value is being typed.
  command= flag=
  for ((i = 1; i < cword; i++)); do
    if [[ -n $flag ]]; then
      flag=
      continue
    fi
    case \${words[i]} in
      ${rows
        .filter(([, row]) => takesValue(row))
        .map(([name, row]) => spellings(name, row).join('|'))
        .join('|')}) flag=\${words[i]} ;;
      -*) ;;
      *) [[ -z $command ]] && command=\${words[i]} ;;
    esac
  done
  case $command in
    ${commandNames.join('|')}) ;;
    '') [[ $cur != [-@]* && -z $flag ]] && _trailtop_words ${quoted([...commandNames.slice(1), 'help'].join(' '))}
      command=monitor ;;
    *) command=monitor ;;
  esac

  if [[ -z $flag && $cur == --*=* ]]; then
    flag=\${cur%%=*}
    cur=\${cur#*=}
  fi
  # An @ breaks words too, and yet readline puts in what stands before it.
  prefix=\${cur%"$piece"}
  prefix=\${prefix%@}
  if [[ -n $flag ]]; then
    _trailtop_value
  elif [[ $cur == -* ]]; then
    case $command in
${commandNames
  .map(
    (name) =>
      `      ${name}) known=${quoted([...spelled(name), ...answerFlags(name).map(([flag]) => flag)].join(' '))} ;;`,
  )
  .join('\n')}
    esac
    _trailtop_words "$known"
  elif [[ $command == completion ]]; then
    _trailtop_words 'bash zsh fish'
  elif [[ $cur == @* ]]; then
    _trailtop_words "$(trailtop completion views 2>/dev/null)"
  elif [[ $command == monitor || $command == events ]]; then
    _trailtop_files
  fi
  # What stands before the last = or : is there already.
  for ((i = 0; i < \${#COMPREPLY[@]}; i++)); do
    word=\${COMPREPLY[i]}
    COMPREPLY[i]=\${word#"$prefix"}
  done
}

_trailtop_value() {
  case $flag in
${rows
  .filter(([, row]) => takesValue(row))
  .map(([name, row]) => `    ${spellings(name, row).join('|')}) ${bashValue(row)} ;;`)
  .join('\n')}
  esac
}

# Adds those of some words that begin with what is typed.
_trailtop_words() {
  local word IFS=$' \\t\\n'
  for word in $1; do
    [[ $word == "$cur"* ]] && COMPREPLY+=("$word")
  done
  case \${COMPREPLY[0]} in *:) compopt -o nospace 2>/dev/null ;; esac
}

# The same behind the last comma.
_trailtop_list() {
  local typed=$cur i from=\${#COMPREPLY[@]}
  list=\${cur%"\${cur##*,}"}
  cur=\${cur##*,}
  _trailtop_words "$1"
  for ((i = from; i < \${#COMPREPLY[@]}; i++)); do
    COMPREPLY[i]=$list\${COMPREPLY[i]}
  done
  cur=$typed
}

_trailtop_files() {
  local file
  case $cur in
    '~'* | *[\\"\\'\\\\$]*) compopt -o default 2>/dev/null; return ;;
  esac
  while IFS= read -r file; do
    [[ -n $file ]] && COMPREPLY+=("$file")
  done <<< "$(compgen -f -- "$cur")"
  compopt -o filenames 2>/dev/null
}

complete -F _trailtop trailtop
`;
}

function takesValue({type}: FlagRow): boolean {
  return type !== 'boolean';
}

/** How a flag may be written: `-r` and `--region`. */
function spellings(name: string, {shortFlag}: FlagRow): readonly string[] {
  return [...(shortFlag === undefined ? [] : [`-${shortFlag}`]), `--${name}`];
}

function spelled(command: (typeof commandNames)[number]): readonly string[] {
  return flagsOf(command).flatMap(([name, row]) => spellings(name, row));
}

function bashValue({known}: FlagRow): string {
  if (known === 'files' || known === 'folders') {
    return '_trailtop_files';
  }

  if (known === 'profiles') {
    return '_trailtop_words "$(trailtop completion profiles 2>/dev/null)"';
  }

  const words = quoted(knownWords(known).join(' '));
  return known === undefined
    ? ':'
    : `${isList(known) ? '_trailtop_list' : '_trailtop_words'} ${words}`;
}
