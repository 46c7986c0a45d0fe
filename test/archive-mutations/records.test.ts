/**
 * Records that are not what they should be, among sound ones: nothing throws whatever is asked of them, the sound ones
 * are all there as they were written, and what cannot be shown is named.
 */
import assert from 'node:assert/strict';
import {Buffer, isUtf8} from 'node:buffer';
import {after, test, type TestContext} from 'node:test';
import fc from 'fast-check';
import {isJsonObject} from '../../source/core/json.ts';
import {mutate, soundRecords, textMutation, valueMutation, type Mutation} from './mutations.ts';
import {
  askEverything,
  assertFound,
  openContent,
  removeFiles,
  seed,
  type Opened,
  type Recorded,
} from './opened.ts';

const sound = await soundRecords(240);
after(removeFiles);

/** Where each record of a file comes from: a sound one, or one that has been mutated. */
type Part = {readonly record: Recorded; readonly mutation: Mutation | undefined};

const partsOf = (mutation: fc.Arbitrary<Mutation>, length: number, soundShare: number) =>
  fc
    .array(fc.tuple(fc.option(mutation, {nil: undefined, freq: soundShare})), {
      minLength: length,
      maxLength: length,
    })
    .chain((mutations) =>
      fc.nat({max: sound.length - 1}).map((first) =>
        mutations.map(([each], index): Part => ({
          record: sound[(first + index) % sound.length]!,
          mutation: each,
        })),
      ),
    );

const shapes = ['Records', 'list', 'lines', 'Events', 'wrapped'] as const;
type Shape = (typeof shapes)[number];

/** A file of records in one of the shapes that archives come in. */
function fileOf(texts: readonly Buffer[], shape: Shape): Buffer {
  const join = (separator: string) =>
    Buffer.concat(
      texts.flatMap((text, index) => (index === 0 ? [text] : [Buffer.from(separator), text])),
    );
  switch (shape) {
    case 'Records': {
      return Buffer.concat([Buffer.from('{"Records":['), join(','), Buffer.from(']}')]);
    }

    case 'list': {
      return Buffer.concat([Buffer.from('[\n'), join(',\n'), Buffer.from('\n]')]);
    }

    case 'lines': {
      return Buffer.concat([join('\n'), Buffer.from('\n')]);
    }

    case 'Events': {
      const items = texts.map((text) =>
        JSON.stringify({CloudTrailEvent: text.toString(), EventName: 'x'}),
      );
      return Buffer.from(`{"Events":[${items.join(',')}]}`);
    }

    case 'wrapped': {
      return Buffer.from(
        texts.map((text) => `{"version":"0","detail":${text.toString()}}`).join('\n'),
      );
    }
  }
}

const textOf = ({record, mutation}: Part) =>
  mutation ? mutate(record, mutation) : Buffer.from(JSON.stringify(record));

let mutated = 0;

test(
  'records that are JSON but nothing else that they should be',
  {timeout: 120_000},
  async (context: TestContext) => {
    const parts = partsOf(valueMutation, 40, 3);
    await fc.assert(
      fc.asyncProperty(
        parts,
        fc.constantFrom(...shapes),
        fc.boolean(),
        async (all, shape, isPipe) => {
          mutated += all.filter(({mutation}) => mutation).length;
          const opened = await openContent(
            fileOf(
              all.map((part) => textOf(part)),
              shape,
            ),
            isPipe ? '-' : 'file.json',
          );
          // A mutation may have taken over the eventID of another, but none of these does so by chance.
          assertFound(
            opened,
            all.filter(({mutation}) => !mutation).map(({record}) => record),
            shape,
          );
          assertNamed(opened, all, shape);
          askEverything(opened);
        },
      ),
      {seed, numRuns: 300},
    );
    context.diagnostic(`${mutated} mutated records`);
  },
);

test(
  'records whose text is broken: in lines, all others are shown',
  {timeout: 120_000},
  async (context: TestContext) => {
    let broken = 0;
    await fc.assert(
      fc.asyncProperty(partsOf(textMutation, 30, 3), async (all) => {
        const opened = await openContent(
          fileOf(
            all.map((part) => textOf(part)),
            'lines',
          ),
        );
        broken += all.filter(({mutation}) => mutation).length;
        assertFound(
          opened,
          all.filter(({mutation}) => !mutation).map(({record}) => record),
          'lines',
        );
        assertNamed(opened, all, 'lines');
        askEverything(opened);
      }),
      {seed, numRuns: 120},
    );
    context.diagnostic(`${broken} mutated records`);
  },
);

test(
  'a record whose text is broken inside a list: what stands before it is shown',
  {timeout: 120_000},
  async (context: TestContext) => {
    let broken = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.nat({max: 9}),
        textMutation,
        fc.constantFrom('Records' as const, 'list' as const),
        async (at, mutation, shape) => {
          broken++;
          const all: readonly Part[] = sound
            .slice(0, 10)
            .map((record, index) => ({record, mutation: index === at ? mutation : undefined}));
          const opened = await openContent(
            fileOf(
              all.map((part) => textOf(part)),
              shape,
            ),
          );
          assertFound(
            opened,
            all.slice(0, at).map(({record}) => record),
            `${shape}, before ${at}`,
          );
          // What is broken without a bracket or a quote too many or too few leaves the list whole.
          if (mutation.kind === 'NUL' || mutation.kind === 'broken UTF-8') {
            assertFound(
              opened,
              all.slice(at + 1).map(({record}) => record),
              `${shape}, behind ${at}`,
            );
          }

          assertNamed(opened, all, shape);
          askEverything(opened);
        },
      ),
      {seed, numRuns: 400},
    );
    context.diagnostic(`${broken} mutated records`);
  },
);

/**
 * What is not shown is named. A control character inside a string is no JSON, but it is plain what was meant: such a
 * record is shown as it is. In lines, an empty list is an empty log file.
 */
function assertNamed({problems, store}: Opened, all: readonly Part[], shape: Shape): void {
  const texts = all.map((part) => textOf(part));
  const lost = texts.filter((text) => {
    const written = text.toString().replaceAll(/\p{Control}/gv, '');
    return !isUtf8(text) || (!holdsEvent(written) && !(shape === 'lines' && written === '[]'));
  });
  if (lost.length > 0) {
    assert.ok(problems.length > 0, `${lost.length} of ${all.length} are broken, and none is named`);
  }

  if (problems.length === 0) {
    assert.ok(store.count > 0);
  }
}

function holdsEvent(text: string): boolean {
  try {
    return isJsonObject(JSON.parse(text));
  } catch {
    return false;
  }
}
