import {readLocatedJson, type Located, type Member} from '../core/config/read-json.ts';
import {isViewName, viewNameRule} from '../core/config/view-name.ts';
import {nearestName} from '../core/filter/names.ts';
import {flagRows, type FlagRow} from './flags.ts';

/** What is wrong in config.json, and in which of its lines; the entry counts for nothing. */
export type ConfigRemark = {readonly line: number; readonly message: string};

/** A flag that config.json sets. */
export type ConfigEntry = {
  /** As it is written: `endpoint-url`. */
  readonly flag: string;
  readonly row: FlagRow;
  readonly line: number;
  /** As many values as were given; a flag that is only given or not has `true` or `false`. */
  readonly values: readonly string[];
};

export type ConfigView = {readonly line: number; readonly entries: readonly ConfigEntry[]};

export type Config = {
  readonly defaults: readonly ConfigEntry[];
  readonly views: ReadonlyMap<string, ConfigView>;
  readonly remarks: readonly ConfigRemark[];
};

/**
 * Reads the text of config.json: `{"defaults": {FLAG: VALUE}, "views": {NAME: {FLAG: VALUE}}}`. What is wrong is named and
 * left out; whether a value is one that its flag takes is not known yet.
 */
export function readConfig(text: string): Config {
  const {root, faults} = readLocatedJson(text);
  const remarks: ConfigRemark[] = [...faults];
  const defaults: ConfigEntry[] = [];
  const views = new Map<string, ConfigView>();
  if (root && root.kind !== 'object') {
    remarks.push({line: root.line, message: 'it begins with { and has "defaults" and "views"'});
  }

  for (const {key, line, value} of root ? membersOf(root, '', remarks) : []) {
    if (key === 'defaults' && isObject(value, '"defaults"', remarks)) {
      defaults.push(...entriesOf(value, 'defaults', remarks));
    } else if (key === 'views' && isObject(value, '"views"', remarks)) {
      readViews(value, views, remarks);
    } else if (key !== 'defaults' && key !== 'views') {
      remarks.push({line, message: oddKey(key)});
    }
  }

  return {defaults, views, remarks};
}

function oddKey(key: string): string {
  if (flagRows.has(key)) {
    return `"${key}" stands in "defaults" or in a view`;
  }

  const near = nearestName(key, ['defaults', 'views']);
  return near === undefined
    ? `"${key}" is nothing here: it takes "defaults" and "views"`
    : `"${key}" is nothing here; did you mean "${near}"?`;
}

function readViews(value: Located, views: Map<string, ConfigView>, remarks: ConfigRemark[]): void {
  for (const {key, line, value: view} of membersOf(value, 'view ', remarks)) {
    if (!isViewName(key)) {
      remarks.push({line, message: `view "${key}": ${viewNameRule}`});
    } else if (isObject(view, `view "${key}"`, remarks)) {
      views.set(key, {line, entries: entriesOf(view, `view "${key}": `, remarks)});
    }
  }
}

function isObject(value: Located, name: string, remarks: ConfigRemark[]): boolean {
  if (value.kind !== 'object') {
    remarks.push({line: value.line, message: `${name} takes {"flag": value, ...}`});
  }

  return value.kind === 'object';
}

/** Of a name that stands there twice the last one counts, as in all JSON. */
function membersOf(value: Located, lead: string, remarks: ConfigRemark[]): readonly Member[] {
  const members = value.kind === 'object' ? value.members : [];
  return members.filter(({key, line}, index) => {
    const isLast = members.findLastIndex((each) => each.key === key) === index;
    if (!isLast) {
      remarks.push({line, message: `${lead}"${key}" stands there again below, where it counts`});
    }

    return isLast;
  });
}

function entriesOf(value: Located, place: string, remarks: ConfigRemark[]): readonly ConfigEntry[] {
  const lead = place === 'defaults' ? '' : place;
  return membersOf(value, lead, remarks).flatMap(({key, line, value: given}) => {
    const row = flagRows.get(key);
    const fault = row ? placeFault(key, row, place) : unknownFlag(key);
    const values = row && fault === '' ? valuesOf(row, given) : undefined;
    if (!row || !values) {
      remarks.push({line, message: `${lead}${fault || `"${key}" ${wanted(row)}`}`});
      return [];
    }

    return {flag: key, row, line, values};
  });
}

function placeFault(key: string, {config}: FlagRow, place: string): string {
  if (config === undefined) {
    return `"${key}" belongs to the command line: --${key}`;
  }

  return config === 'views' && place === 'defaults' ? `"${key}" belongs to a view` : '';
}

function unknownFlag(key: string): string {
  const known = [...flagRows].filter(([, row]) => row.config).map(([name]) => name);
  const near = nearestName(key.replace(/^--/v, ''), known);
  const hint =
    near === undefined ? ' (trailtop monitor --help lists them)' : `; did you mean "${near}"?`;
  return `"${key}" is no flag${hint}`;
}

function wanted(row: FlagRow | undefined): string {
  if (row?.type === 'boolean') {
    return 'takes true or false, without quotes';
  }

  return row?.isMultiple ? 'takes a text or a list of texts' : 'takes a text or a number';
}

/** Undefined where a flag takes no such value. */
function valuesOf(row: FlagRow, given: Located): readonly string[] | undefined {
  if (given.kind === 'array' && row.isMultiple) {
    const values = given.items.map((item) => textOf(item));
    return values.every((value) => value !== undefined) ? values : undefined;
  }

  if (given.kind !== 'scalar') {
    return undefined;
  }

  if (row.type === 'boolean') {
    return typeof given.value === 'boolean' ? [String(given.value)] : undefined;
  }

  const text = textOf(given);
  return text === undefined ? undefined : [text];
}

function textOf(given: Located): string | undefined {
  return given.kind === 'scalar' &&
    (typeof given.value === 'string' || typeof given.value === 'number')
    ? String(given.value)
    : undefined;
}
