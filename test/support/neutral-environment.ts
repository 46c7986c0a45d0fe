import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** The only variables taken over from the outside: enough to find programs and temporary files. */
const kept = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'NODE_V8_COVERAGE'];

/** What keeps every AWS tool from looking outside: no files, no instance metadata. */
const noAws = {
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};

const homes = new Set<string>();

/**
 * The environment for a child process in tests and benches: a common terminal, UTF-8, UTC, an empty home folder of its
 * own (removed when this process ends), and nothing of CI, AWS_*, proxies, colour settings or the test runner.
 * `extra` sets variables on top; undefined removes one. `outside` is what the common ones are taken over from.
 */
export function neutralEnvironment(
  extra: Readonly<Record<string, string | undefined>> = {},
  outside: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const environment: Record<string, string | undefined> = {};
  for (const name of kept) {
    environment[name] = outside[name];
  }

  Object.assign(
    environment,
    homeVariables(freshHome()),
    {TERM: 'xterm-256color', LANG: 'C.UTF-8', TZ: 'UTC'},
    noAws,
    extra,
  );
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

/**
 * Makes this process itself neutral: removes CI, AWS_*, proxies and colour settings from `process.env` and sets what
 * neutralEnvironment sets. Returns how to put everything back.
 */
export function neutraliseThisProcess(
  extra: Readonly<Record<string, string | undefined>> = {},
): () => void {
  const before = {...process.env};
  for (const name of Object.keys(process.env)) {
    if (/^aws_|_proxy$|^ci$|^(?:no|force)_color$|^lc_/iv.test(name)) {
      Reflect.deleteProperty(process.env, name);
    }
  }

  Object.assign(process.env, neutralEnvironment());
  for (const [name, value] of Object.entries(extra)) {
    if (value === undefined) {
      Reflect.deleteProperty(process.env, name);
    } else {
      process.env[name] = value;
    }
  }

  return () => {
    for (const name of Object.keys(process.env)) {
      if (!Object.hasOwn(before, name)) {
        Reflect.deleteProperty(process.env, name);
      }
    }

    Object.assign(process.env, before);
  };
}

function freshHome(): string {
  if (homes.size === 0) {
    process.once('exit', () => {
      for (const home of homes) {
        rmSync(home, {recursive: true, force: true});
      }
    });
  }

  const home = mkdtempSync(path.join(tmpdir(), 'trailtop-home-'));
  homes.add(home);
  return home;
}

function homeVariables(home: string): Record<string, string> {
  const variables: Record<string, string> = {HOME: home, USERPROFILE: home};
  for (const [name, folder] of [
    ['XDG_CONFIG_HOME', '.config'],
    ['XDG_CACHE_HOME', '.cache'],
    ['XDG_STATE_HOME', '.local/state'],
    ['XDG_DATA_HOME', '.local/share'],
  ] as const) {
    const full = path.join(home, folder);
    mkdirSync(full, {recursive: true});
    variables[name] = full;
  }

  return variables;
}
