import path from 'node:path';
import process from 'node:process';

const repository = path.join(import.meta.dirname, '..', '..');
const bundle = process.env['TRAILTOP_BUNDLE'];

/**
 * What Node is given to run trailtop. A run of all tests makes the bundle first and names its file in TRAILTOP_BUNDLE:
 * it is what people get, and starts several times as fast. A test by itself runs the source.
 */
export const programArguments: readonly string[] = bundle
  ? [path.resolve(bundle)]
  : [`--import=${import.meta.resolve('tsx')}`, path.join(repository, 'source', 'cli.ts')];

/** The same for the line of a shell that runs in the repository: without a space that would have to be quoted. */
export const programWords = bundle
  ? path.relative(repository, bundle)
  : '--import=tsx source/cli.ts';
