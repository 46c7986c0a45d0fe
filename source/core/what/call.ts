import type {TrailEvent} from '../event.ts';
import {isJsonObject, member, textAt, type Json} from '../json.ts';
import {valuesAt, valueText} from '../reading/path.ts';
import {clip, type Signs} from '../reading/phrase.ts';

/** One call as the tables of this folder see it: paths ignore case and walk into lists; texts are clipped. */
export type Call = {
  readonly event: TrailEvent;
  /** eventName without Lambda's or CloudFront's API date: `UpdateFunctionCode` of `UpdateFunctionCode20150331v2`. */
  readonly name: string;
  readonly request: Json | undefined;
  readonly response: Json | undefined;
  readonly signs: Signs;
  /** The texts at the first of these paths of the request that has any, each once. */
  readonly asked: (...paths: readonly string[]) => readonly string[];
  /** The first of them; '' for none. */
  readonly ask: (...paths: readonly string[]) => string;
  /** The same of the response. */
  readonly given: (...paths: readonly string[]) => readonly string[];
  readonly gave: (...paths: readonly string[]) => string;
};

/** Turns one call into what a person needs to know of it; '' where the record does not hold it. */
export type Describe = (call: Call) => string;

/** The sentences of one service by event name. */
export type Sentences = Readonly<Record<string, Describe>>;

/** More values than anybody counts by hand: what is beyond is not looked at. */
const valueLimit = 2000;

export function callOf(event: TrailEvent, signs: Signs): Call {
  const name = textAt(event.record, 'eventName').replace(/20\d{2}_?\d{2}_?\d{2}(?:v\d+)?$/v, '');
  const request = unwrap(member(event.record, 'requestParameters'), `${name}Request`);
  const response = unwrap(member(event.record, 'responseElements'), `${name}Response`);
  const asked = (...paths: readonly string[]): readonly string[] => texts(request, paths, signs);
  const given = (...paths: readonly string[]): readonly string[] => texts(response, paths, signs);
  return {
    event,
    name,
    request,
    response,
    signs,
    asked,
    ask: (...paths) => asked(...paths)[0] ?? '',
    given,
    gave: (...paths) => given(...paths)[0] ?? '',
  };
}

/** The texts at the first path that has any, without those that AWS has blanked. */
export function texts(root: unknown, paths: readonly string[], signs: Signs): readonly string[] {
  for (const path of paths) {
    const found = new Set<string>();
    for (const value of valuesAt(root, path).slice(0, valueLimit)) {
      // Newer EC2 calls write a list as {"tag": 1, "content": …}.
      const content = isJsonObject(value) ? member(value, 'content') : value;
      if (content !== undefined && !isJsonObject(content) && !isBlanked(content)) {
        found.add(clip(valueText(content), signs));
      }
    }

    if (found.size > 0) {
      return [...found];
    }
  }

  return [];
}

/** Whether AWS has put something else in the value's place. */
export function isBlanked(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^(?:HIDDEN_DUE_TO_SECURITY_REASONS|\*{3,}|<sensitiveDataRemoved>)$/v.test(value)
  );
}

function unwrap(value: Json | undefined, wrapper: string): Json | undefined {
  return member(value, wrapper) ?? value;
}
