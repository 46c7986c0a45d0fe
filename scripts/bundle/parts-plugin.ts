import path from 'node:path';
import {type OnResolveResult, type Plugin} from 'esbuild';

/** Modules of ours, by their path in the repository, and the files that they become. */
type Parts = Readonly<Record<string, string>>;

/** What finds credentials: most of the SDK that is not a client. */
const awsParts: Parts = {'source/sources/credentials.ts': 'aws-credentials'};

/** Modules that are imported later, when the first frame is on the screen, and the file that each becomes. */
export const parts: Parts = {'source/demo/start.ts': 'demo', ...awsParts};

/** Modules of ours that commands which print never load: Ink is in no other. */
const screens: ReadonlySet<string> = new Set(['source/screen.tsx', 'source/spoken.tsx']);

/** Leaves the screen out of a file. */
export function screenlessPlugin(root: string): Plugin {
  return {
    name: 'screenless',
    setup(build) {
      // eslint-disable-next-line require-unicode-regexp -- Esbuild matches names in Go, which does not know these flags.
      build.onResolve({filter: /^\./}, ({path: name, resolveDir}) =>
        screens.has(inRepository(root, resolveDir, name))
          ? {path: name, namespace: 'screenless'}
          : undefined,
      );
      // eslint-disable-next-line require-unicode-regexp -- As above.
      build.onLoad({filter: /./, namespace: 'screenless'}, () => ({
        contents: `throw new Error('a command that prints has no screen');`,
      }));
    },
  };
}

/** The path in the repository of what a file there imports by a relative one. */
function inRepository(root: string, folder: string, name: string): string {
  return path.relative(root, path.resolve(folder, name)).replaceAll(path.sep, '/');
}

const sdk = '@aws-sdk/client-';

/** The file that a client of the SDK becomes. */
export const clientPart = (name: string): string => `aws-${name.slice(sdk.length)}`;

/**
 * Leaves what is imported later in files of its own: its imports become imports of those. The rest stays one file,
 * since looking for forty files takes longer than reading one.
 */
export function partsPlugin(root: string, files: Parts): Plugin {
  return laterPlugin(root, files, (part) => ({path: `./${part}.js`, external: true}));
}

/** Takes what the SDK's clients and credentials have become, in a folder, into the file that imports them later. */
export function madePartsPlugin(root: string, folder: string): Plugin {
  return laterPlugin(root, awsParts, (part) => ({path: path.join(folder, `${part}.js`)}));
}

/** What becomes of imports of clients of the SDK, and of some modules of ours, that are made later. */
function laterPlugin(
  root: string,
  files: Parts,
  resolved: (part: string) => OnResolveResult,
): Plugin {
  return {
    name: 'parts',
    setup(build) {
      // eslint-disable-next-line require-unicode-regexp -- Esbuild matches names in Go, which does not know these flags.
      build.onResolve({filter: /^\.|^@aws-sdk\/client-/}, ({path: name, kind, resolveDir}) => {
        if (kind !== 'dynamic-import') {
          return undefined;
        }

        const part = name.startsWith(sdk)
          ? clientPart(name)
          : files[inRepository(root, resolveDir, name)];
        return part === undefined ? undefined : resolved(part);
      });
    },
  };
}
