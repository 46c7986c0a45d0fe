import {foldColumn} from '../core/filter.ts';
import {nearestName, resolveName} from '../core/filter/names.ts';
import {vocabularyOf} from '../core/filter/vocabulary.ts';
import {UsageError} from './usage-error.ts';

/** What `--count-by` names. */
export type CountBy = {
  readonly fields: readonly string[];
  /** Fields that only a column of a CSV can be: whether it is there, the files tell. */
  readonly maybeColumns: readonly string[];
};

/** `user,name`: listed fields, dotted paths, top-level keys; in archives also columns of a CSV. Throws UsageError. */
export function readCountBy(text: string | undefined, isArchive: boolean): CountBy | undefined {
  if (text === undefined) {
    return undefined;
  }

  const vocabulary = vocabularyOf([]);
  const fields: string[] = [];
  const maybeColumns: string[] = [];
  for (const name of text.split(',').map((part) => part.trim())) {
    const resolved = resolveName(name, vocabulary);
    const column = foldColumn(name);
    if (name === '' || (resolved?.kind !== 'field' && !isArchive)) {
      throw unknownField(name);
    }

    if (resolved?.kind === 'field') {
      fields.push(resolved.name);
    } else {
      fields.push(column);
      maybeColumns.push(column);
    }
  }

  if (new Set(fields).size < fields.length) {
    throw new UsageError('--count-by names a field twice');
  }

  return {fields, maybeColumns};
}

/** That there is no such field, with the one that was probably meant. */
export function unknownField(name: string, columns: readonly string[] = []): UsageError {
  if (name === '') {
    return new UsageError('--count-by takes fields, as in --count-by user,name');
  }

  const {fields, recordKeys} = vocabularyOf([]);
  const near = nearestName(name, [...columns, ...fields, ...recordKeys]);
  const hint =
    near === undefined
      ? `: it takes ${[...new Set([...columns, ...fields])].join(', ')}`
      : `; did you mean ${near}?`;
  return new UsageError(`--count-by: there is no field "${name}"${hint}`);
}
