import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {frameToSvg} from '../../scripts/svg-frame.ts';
import {createTerminalModel} from './terminal-model.ts';

async function picture(output: string, title = 'trailtop'): Promise<string> {
  const model = createTerminalModel({columns: 24, rows: 4});
  await model.write(output);
  return frameToSvg(model, {title});
}

const tag = /<(?<end>\/?)(?<name>[a-z]+)(?: [\-A-Za-z]+="[^"<]*")*(?<self>\/?)>/gv;

/** Every tag closed in order and no stray mark: what an XML reader needs to accept the picture. */
function assertWellFormed(svg: string): void {
  const open: string[] = [];
  for (const {groups} of svg.matchAll(tag)) {
    if (groups?.['end'] === '/') {
      assert.equal(open.pop(), groups['name']);
    } else if (groups?.['self'] === '') {
      open.push(groups['name'] ?? '');
    }
  }

  assert.deepEqual(open, []);
  assert.doesNotMatch(svg.replaceAll(tag, ''), /[<>]|&(?!amp;|lt;|gt;|quot;)/v);
}

test('text stands in the picture, escaped', async () => {
  const svg = await picture('user:kim & <root>', 'a <b> & "c"');
  assertWellFormed(svg);
  assert.match(svg, />user:kim &amp; &lt;root&gt;<\/text>/v);
  assert.match(svg, /<title>a &lt;b&gt; &amp; &quot;c&quot;<\/title>/v);
});

test('colours, bold, dim and inverse are drawn', async () => {
  const svg = await picture(
    '\u001B[1;31mbad\u001B[0m \u001B[2mfaint\u001B[0m \u001B[7mrow\u001B[0m',
  );
  assert.match(svg, /fill="#ef6b73" font-weight="600">bad</v);
  assert.match(svg, /fill="#7c828a">faint</v);
  assert.match(svg, /<rect[^>]* fill="#d3dae3"\/>/v);
  assert.match(svg, /fill="#12161d">row</v);
});

test('lines of a border are shapes that reach the edges of their cells', async () => {
  const svg = await picture('╭──╮\r\n│  │\r\n╰──╯');
  assertWellFormed(svg);
  assert.doesNotMatch(svg, /[─│╭╮╯╰]/v);
  // The two dashes are one line from the left edge of the first to the right edge of the second.
  assert.match(svg, /M8\.4 9L25\.2 9/v);
  // The left side goes from the corner above to the corner below.
  assert.match(svg, /M4\.2 18L4\.2 36/v);
});

test('concealed text is not drawn', async () => {
  assert.doesNotMatch(await picture('\u001B[8msecret\u001B[0m'), /secret/v);
});

test('what a terminal may show is always well-formed, and the same twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({unit: 'binary', maxLength: 60}),
      fc.string(),
      async (text, title) => {
        const svg = await picture(text, title);
        assertWellFormed(svg);
        assert.equal(svg, await picture(text, title));
      },
    ),
    {numRuns: 60},
  );
});
