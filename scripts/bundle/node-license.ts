import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** How the licence of Node begins: what lies beside a Node may also be that of somebody who handed it on. */
const beginning = 'Node.js is licensed for use as follows';

/**
 * The licence of a Node and of what Node itself contains, from a file that came with it; undefined where none did. `node`
 * is the path of its executable.
 */
export function nodeLicense(node: string): string | undefined {
  const folder = path.dirname(path.resolve(node));
  return placesAround(folder)
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    .find((text) => text.startsWith(beginning));
}

/** Why an executable may not be handed on yet, and what helps. */
export function missingNodeLicense(node: string): string {
  return (
    `no licence of Node ${process.version} lies beside ${node}: npm ci brings it along ` +
    "(npm install takes it away again), and so does Node's own archive"
  );
}

/** Beside it, where Node's archive has it; with Debian's package; and in the package of npm of which this is a link. */
function placesAround(folder: string): readonly string[] {
  const packages = path.resolve(folder, '..', 'node_modules');
  const names = existsSync(packages) ? readdirSync(packages) : [];
  return [
    path.resolve(folder, 'LICENSE'),
    path.resolve(folder, '..', 'LICENSE'),
    ...names
      .filter((name) => /^node-(?:bin-)?(?:darwin|linux|win)/v.test(name))
      .map((name) => path.join(packages, name, 'LICENSE')),
    path.resolve(folder, '..', 'share', 'doc', 'nodejs', 'LICENSE'),
  ];
}
