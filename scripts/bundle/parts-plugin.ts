import path from 'node:path';
import {type Plugin} from 'esbuild';

/** Modules of ours, by their path in the repository, and the files that they become. */
type Parts = Readonly<Record<string, string>>;

/** Modules that are imported later, when the first frame is on the screen, and the file that each becomes. */
export const parts: Parts = {
  'source/demo/start.ts': 'demo',
  'source/sources/credentials.ts': 'aws-credentials',
};

const sdk = '@aws-sdk/client-';

/** The file that a client of the SDK becomes. */
export const clientPart = (name: string): string => `aws-${name.slice(sdk.length)}`;

/**
 * Leaves what is imported later in files of its own: its imports become imports of those. The rest stays one file,
 * since looking for forty files takes longer than reading one.
 */
export function partsPlugin(root: string, files: Parts): Plugin {
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
          : files[path.relative(root, path.resolve(resolveDir, name)).replaceAll(path.sep, '/')];
        return part === undefined ? undefined : {path: `./${part}.js`, external: true};
      });
    },
  };
}
