import {type TrailEvent} from '../event.ts';
import {readJson} from './json.ts';
import {firstLine} from './csv.ts';
import {findHeader, readRows, type CsvHeader} from './rows.ts';
import {columnsAsked, findTimeColumns} from './time-columns.ts';
import {brokenListKey, isDigest, listOf, noEvent, readItem} from './shapes.ts';

export type ArchiveTextOptions = {
  /** The CSV column that holds the time, as the user writes it. */
  readonly timeColumn?: string | undefined;
  /** It was found in a folder under a name that promises no events: a table of it has to have times. */
  readonly isFound?: boolean;
  /** It is known already that the text is cut: its unfinished end is no news, and its last CSV row may be a part. */
  readonly isCut?: boolean;
  /** Problems named one by one; one more counts the rest. */
  readonly maxProblems?: number;
};

export type TextProblem = {
  readonly message: string;
  readonly fatal: boolean;
  /** A remark about something that could be read as well as it was written: no failure. */
  readonly isRemark: boolean;
};

export type ArchiveText = {
  readonly events: readonly TrailEvent[];
  readonly problems: readonly TextProblem[];
  readonly columns: readonly string[];
  /** It is an event file, if maybe an empty or a damaged one. */
  readonly isRecognised: boolean;
};

/** Problems of one file that are named one by one. */
export const defaultMaxProblems = 20;

/**
 * One file's text as events: a CloudTrail log file, a list or a single record, LookupEvents output, records wrapped
 * by EventBridge, JSON Lines of these, or a CSV with a header. Told apart by content. Never throws; what is
 * readable is read.
 */
