import {asciiLower, recordHasText} from '../../../source/core/filter/free-text.ts';
import {type JsonObject} from '../../../source/core/json.ts';
import {
  parseFilter,
  type Filter,
  type FilterFace,
  type FilterVocabulary,
} from '../../../source/core/filter.ts';

/** The listed fields and classes, some record keys, and the folded columns of a CSV where one is open. */
export function trailVocabulary(columns: readonly string[] = []): FilterVocabulary {
  return {
    fields:
      'name user source error ip instance resource region role account key via mfa agent usertype sourceidentity invokedby readonly id'.split(
        ' ',
      ),
    recordKeys:
      'additionalEventData awsRegion errorCode eventCategory eventID eventName eventSource readOnly requestParameters sourceIPAddress userAgent userIdentity'.split(
        ' ',
      ),
    classes: 'notable write failed denied login sensitive service late own'.split(' '),
    columns,
  };
}

export type FaceParts = {
  readonly fields?: Readonly<Record<string, readonly string[]>>;
  readonly classes?: readonly string[];
  readonly record?: JsonObject;
};

/** An event as the matcher sees it, made of what a test cares about. */
export function face({fields = {}, classes = [], record = {}}: FaceParts): FilterFace {
  return {
    field: (name) => (Object.hasOwn(fields, name) ? (fields[name] ?? []) : []),
    isClass: (name) => classes.includes(name),
    hasText(needle) {
      if (needle !== asciiLower(needle)) {
        throw new Error(`the needle ${needle} is not in ASCII lower case`);
      }

      return recordHasText(record, needle);
    },
  };
}

/** The filter that a valid query stands for. */
export function parsed(query: string, vocabulary: FilterVocabulary = trailVocabulary()): Filter {
  const result = parseFilter(query, vocabulary);
  if (!result.ok) {
    throw new Error(`${query}: column ${result.problem.column}: ${result.problem.message}`);
  }

  return result.filter;
}
