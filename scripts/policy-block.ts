import {iamPolicy} from '../source/core/iam.ts';
import {marksOf, withMarked} from './marked.ts';

/** The README's IAM policy: what `trailtop doctor --policy` prints. */
export function withPolicy(readme: string): string {
  return withMarked(readme, marksOf('policy'), `\`\`\`json\n${iamPolicy()}\`\`\``);
}
