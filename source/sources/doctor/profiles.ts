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
    const name = /^profile\s+(?<quote>["']?)(?<name>.+)\k<quote>$/v.exec(section)?.groups?.['name'];
    return name ?? (section === 'default' ? section : []);
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

  return [...text.matchAll(/^\s*\[(?<section>[^\]]*)\]/gmv)].map(
    ({groups}) => groups?.['section']?.trim() ?? '',
  );
}
