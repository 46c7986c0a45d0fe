import {shortArn} from '../reading/arn.ts';
import {isJsonObject, member, textAt, type Json} from '../json.ts';
import {isPresent, valuesAt, valueText} from '../reading/path.ts';
import {clip, firstOf, pair, words} from '../reading/phrase.ts';
import {isBlanked, type Call} from './call.ts';

/** Parameters that are about the call, not about what it does. */
const noise =
  /^(?:client(?:request)?token|tokens?|nexttoken|marker|max(?:results|items|records)|limit|pagesize|host|xmlns|x-amz-.*|requestid|idempotencytoken)$/iv;

/** Keys whose value says by itself what it is. */
const naming =
  /(?:name|names|id|ids|arn|arns|identifier|uri|url|bucket|key|target|targets|resource)$/iv;

/** Parameters looked at, and how deep: a hostile record may hold any number of them. */
const nodeLimit = 2000;

/** What an event that no table knows is about: its resource, else its first scalar parameter, and how many more. */
export function describeUnknown(call: Call): string {
  return resources(call) || parameters(call.request, call) || parameters(details(call), call);
}

function details({event}: Call): Json | undefined {
  return member(event.record, 'serviceEventDetails');
}

/** The names of the record's resources, else of those that LookupEvents lists. */
export function resources({event, signs}: Call): string {
  const named: string[] = [];
  for (const resource of valuesAt(event.record, 'resources').slice(0, nodeLimit)) {
    const arn = textAt(resource, 'ARN') || textAt(resource, 'arn');
    if (arn !== '') {
      named.push(clip(shortArn(arn), signs));
    }
  }

  if (named.length === 0) {
    // An access key that LookupEvents lists is the caller's own: WHO has said it.
    for (const {type, name} of event.resources.slice(0, nodeLimit)) {
      if (name !== '' && type !== 'AWS::IAM::AccessKey') {
        named.push(clip(shortArn(name), signs));
      }
    }
  }

  return firstOf([...new Set(named)]);
}

/** The first parameter that is a name, else an id, else the first of all, and how many more there are. */
export function parameters(root: Json | undefined, {signs}: Pick<Call, 'signs'>): string {
  const found: Array<readonly [string, Json]> = [];
  let level: Array<readonly [string, unknown]> = [['', root]];
  let seen = 0;
  while (level.length > 0 && seen < nodeLimit) {
    const next: Array<readonly [string, unknown]> = [];
    for (const [key, value] of level) {
      seen++;
      if (Array.isArray(value)) {
        next.push(...value.slice(0, nodeLimit).map((item: unknown) => [key, item] as const));
      } else if (isJsonObject(value)) {
        next.push(...Object.entries(value).slice(0, nodeLimit));
      } else if (isPresent(value) && !isBlanked(value) && !noise.test(key)) {
        found.push([key, value as Json]);
      }
    }

    level = next;
  }

  const first =
    found.find(([key, value]) => typeof value === 'string' && /name$/iv.test(key)) ??
    found.find(([key, value]) => typeof value === 'string' && naming.test(key)) ??
    found[0];
  if (!first) {
    return '';
  }

  const [key, value] = first;
  const text = clip(shortArn(decoded(valueText(value))), signs);
  const isPlain = key === '' || (typeof value === 'string' && naming.test(key));
  return words(
    isPlain ? text : pair(clip(key, signs, 40), text),
    found.length > 1 ? `+${found.length - 1}` : '',
  );
}

/** Some services record an ARN of the request's path as it was sent: URL-encoded. */
function decoded(text: string): string {
  if (!text.startsWith('arn%3A')) {
    return text;
  }

  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
