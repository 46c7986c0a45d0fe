import {type Filter} from '../core/filter.ts';
import {nearestName} from '../core/filter/names.ts';
import {isStartValue, startFilter, startValues} from '../core/pivots/start.ts';
import {commandNames} from './flags.ts';
import {UsageError} from './usage-error.ts';

/** The words of the command line, told apart: what is read, and what is started at. */
export type StartWords = {
  readonly paths: readonly string[];
  /** The filter that the values among the words stand for; undefined where there is none. */
  readonly filter: Filter | undefined;
};

/**
 * Tells paths from values to start at (`trailtop i-0abc…`). What exists is a path, whatever it looks like; so is what
 * looks like no value.
 */
export function readStart(
  words: readonly string[],
  isPath: (word: string) => boolean = () => false,
): StartWords {
  const values = words.filter((word) => isStartValue(word) && !isPath(word));
  const paths = words.filter((word) => !values.includes(word));
  return {paths, filter: values.length > 0 ? startFilter(values) : undefined};
}

/** Throws where no path is there to be read, and a word of them may have been meant as a value to start at. */
export function refuseUnknown(
  paths: readonly string[],
  isPath: ((word: string) => boolean) | undefined,
): void {
  if (!isPath || paths.some((path) => path === '-' || isPath(path))) {
    return;
  }

  const word = paths.find((path) => !/[.\/\\]/v.test(path));
  if (word !== undefined) {
    const near = nearestName(word, commandNames);
    throw new UsageError(
      near === undefined
        ? `${word}: no such file or folder; what may stand here too is ${startValues}`
        : `${word}: no such file or folder; did you mean trailtop ${near}?`,
    );
  }
}
