import {firstOf, pair, words} from '../reading/phrase.ts';
import {eachScalar, valuesAt, valueText} from '../reading/path.ts';
import {isJsonObject, type Json, type JsonObject} from '../json.ts';
import {texts, type Call} from './call.ts';
import {describeUnknown} from './unknown.ts';

/** What an EC2 Describe… call asked about: its ids, else its filters, else `all`. */
export function describeEc2(call: Call): string {
  if (!call.name.startsWith('Describe') || !isRequest(call.request)) {
    return describeUnknown(call);
  }

  const ids = named(call.request);
  const filters = [
    ...valuesAt(call.request, 'filterSet.items'),
    ...valuesAt(call.request, 'Filter'),
  ]
    .slice(0, 100)
    .map((filter) => filterText(filter, call));
  return words(firstOf(ids), firstOf(filters)) || 'all';
}

/** The request is an object, or the empty text under which EC2 records that nothing was asked for in particular. */
function isRequest(request: Json | undefined): boolean {
  return isJsonObject(request) || request === '';
}

function named(request: Json | undefined): readonly string[] {
  const chosen: JsonObject = Object.fromEntries(
    Object.entries(isJsonObject(request) ? request : {}).filter(
      ([key]) => !/^(?:filter|maxresults|nexttoken|dryrun|include|tag$)/iv.test(key),
    ),
  );
  const found = new Set<string>();
  eachScalar(chosen, (value, key) => {
    // Newer calls write a list as {"tag": 1, "content": …}, older ones sort or limit beside it.
    if (typeof value === 'string' && value !== '' && key !== 'tag' && found.size < 2000) {
      found.add(value.slice(0, 160));
    }
  });
  return [...found];
}

function filterText(filter: Json, call: Call): string {
  const name = texts(filter, ['name'], call.signs)[0] ?? '';
  const values = texts(filter, ['valueSet.items.value', 'Value'], call.signs);
  return pair(name, firstOf(values)) || valueText(name);
}