export function parseArchiveText(text: string, options: ArchiveTextOptions = {}): ArchiveText {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const start = bare.search(/\S/v);
  if (start === -1) {
    return none(options.isCut ? [] : [{message: 'is empty', fatal: true, isRemark: false}]);
  }

  if ('[{'.includes(bare.charAt(start))) {
    return readDocuments(bare, options);
  }

  const {timeColumn, isFound = false} = options;
  // Something may stand before the first document: a log line, a prompt.
  const hasDocuments = /^[\[\{]/mv.test(bare);
  const table = firstLine(bare.trimStart()).end === '\r' ? bare.replaceAll(/\r\n?/gv, '\n') : bare;
  const isTable = !hasDocuments && !isFound;
  const header = findHeader(table, {timeColumn, isFound, isTable});
  if (header) {
    return readTable(table, header, options);
  }

  const read = hasDocuments ? readDocuments(bare, options) : none();
  return read.isRecognised ? read : none([holdsNone]);
}

const holdsNone: TextProblem = {message: 'holds no events', fatal: true, isRemark: false};

function none(problems: readonly TextProblem[] = []): ArchiveText {
  return {events: [], problems, columns: [], isRecognised: false};
}

function readDocuments(text: string, {isCut, maxProblems}: ArchiveTextOptions): ArchiveText {
  const events: TrailEvent[] = [];
  const problems = boundedProblems(maxProblems);
  let records = 0;
  let strangers = 0;
  let isRecognised = false;

  const readOne = (value: unknown) => {
    records++;
    const {event, fault} = readItem(value);
    if (event) {
      events.push(event);
    } else if (fault === noEvent) {
      strangers++;
    }

    if (fault !== undefined) {
      problems.add(`record ${records} ${fault}`);
    }
  };

  const readList = (list: readonly unknown[]) => {
    for (const value of list) {
      // Log files joined into one list, as `jq -s` does it.
      const inner = Array.isArray(value) ? undefined : listOf(value);
      if (inner) {
        readList(inner);
      } else {
        readOne(value);
      }
    }
  };

  readJson(text, {
    document(value) {
      const list = listOf(value);
      const brokenKey = brokenListKey(value);
      if (list) {
        isRecognised ||= list.length === 0 || !Array.isArray(value);
        readList(list);
      } else if (isDigest(value)) {
        isRecognised = true;
      } else if (brokenKey === undefined) {
        readOne(value);
      } else {
        isRecognised = true;
        problems.add(`has ${brokenKey} that are no list`);
      }
    },
    item(value) {
      readList([value]);
    },
    list(hasKey) {
      isRecognised ||= hasKey;
    },
    brokenItem(at) {
      records++;
      problems.add(() => `record ${records} is not JSON at ${place(text, at)}`);
    },
    broken(at, atEnd) {
      if (atEnd && isCut) {
        return;
      }

      const fault = atEnd ? 'is cut off' : 'is not JSON';
      const before = atEnd ? shownBefore(events.length) : '';
      problems.add(() => `${fault} at ${place(text, at)}${before}`);
    },
  });

  isRecognised ||= events.length > 0;
  const onlyStrangers = strangers > 0 && strangers === problems.count && events.length === 0;
  return {
    events,
    problems: onlyStrangers ? [holdsNone] : problems.list(events.length === 0),
    columns: [],
    isRecognised: isRecognised && !onlyStrangers,
  };
}

/** How much of a cut file is shown, in words. */
export function shownBefore(count: number, fault: 'cut' | 'damage' = 'cut'): string {
  if (count === 0) {
    return `; no event before the ${fault} is complete`;
  }

  return count === 1
    ? `; 1 event before the ${fault} is shown`
    : `; ${count} events before the ${fault} are shown`;
}

/** A position as people count it. */
function place(text: string, at: number): string {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1 && end < at; end = text.indexOf('\n', end + 1)) {
    line++;
    start = end + 1;
  }

  return `line ${line}, column ${at - start + 1}`;
}

function readTable(text: string, header: CsvHeader, options: ArchiveTextOptions): ArchiveText {
  const problems = boundedProblems(options.maxProblems);
  const timeColumns = findTimeColumns(header, options.timeColumn);
  const whole = options.isCut ? text.slice(0, text.lastIndexOf('\n') + 1) : text;
  const {events, columns, ragged, timeless, unclosed} = readRows(whole, header, timeColumns);
  const asked = options.timeColumn;
  if (asked !== undefined && columnsAsked(header.columns, asked).length === 0) {
    problems.add(`has no column ${asked} for the time; it has ${header.columns.join(', ')}`);
  }

  if (unclosed !== undefined) {
    problems.add(
      `has a quote in line ${unclosed} that is never closed; quotes from there on are characters`,
    );
  }

  if (ragged.length > 0) {
    problems.add(
      `has ${ragged.length === 1 ? '1 row' : `${ragged.length} rows`} with more or fewer cells than its header (${lines(ragged)})`,
    );
  }

  if (timeColumns.length === 0) {
    problems.remark('has no column that is known to hold a time; --time-column names one');
  } else if (timeless.length > 0) {
    problems.remark(
      `has ${timeless.length === 1 ? '1 row' : `${timeless.length} rows`} without a readable time in its ${timeColumns.length === 1 ? 'column' : 'columns'} ${timeColumns.join(' and ')} (${lines(timeless)})${timeless.length === events.length ? '; times are read as 2026-11-22 12:15:07, or as Unix time' : ''}`,
    );
  }

  return {events, problems: problems.list(false), columns, isRecognised: true};
}

function lines(all: readonly number[]): string {
  const shown = all.slice(0, 5);
  const rest = all.length - shown.length;
  return `${all.length === 1 ? 'line' : 'lines'} ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Collects problems; what is beyond the bound is only counted, and its words are not even made. */
function boundedProblems(max: number = defaultMaxProblems) {
  const kept: Array<{message: string; isRemark: boolean}> = [];
  let count = 0;
  const add = (message: string | (() => string), isRemark = false) => {
    count++;
    if (kept.length < max) {
      kept.push({message: typeof message === 'string' ? message : message(), isRemark});
    }
  };

  return {
    get count() {
      return count;
    },
    add(message: string | (() => string)) {
      add(message);
    },
    remark(message: string) {
      add(message, true);
    },
    list(fatal: boolean): readonly TextProblem[] {
      const more = count - kept.length;
      return [
        ...kept.map((problem) => ({...problem, fatal})),
        ...(more > 0 ? [{message: `and ${more} more of these`, isRemark: false, fatal}] : []),
      ];
    },
  };
}
