import {readFileSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** The two files of the AWS configuration; they need not exist. */
export function configurationFiles(env: Env): {config: string; credentials: string} {
  const folder = path.join(env['HOME'] || homedir(), '.aws');
  return {
    config: env['AWS_CONFIG_FILE'] || path.join(folder, 'config'),
    credentials: env['AWS_SHARED_CREDENTIALS_FILE'] || path.join(folder, 'credentials'),
  };
}

/** The names of all profiles in the AWS configuration. What cannot be read names none. */
export function profileNames(env: Env): ReadonlySet<string> {
  const {config, credentials} = configurationFiles(env);
  const named = sections(config).flatMap((section) => {
    const [first = '', ...rest] = section.split(/\s+/v);
    const name = first === 'profile' ? unquoted(rest.join(' ')) : section;
    return first === 'profile' || section === 'default' ? name : [];
  });
  return new Set([...named, ...sections(credentials)]);
}

/** What stands in the brackets of a file: `profile prod` of `[profile prod]`. */
function sections(file: string): readonly string[] {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // No file, no profiles: the SDK sees it in the same way.
  }

  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('[') && line.includes(']'))
    .map((line) => line.slice(1, line.indexOf(']')).trim());
}

function unquoted(name: string): string {
  const isQuoted = /^(?:".*"|'.*')$/v.test(name);
  return isQuoted ? name.slice(1, -1) : name;
}
