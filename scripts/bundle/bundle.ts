/** The program as esbuild makes it: a few files for Node, or one file for the executable. */
import {chmod, readdir, mkdir, rm} from 'node:fs/promises';
import {isBuiltin} from 'node:module';
import path from 'node:path';
import {build, type BuildOptions, type Metafile} from 'esbuild';
import {inkFiles, inkPlugin} from './ink-plugin.ts';
import {clientPart, madePartsPlugin, parts, partsPlugin, screenlessPlugin} from './parts-plugin.ts';
import {sdkPlugin, usedClients, type Clients} from './sdk-plugin.ts';
import {startFiles, startPlugin} from './start-plugin.ts';
import {readStamp} from './stamp.ts';

/** The folder of this repository. */
export const root = path.resolve(import.meta.dirname, '..', '..');

/** A process of its own: started by the name of its file (sources/archive/worker-factory.ts). */
const worker = 'source/sources/archive/worker.ts';

/** What the first file that runs goes on with. */
const firstParts = {
  'source/main.tsx': 'main',
  'source/main-printing.ts': 'print',
  [worker]: 'archive-worker',
};

/** What all have in common: everything is inside, so that nothing has to be installed beside it. */
function common(): BuildOptions & {readonly metafile: true} {
  return {
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    // This Node knows them; esbuild would make each anew wherever it is used.
    supported: {'regexp-unicode-property-escapes': true, 'regexp-set-notation': true},
    // The SDK's modules, of which what is not used falls away, not their CommonJS twins.
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    // As tsconfig.json, but for one thing: an import of nothing but types is not to load its module.
    tsconfigRaw: {compilerOptions: {target: 'es2024', jsx: 'react-jsx'}},
    define: {
      'process.env.NODE_ENV': '"production"',
      // Ink loads React's devtools when it is "true".
      'process.env.DEV': '"false"',
      trailtopProduct: JSON.stringify(readStamp(root)),
    },
    // What CommonJS packages require are Node's own modules, which need no file and no resolution.
    banner: {js: 'const require=(name)=>process.getBuiltinModule(name);'},
    sourcemap: true,
    logLevel: 'warning',
    metafile: true,
  };
}

/**
 * Writes the program into a folder, in the place of an earlier one: cli.js, which is started and looks at the Node that starts it; main.js, all
 * that the first frame needs in one file; print.js, the same without a screen; and what is loaded after it. Gives what each file is made of.
 */
export async function bundleModules(folder: string): Promise<readonly Metafile[]> {
  await removeModules(folder);
  const options = {...common(), outdir: folder};
  const clients = await usedClients(root);
  const results = await Promise.all([
    build({
      ...options,
      entryPoints: {cli: 'source/cli.ts'},
      plugins: [partsPlugin(root, firstParts)],
    }),
    build({
      ...options,
      entryPoints: {main: 'source/main.tsx'},
      plugins: [partsPlugin(root, parts), inkPlugin, startPlugin],
    }),
    build({
      ...options,
      entryPoints: {print: 'source/main-printing.ts'},
      plugins: [screenlessPlugin(root), partsPlugin(root, parts), startPlugin],
    }),
    bundleClients({...options, outdir: folder}, clients),
    build({...options, entryPoints: {demo: 'source/demo/start.ts'}, plugins: [startPlugin]}),
    build({...options, entryPoints: {'archive-worker': worker}, plugins: [startPlugin]}),
  ]);
  const metafiles = results.map(({metafile}) => metafile);
  refuseMissing(metafiles);
  refuseUnchanged(metafiles);
  await chmod(path.join(folder, 'cli.js'), 0o755);
  return metafiles;
}

/** The clients of the SDK and what finds credentials, a file each and what they share beside them. */
async function bundleClients(options: BuildOptions & {readonly metafile: true}, clients: Clients) {
  return build({
    ...options,
    entryPoints: Object.fromEntries([
      ...[...clients.keys()].map((name) => [clientPart(name), name] as const),
      ['aws-credentials', 'source/sources/credentials.ts'] as const,
    ]),
    splitting: true,
    chunkNames: 'aws-[name]-[hash]',
    plugins: [sdkPlugin(clients), startPlugin],
  });
}

/** What an earlier build has left; an executable beside it stays. */
async function removeModules(folder: string): Promise<void> {
  await mkdir(folder, {recursive: true});
  const names = await readdir(folder);
  const modules = names.filter((name) => /\.js(?:\.map)?$/v.test(name));
  await Promise.all(modules.map(async (name) => rm(path.join(folder, name))));
}

/** Throws where something is imported that is neither Node's nor among these files: it would fail only when it is used. */
function refuseMissing(metafiles: readonly Metafile[]): void {
  const outputs = metafiles.flatMap((metafile) => Object.entries(metafile.outputs));
  const made = new Set(outputs.map(([file]) => path.basename(file)));
  for (const [file, {imports}] of outputs) {
    for (const {path: name, external} of imports) {
      if (external && !isBuiltin(name) && !(name.startsWith('./') && made.has(name.slice(2)))) {
        throw new Error(`${file} imports ${name}, which is in no file of the bundle`);
      }
    }
  }
}

/**
 * Throws where a file that a plugin changes is not there under that name: it would be in the bundle as it is, slower to
 * start or failing when it is used.
 */
export function refuseUnchanged(metafiles: ReadonlyArray<Pick<Metafile, 'inputs'>>): void {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  for (const file of [...inkFiles, ...startFiles]) {
    if (inputs.every((input) => !input.endsWith(file))) {
      throw new Error(`the bundle has no ${file}: the plugin that changes it must be looked at`);
    }
  }
}

/**
 * Writes the whole program as one file, for the executable: what is imported later is evaluated later. The clients of the
 * SDK are bundled before it, beside the file: in one go esbuild would keep all that they can do. Gives what it is made of.
 */
export async function bundleOneFile(file: string): Promise<readonly Metafile[]> {
  const folder = path.join(path.dirname(file), 'clients');
  const options = {...common(), sourcemap: false};
  const clients = await bundleClients({...options, outdir: folder}, await usedClients(root));
  const {metafile} = await build({
    ...options,
    entryPoints: ['source/cli.ts'],
    outfile: file,
    plugins: [madePartsPlugin(root, folder), inkPlugin, startPlugin],
  });
  refuseMissing([metafile]);
  refuseUnchanged([metafile]);
  return [clients.metafile, metafile];
}
