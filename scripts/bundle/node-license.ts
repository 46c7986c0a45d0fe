import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

/**
 * The licence of the Node that is put inside, and of what Node itself contains. It lies beside Node where Node was
 * unpacked from its own archive; where it does not, the text says where it stands, and the person who builds is told.
 */
export async function nodeLicense(node: string): Promise<string> {
  const title = `\n${'-'.repeat(80)}\n\nNode.js ${process.version}\n\n`;
  for (const folder of ['.', '..']) {
    const file = path.resolve(path.dirname(node), folder, 'LICENSE');
    if (existsSync(file)) {
      return title + (await readFile(file, 'utf8'));
    }
  }

  const place = `https://github.com/nodejs/node/blob/${process.version}/LICENSE`;
  process.stderr.write(
    `No LICENSE lies beside ${node}: put in ${place} before you hand this on.\n`,
  );
  return `${title}${place}\n`;
}
