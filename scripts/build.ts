/** Makes dist/: the program as a few ES modules, their source maps, and the licences of what they contain. */
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {bundleModules, root} from './bundle/bundle.ts';
import {bundledPackages, licensesText} from './bundle/licenses.ts';

const folder = path.resolve(process.argv[2] ?? path.join(root, 'dist'));
const metafiles = await bundleModules(folder);
const licenses = licensesText(bundledPackages(metafiles, root));
await writeFile(path.join(folder, 'LICENSES.txt'), licenses);
