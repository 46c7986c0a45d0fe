import {t, type SafeText} from '../sanitize.ts';
import {grouped} from '../select/numbers.ts';
import {type State} from '../state/model.ts';

/**
 * Why the list is only a part of what it will be, or would have been: records that are still being searched, files that
 * are not read. Nothing where the list is whole.
 */
export function lackWords(state: State): readonly SafeText[] {
  return [...searchLack(state), ...readingLack(state)];
}

/** The same of a search alone. */
export function searchLack({list, search}: State): readonly SafeText[] {
  if (list.waiting === 0) {
    return [];
  }

  const percent = search ? Math.floor((search.done / Math.max(1, search.total)) * 100) : 0;
  const records = list.waiting === 1 ? t`1 event` : t`${grouped(list.waiting)} events`;
  return [t`the records of ${records} are still being searched, ${percent} % are done`];
}

function readingLack({mode, archive}: State): readonly SafeText[] {
  const {filesDone, filesTotal, isDone, isStopped} = archive;
  if (mode === 'live' || (isDone && !isStopped)) {
    return [];
  }

  const files = filesTotal === 1 ? t`1 file` : t`${grouped(filesTotal)} files`;
  return [t`${isStopped ? t`stopped after` : t`reading`} ${grouped(filesDone)} of ${files}`];
}
