/**
 * `npm run release -- --check` says whether this can be released: all that is wrong, not only the first. Without
 * `--check` it then makes the package and the executable, and says what is left to a person. `--offline` does not ask
 * the registry for advisories.
 */
import {spawnSync} from 'node:child_process';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {root} from './bundle/bundle.ts';
import {readStamp} from './bundle/stamp.ts';
import {checks} from './release/check.ts';

const {values} = parseArgs({
  options: {
    check: {type: 'boolean', default: false},
    offline: {type: 'boolean', default: false},
  },
});

let isReady = true;
for (const {name, run} of checks) {
  process.stdout.write(`  … ${name}\n`);
  const refusals = run({root, isOffline: values.offline, isMade: !values.check});
  process.stdout.write(`  ${refusals.length === 0 ? '✔' : '✖'} ${name}\n`);
  for (const refusal of refusals) {
    isReady = false;
    process.stdout.write(`    ${refusal.replaceAll('\n', '\n    ')}\n`);
  }
}

const {version, commit} = readStamp(root);
if (!isReady) {
  process.stdout.write(`${version} may not be released.\n`);
  process.exitCode = 1;
} else if (values.check) {
  process.stdout.write(`${version} (${commit}) may be released.\n`);
} else {
  for (const args of [['pack'], ['run', '--silent', 'build:binary']]) {
    const {status} = spawnSync('npm', args, {cwd: root, stdio: 'inherit'});
    process.exitCode ||= status ?? 1;
  }

  process.stdout.write(
    process.exitCode === undefined || process.exitCode === 0
      ? `Made. What is left: git tag v${version} ${commit}, npm publish trailtop-${version}.tgz,\n` +
          'and the files of dist/ that begin with trailtop- beside the release (docs/executable.md).\n'
      : 'Not all of it could be made.\n',
  );
}
