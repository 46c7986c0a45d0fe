import {readFile, stat} from 'node:fs/promises';
import {readRecordedSeries, type RecordedSeries} from '../core/archive/recorded-series.ts';
import {describeIoError} from './archive/problem.ts';

/** A larger file is no series that one chart shows. */
const largest = 256 * 1024 * 1024;

/** Reads a recorded series; what goes wrong is told as a problem of the file. Never rejects. */
export async function recordedSeries(path: string): Promise<RecordedSeries> {
  try {
    const {size} = await stat(path);
    if (size > largest) {
      return failed(`is larger than ${largest / 1024 / 1024} MB`);
    }

    return readRecordedSeries(await readFile(path, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return failed(code === 'EISDIR' ? 'is a folder' : describeIoError(error));
  }
}

function failed(message: string): RecordedSeries {
  return {series: [], problems: [message]};
}
