/** The program as one executable file: Node, with the program inside it. */
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {copyFile, mkdir, mkdtemp, rename, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {pipeline} from 'node:stream/promises';
import {bundleOneFile} from './bundle.ts';
import {bundledPackages, licensesText} from './licenses.ts';
import {nodeLicense} from './node-license.ts';

export type ExecutableOptions = {
  /** The folder of the repository. */
  readonly root: string;
  /** Where the executable is written, a path. */
  readonly file: string;
  /** The Node that is put inside, of the version that builds. Another platform's may be given. */
  readonly node: string;
  /** That Node is for the machine that builds: its compiled code can be put inside too, which starts faster. */
  readonly isForThisMachine: boolean;
};

/**
 * Writes the executable and gives the text of the licences that go with it, Node's among them where it is found; the
 * executable prints the same with --licenses. Throws where Node cannot make it.
 */
export async function buildExecutable(options: ExecutableOptions): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'trailtop-build-'));
  try {
    const main = path.join(folder, 'trailtop.mjs');
    const metafiles = await bundleOneFile(main);
    const made = path.join(folder, 'trailtop');
    const config = path.join(folder, 'config.json');
    const texts = licensesText(bundledPackages(metafiles, options.root)) + nodePart(options.node);
    const licenses = path.join(folder, 'LICENSES.txt');
    await writeFile(licenses, texts);
    await writeFile(
      config,
      JSON.stringify({
        main,
        mainFormat: 'module',
        executable: options.node,
        output: made,
        disableExperimentalSEAWarning: true,
        useCodeCache: options.isForThisMachine,
        // Whoever is handed this one file has them too (source/licenses.ts).
        assets: {'LICENSES.txt': licenses},
        // What NODE_OPTIONS says is meant for another Node.
        execArgvExtension: 'none',
      }),
    );
    execFileSync(process.execPath, ['--build-sea', config], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await mkdir(path.dirname(options.file), {recursive: true});
    await rm(options.file, {force: true});
    await moveFile(made, options.file);
    return texts;
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

/** What stands of the Node inside; without its licence at hand, where that stands. */
function nodePart(node: string): string {
  const place = `https://github.com/nodejs/node/blob/${process.version}/LICENSE`;
  return `\n${'-'.repeat(80)}\n\nNode.js ${process.version}\n\n${nodeLicense(node) ?? place}\n`;
}

/** `HASH  NAME` of a file, as sha256sum writes and checks it. */
export async function checksumLine(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return `${hash.digest('hex')}  ${path.basename(file)}\n`;
}

/**
 * Packs a folder beside itself, with xz where tar can, else with gzip: a bad line is worth the seconds. Returns the
 * archive's path.
 */
export async function packFolder(folder: string): Promise<string> {
  const parent = path.dirname(folder);
  const name = path.basename(folder);
  for (const [flag, suffix] of [
    ['-cJf', '.tar.xz'],
    ['-czf', '.tar.gz'],
  ] as const) {
    const archive = `${folder}${suffix}`;
    try {
      execFileSync('tar', [flag, archive, '-C', parent, name], {
        stdio: 'ignore',
        // All processors, which halves the minutes.
        env: {...process.env, XZ_OPT: '-T0'},
      });
      await stat(archive);
      return archive;
    } catch {
      await rm(archive, {force: true});
    }
  }

  throw new Error('tar has packed neither with xz nor with gzip');
}

async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch {
    // Temporary files may be on another disk.
    await copyFile(from, to);
  }
}
