import {readFile} from 'node:fs/promises';
import {type Plugin} from 'esbuild';

/**
 * Single characters that are never an emoji: those below the first one, those that frames and charts are drawn with, and
 * the private ones that stand for whole rows (core/row-tickets.ts).
 */
export const neverEmoji = /^[\0-\u2319\u2500-\u25FC\u{100000}-\u{10FFFD}]$/v;

/** What stands in a package, and what stands there in the bundle. */
type Change = readonly [stands: string, becomes: string];

const stringWidth: readonly Change[] = [
  [
    'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;',
    'let rgiEmoji; const rgiEmojiRegex = {test: text => ' +
      `!${neverEmoji}.test(text) && ` +
      String.raw`(rgiEmoji ??= new RegExp('^\\p{RGI_Emoji}$', 'v')).test(text)};`,
  ],
];

const meow: readonly Change[] = [
  [
    "import { a as readPackageUpSync, n as normalizePackageData } from './dependencies.js';",
    'const readPackageUpSync = () => undefined; const normalizePackageData = () => undefined;',
  ],
];

/** What reads and mends a package.json is made while it loads; said to have no other effect, it falls away unused. */
const meowDependencies: readonly Change[] = [
  ['var libExports = requireLib$1();', 'var libExports = /* @__PURE__ */ requireLib$1();'],
  [
    'var normalizeExports = requireNormalize();',
    'var normalizeExports = /* @__PURE__ */ requireNormalize();',
  ],
  [
    'const normalizePackageData = getDefaultExportFromCjs(normalizeExports);',
    'const normalizePackageData = /* @__PURE__ */ getDefaultExportFromCjs(normalizeExports);',
  ],
  ['\npromisify(execFile);', ''],
];

const yoga: readonly Change[] = [
  ['return w||"function"!=typeof fetch?Promise.resolve()', 'return true?Promise.resolve()'],
];

/** The files that are changed: the end of their paths. Each is in main.js, or a package has moved it. */
export const startFiles = [
  '/string-width/index.js',
  '/meow/build/options.js',
  '/meow/build/dependencies.js',
  '/yoga-layout/dist/binaries/yoga-wasm-base64-esm.js',
] as const;

/**
 * What packages do while they load, though the first frame has no use for it:
 *
 * - `node:http` as a module brings all that it exports, WebSocket among it, and so the whole of undici.
 * - string-width makes an expression of every emoji there is. Written as a literal it would be read with the file.
 * - yoga-layout fetches its own text as an address, which takes undici too; it can read it at once.
 * - meow brings what reads and mends a package.json; source/options.ts tells it the version instead.
 */
export const startPlugin: Plugin = {
  name: 'start',
  setup(build) {
    /* eslint-disable require-unicode-regexp -- Esbuild matches names in Go, which does not know these flags. */
    build.onResolve({filter: /^(?:node:)?http$/}, () => ({path: 'http', namespace: 'builtin'}));
    build.onLoad({filter: /^http$/, namespace: 'builtin'}, () => ({
      contents: `module.exports = process.getBuiltinModule('node:http');`,
    }));
    build.onLoad({filter: /[/\\]string-width[/\\]index\.js$/}, async ({path}) =>
      changed(path, stringWidth),
    );
    build.onLoad({filter: /[/\\]meow[/\\]build[/\\]options\.js$/}, async ({path}) =>
      changed(path, meow),
    );
    build.onLoad({filter: /[/\\]meow[/\\]build[/\\]dependencies\.js$/}, async ({path}) =>
      changed(path, meowDependencies),
    );
    build.onLoad({filter: /[/\\]yoga-wasm-base64-esm\.js$/}, async ({path}) => changed(path, yoga));
    /* eslint-enable require-unicode-regexp */
  },
};

/** A file with these changes. Where one does not fit, the package has changed and somebody must look: the build stops. */
async function changed(path: string, changes: readonly Change[]) {
  let contents = await readFile(path, 'utf8');
  for (const [stands, becomes] of changes) {
    if (!contents.includes(stands)) {
      return {errors: [{text: `${path} no longer holds: ${stands}`}]};
    }

    contents = contents.replace(stands, () => becomes);
  }

  return {contents};
}
