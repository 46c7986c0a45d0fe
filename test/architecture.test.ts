import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';

const root = path.resolve(import.meta.dirname, '..');
const files = globSync('source/**/*.{ts,tsx}', {cwd: root}).map((file) =>
  file.replaceAll('\\', '/'),
);

type Import = {readonly file: string; readonly target: string; readonly isTypeOnly: boolean};

/** Every import of the source, with targets in the project as paths from its root. */
const imports: readonly Import[] = files.flatMap((file) => {
  const text = readFileSync(path.join(root, file), 'utf8');
  const statements = text.matchAll(
    /^(?:import|export)\s(?<type>type\s)?[^;]*?from\s'(?<from>[^']+)'|import\('(?<dynamic>[^']+)'\)/gmv,
  );
  return [...statements].map(({groups}) => {
    const target = groups?.['from'] ?? groups?.['dynamic'] ?? '';
    return {
      file,
      target: target.startsWith('.') ? path.posix.join(path.posix.dirname(file), target) : target,
      isTypeOnly: groups?.['type'] !== undefined,
    };
  });
});

/** The room of a file: a folder of source/, or `entry` for what stands in source/ itself. */
function roomOf(file: string): string {
  return /^source\/(?<room>[a-z]+)\//v.exec(file)?.groups?.['room'] ?? 'entry';
}

test('the test sees the source: many files, many imports', () => {
  assert.ok(files.length > 50);
  assert.ok(imports.length > 200);
});

test('core is pure: no react, ink, node, AWS SDK, clock or randomness', () => {
  const allowed = new Set(['string-width', 'asciichart']);
  for (const {file, target} of imports.filter(({file}) => roomOf(file) === 'core')) {
    const isCore = target.startsWith('source/core/');
    assert.ok(isCore || allowed.has(target), `${file} imports ${target}`);
  }

  for (const file of files.filter((each) => roomOf(each) === 'core')) {
    const text = readFileSync(path.join(root, file), 'utf8');
    assert.doesNotMatch(
      text,
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bsetTimeout\b|\bsetInterval\b|\bprocess\./v,
      `${file} reaches for the clock, chance, a timer or the process`,
    );
  }
});

test('rooms on one floor do not import each other', () => {
  const floor = new Set(['sources', 'terminal', 'ui', 'print', 'demo', 'files']);
  for (const {file, target, isTypeOnly} of imports) {
    const room = roomOf(file);
    if (!floor.has(room) || !target.startsWith('source/')) {
      continue;
    }

    const targetRoom = roomOf(target);
    const mayTakeStoreType = room === 'ui' && target === 'source/store.ts' && isTypeOnly;
    assert.ok(
      targetRoom === room || targetRoom === 'core' || mayTakeStoreType,
      `${file} imports ${target}`,
    );
  }
});

test('the demo is loaded only on demand', () => {
  const eager = imports.filter(
    ({file, target}) => roomOf(file) !== 'demo' && target.startsWith('source/demo/'),
  );
  for (const {file, target} of eager) {
    const text = readFileSync(path.join(root, file), 'utf8');
    assert.match(text, new RegExp(`import\\('\\./${target.slice('source/'.length)}'\\)`, 'v'));
  }
});

test('SDK clients are loaded only on demand, or for their types', () => {
  for (const {file, target, isTypeOnly} of imports.filter(({target}) =>
    target.startsWith('@aws-sdk/client'),
  )) {
    const text = readFileSync(path.join(root, file), 'utf8');
    assert.ok(isTypeOnly || text.includes(`import('${target}')`), `${file} imports ${target}`);
  }
});

test('text reaches the terminal through ui/lines.tsx and ui/table.tsx only', () => {
  const drawing = imports.filter(({target}) => target === 'ink');
  for (const {file} of drawing) {
    const text = readFileSync(path.join(root, file), 'utf8');
    const usesText = /import \{[^\}]*\bText\b[^\}]*\} from 'ink'/v.test(text);
    assert.ok(!usesText || file === 'source/ui/lines.tsx', `${file} draws text by itself`);
  }
});

test('only the core calls stillSafe: what it returns must have passed the gate', () => {
  for (const file of files.filter((each) => roomOf(each) !== 'core')) {
    const text = readFileSync(path.join(root, file), 'utf8');
    assert.doesNotMatch(text, /stillSafe|as SafeText/v, `${file} declares text safe by itself`);
  }
});

test('within the core only the gate itself declares text safe', () => {
  for (const file of files.filter((each) => roomOf(each) === 'core')) {
    const text = readFileSync(path.join(root, file), 'utf8');
    assert.equal(
      text.includes('as SafeText'),
      file === 'source/core/sanitize.ts',
      `${file} declares text safe by itself`,
    );
  }
});

test('only commands.ts binds a key', () => {
  const handlers = imports.filter(({file, target}) => target === 'ink' && roomOf(file) === 'ui');
  for (const {file} of handlers) {
    const text = readFileSync(path.join(root, file), 'utf8');
    assert.ok(!text.includes('useInput') || file === 'source/ui/use-commands.ts', file);
  }
});
