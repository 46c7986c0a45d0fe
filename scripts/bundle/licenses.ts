/** The licences of everything that is inside the bundle. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {type Metafile} from 'esbuild';

type Package = {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
};

type Manifest = {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly author?: string | {readonly name: string} | undefined;
};

/** Packages that are bundles themselves keep the licences of what is in them beside their code. */
const textFolders = ['', 'build', 'dist'];
const licenseFile = /^(?:licen[cs]e|copying|notice)/iv;

/** Packages that declare a licence and bring no text of it, and the package that has that very licence; '' is ours. */
const textElsewhere: Readonly<Record<string, string>> = {
  '@aws-sdk/credential-provider-http': '@aws-sdk/client-sts',
  '@aws-sdk/credential-provider-login': '@aws-sdk/client-sts',
  '@aws-sdk/nested-clients': '@aws-sdk/client-sts',
  'ink-table': '',
  'yoga-layout': '',
};

/**
 * Every package of which code is in these files, with its licence. Throws where one has none: what nobody allows may not
 * be handed on.
 */
export function bundledPackages(metafiles: readonly Metafile[], root: string): readonly Package[] {
  const folders = new Set<string>();
  for (const {outputs} of metafiles) {
    for (const {inputs} of Object.values(outputs)) {
      for (const [file, {bytesInOutput}] of Object.entries(inputs)) {
        if (bytesInOutput > 0 && file.includes('node_modules/')) {
          folders.add(packageFolder(path.resolve(root, file)));
        }
      }
    }
  }

  return [...folders]
    .map((folder) => readPackage(folder, root))
    .sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

/** One text: which packages, then every licence once with the packages that it is for. */
export function licensesText(packages: readonly Package[]): string {
  const parts = [...Map.groupBy(packages, ({text}) => text)].map(([text, those]) => {
    const titles = those.map(({name, version, license}) => `${name} ${version} (${license})`);
    return `${titles.join('\n')}\n\n${text}\n`;
  });
  return [
    'trailtop contains code of these packages. Each stands above the licence under which it is used.\n',
    ...parts,
  ].join(`\n${'-'.repeat(80)}\n\n`);
}

/** The folder of the package that a file belongs to: some have a package.json without a name further down. */
function packageFolder(file: string): string {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const {name, version} = readManifest(folder);
    if (name !== undefined && version !== undefined) {
      return folder;
    }

    if (path.basename(folder) === 'node_modules' || folder === path.dirname(folder)) {
      throw new Error(`${file} belongs to no package`);
    }
  }
}

function readManifest(folder: string): Manifest {
  const file = path.join(folder, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : {};
}

/** The text of a licence from a package that has the same; from ours with the holder's name. */
function textOf(other: string, {name, license, author}: Manifest, root: string): string {
  const folder = other === '' ? root : path.join(root, 'node_modules', other);
  const manifest = readManifest(folder);
  if (manifest.license !== license) {
    throw new Error(`${name} is under ${license}, ${manifest.name} under ${manifest.license}`);
  }

  const [file = ''] = licenseFiles(folder);
  const text = readFileSync(file, 'utf8').trim();
  const holder = typeof author === 'string' ? author : (author?.name ?? `the authors of ${name}`);
  return other === '' ? text.replace(/^Copyright.*$/mv, `Copyright (c) ${holder}`) : text;
}

function licenseFiles(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => licenseFile.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}

function readPackage(folder: string, root: string): Package {
  const {name = '', version = '', license = '', author} = readManifest(folder);
  const files = textFolders.flatMap((each) => licenseFiles(path.join(folder, each)));
  const texts = files.map((file) => readFileSync(file, 'utf8').trim());
  const elsewhere = textElsewhere[name];
  if (texts.length === 0 && elsewhere !== undefined) {
    texts.push(textOf(elsewhere, {license, author, name}, root));
  }

  if (license === '' || texts.every((text) => text === '')) {
    throw new Error(`${name} ${version} is in the bundle and has no licence`);
  }

  return {name, version, license, text: texts.join('\n\n')};
}
