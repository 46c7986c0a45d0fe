/** Filters typed key by key with all of an archive loaded, in a process of its own: prints each key's time as JSON. */
import process from 'node:process';
import {createTyping, openArchive} from './adapter.ts';
import {type Keystrokes} from './programs.ts';

const [folder = ''] = process.argv.slice(2);

/** What somebody looks for at night, in fields only. */
const filters = [
  'name:RunInstances -error:*',
  'user:kim is:write',
  'is:denied -user:deploy-bot',
  'ip:203.0.113.0/24 name:Get*',
  'source:iam,sts readonly:false',
  'role:terraform region:eu-west-1 error:*',
  'key:ASIA* via:console',
  'instance:i-0* name:*Instances',
  'requestParameters.policyArn:*Administrator*',
] as const;

const archive = await openArchive(folder);
// A person begins to type once the list stands there, and the threads have done their work by then.
await archive.settled();
const type = createTyping(archive);
const keys: Array<readonly [text: string, ms: number]> = [];
for (const filter of filters) {
  for (let length = 1; length <= filter.length; length++) {
    const text = filter.slice(0, length);
    // A name without its colon is still a word: that is free text, which is measured apart.
    const isFields = text.split(' ').every((term) => /^-?[a-z][a-zA-Z.]*:./v.test(term));
    const start = performance.now();
    const rows = isFields ? type(text) : undefined;
    const ms = performance.now() - start;
    if (rows !== undefined) {
      keys.push([text, ms]);
    }
  }
}

const result: Keystrokes = {keys};
process.stdout.write(JSON.stringify(result), () => {
  // eslint-disable-next-line unicorn/no-process-exit -- nothing is left to be done
  process.exit();
});
