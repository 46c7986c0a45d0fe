/**
 * Makes dist/trailtop-<platform>-<arch>, the program as one executable with Node inside, the same compressed with the
 * licences beside it, and the SHA-256 of both. `--node FILE --target PLATFORM-ARCH` puts another platform's Node of the
 * same version inside; `--no-archive` leaves the slow compression away. See docs/executable.md.
 */
import {chmod, copyFile, link, mkdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {root} from './bundle/bundle.ts';
import {buildExecutable, checksumLine, packFolder} from './bundle/executable.ts';
import {nodeFault} from './bundle/inner-node.ts';
import {missingNodeLicense, nodeLicense} from './bundle/node-license.ts';

const own = `${process.platform}-${process.arch}`;
const {values} = parseArgs({
  options: {
    node: {type: 'string', default: process.execPath},
    target: {type: 'string', default: own},
    out: {type: 'string', default: path.join(root, 'dist')},
    archive: {type: 'boolean', default: true},
  },
  allowNegative: true,
});
const isForThisMachine = values.target === own;
const name = `trailtop-${values.target}`;
const suffix = values.target.startsWith('win') ? '.exe' : '';
const file = path.resolve(values.out, name + suffix);

const fault = nodeFault(values.node);
if (fault !== '') {
  process.stderr.write(`${fault}\n`);
  // eslint-disable-next-line unicorn/no-process-exit -- a program of its own, which ends with a sentence
  process.exit(1);
}

if (nodeLicense(values.node) === undefined) {
  process.stderr.write(`Not to be handed on: ${missingNodeLicense(values.node)}.\n`);
}

const licenses = await buildExecutable({root, file, node: values.node, isForThisMachine});
await chmod(file, 0o755);
const made = [file];
if (values.archive) {
  const folder = path.resolve(values.out, name + '-files', name);
  await rm(path.dirname(folder), {recursive: true, force: true});
  await mkdir(folder, {recursive: true});
  await link(file, path.join(folder, `trailtop${suffix}`));
  await copyFile(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
  await writeFile(path.join(folder, 'LICENSES.txt'), licenses);
  const archive = await packFolder(folder);
  const moved = path.resolve(values.out, path.basename(archive));
  await copyFile(archive, moved);
  await rm(path.dirname(folder), {recursive: true});
  made.push(moved);
}

const sums = await Promise.all(made.map(async (each) => checksumLine(each)));
await writeFile(path.resolve(values.out, `${name}.sha256`), sums.join(''));
process.stdout.write(sums.join(''));
