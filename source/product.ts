import {readFileSync} from 'node:fs';
import process from 'node:process';

type Product = {
  readonly version: string;
  /** '' where it is not known: in a checkout, or built outside a clone. */
  readonly commit: string;
};

/** Put in by the build (scripts/bundle/bundle.ts). */
declare const trailtopProduct: Product | undefined;

/** Which trailtop this is. */
export const product: Product =
  // eslint-disable-next-line unicorn/no-typeof-undefined -- In a checkout there is no such name at all.
  typeof trailtopProduct === 'undefined' ? readProduct() : trailtopProduct;

/** What runs here, for `--version` and reports: `0.1.0 (c0ec097a992a), Node v26.10.0, linux x64`. */
export function productWords(): string {
  const {version, commit} = product;
  const built = commit === '' ? version : `${version} (${commit})`;
  return `${built}, Node ${process.version}, ${process.platform} ${process.arch}`;
}

/** As a checkout runs it from its source. */
function readProduct(): Product {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const {version} = JSON.parse(manifest) as {readonly version: string};
  return {version, commit: ''};
}
