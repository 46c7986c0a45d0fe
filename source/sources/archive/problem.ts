import {extname} from 'node:path';
import {type ArchiveProblem} from '../../core/archive/shapes.ts';

const eventNames: ReadonlySet<string> = new Set(['.json', '.gz', '.jsonl', '.csv']);

/** Whether a file's name promises events, so that its faults are failures wherever it was found. */
export function isEventName(path: string): boolean {
  return eventNames.has(extname(path).toLowerCase());
}

/** What is wrong with a path as a whole: nothing of it is shown. */
export function fatalProblem(path: string, message: string, named: boolean): ArchiveProblem {
  return {path, message, fatal: true, named};
}

const ioMessages: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'no such file or folder',
  EACCES: 'may not be read (permission denied)',
  EPERM: 'may not be read (permission denied)',
  ELOOP: 'is a link that leads back to itself',
  ENAMETOOLONG: 'no such file or folder (the name is too long)',
  EMFILE: 'could not be opened (too many open files)',
};

/** An error of the file system or of zlib in words. */
export function describeIoError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return ioMessages[code] ?? `could not be read (${code})`;
}
