import {globSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {type Plugin} from 'esbuild';

const imported = /await import\('(@aws-sdk\/client-[a-z0-9\-]+)'\)/gv;
const operation = /\b[A-Z]\w*(?:Client|Command)\b/gv;
/** `{A, B: C} = await import(…)`, and `sdk.A` of what an import gave. */
const takenApart = /\{(?<names>[^\{\}]*)\} = await import\('@aws-sdk\/client-/gv;
const member = /\bsdk\.(?<name>\w+)/gv;

/** The clients of the SDK that the source imports, and of each what the source names. */
export type Clients = ReadonlyMap<string, readonly string[]>;

/** What a text takes from clients of the SDK and the bundle would leave out, since it is no client and no command. */
export function leftOut(text: string): readonly string[] {
  const apart = [...text.matchAll(takenApart)].flatMap(({groups}) =>
    (groups?.['names'] ?? '').split(',').map((each) => each.split(':', 1)[0]?.trim() ?? ''),
  );
  const members = [...text.matchAll(member)].map(({groups}) => groups?.['name'] ?? '');
  return [...new Set([...apart, ...members])].filter(
    (name) => name !== '' && !/^[A-Z]\w*(?:Client|Command)$/v.test(name),
  );
}

/** Reads from the source which parts of the SDK's packages it uses: all of EC2 would be ten times as much. */
export async function usedClients(root: string): Promise<Clients> {
  const used = new Map<string, Set<string>>();
  for (const file of globSync('source/**/*.{ts,tsx}', {cwd: root})) {
    const text = await readFile(path.join(root, file), 'utf8');
    const out = text.includes("import('@aws-sdk/client-") ? leftOut(text) : [];
    if (out.length > 0) {
      throw new Error(
        `${file} takes ${out.join(', ')} of the SDK: the bundle has only its commands`,
      );
    }

    for (const [, name = ''] of text.matchAll(imported)) {
      const names = used.get(name) ?? new Set<string>();
      used.set(name, names);
      for (const [each] of text.matchAll(operation)) {
        names.add(each);
      }
    }
  }

  const clients = new Map<string, readonly string[]>();
  for (const [name, named] of used) {
    const exported = (await import(name)) as Readonly<Record<string, unknown>>;
    const names = [...named].filter((each) => Object.hasOwn(exported, each)).sort();
    clients.set(name, names);
  }

  return clients;
}

/**
 * The shapes of an API with their keys written out. As the SDK has them, `{[_xN]: 1}` of a constant `_xN`, a bundler must
 * keep every shape of an API, since making a key of a value could do something: for EC2, half a megabyte.
 */
export function withPlainKeys(source: string): string {
  const names = new Map<string, string>();
  for (const [, name = '', text = ''] of source.matchAll(/^const (_\w+) = ("[^"\\]*");$/gmv)) {
    names.set(name, text);
  }

  return source.replaceAll(/\[(_\w+)\]:/gv, (whole, name: string) => {
    const text = names.get(name);
    return text === undefined ? whole : `${text}:`;
  });
}

/** An import of a client of the SDK, wherever it stands, brings only what the source uses of it. */
export function sdkPlugin(clients: Clients): Plugin {
  return {
    name: 'sdk',
    setup(build) {
      // eslint-disable-next-line require-unicode-regexp -- Esbuild matches names in Go, which does not know these flags.
      build.onResolve({filter: /^@aws-sdk\/client-/}, ({path: name, kind, namespace}) =>
        (kind === 'dynamic-import' || kind === 'entry-point') &&
        namespace !== 'sdk' &&
        clients.has(name)
          ? {path: name, namespace: 'sdk'}
          : undefined,
      );
      // eslint-disable-next-line require-unicode-regexp -- As above.
      build.onLoad({filter: /[/\\]dist-es[/\\]schemas[/\\]\w+\.js$/}, async ({path: file}) => ({
        contents: withPlainKeys(await readFile(file, 'utf8')),
      }));
      // eslint-disable-next-line require-unicode-regexp -- As above.
      build.onLoad({filter: /./, namespace: 'sdk'}, ({path: name}) => ({
        contents: `export {${clients.get(name)?.join(', ')}} from '${name}';`,
        resolveDir: build.initialOptions.absWorkingDir ?? '',
      }));
    },
  };
}
