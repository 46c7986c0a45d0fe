import {type EventStore} from '../event-store.ts';
import {fieldTerm, type Term} from '../filter.ts';
import {lastPart} from '../reading/arn.ts';
import {type TimeRange} from '../time.ts';
import {type Values} from '../event-store/dictionary.ts';
import {codedField, codedPair} from './coded.ts';
import {columnTables} from './column-tables.ts';
import {countValues, timesOf, type Times, type ValueCount} from './count.ts';

/** What is asked about the events of the list. */
export type SummaryInput = {
  readonly store: EventStore;
  readonly rows: readonly number[];
  readonly range: TimeRange;
  /** Columns of the CSV files that are open. */
  readonly columns: readonly string[];
};

/** One of the questions who, what, where, how and on what: its values, the most frequent first. */
export type SummaryTable = {
  readonly id: string;
  /** Outside text where it is the name of a CSV column. */
  readonly title: string;
  /** How its values read: as they are, as WHO, as OUTCOME, or as a resource. */
  readonly reads: 'plain' | 'who' | 'outcome' | 'resource';
  readonly values: readonly ValueCount[];
  /** The terms that keep a value, or leave it out; or why no terms do that exactly. */
  readonly termsOf: (value: string, isExcluded: boolean) => readonly Term[] | string;
};

/** Two fields in one value; no field holds this character without being of no use to anybody. */
const separator = '\u0000';

/** The tables for a list of events: of records, or of the rows of a CSV. */
export function summaryTables(input: SummaryInput): readonly SummaryTable[] {
  const {rows, store, range} = input;
  if (rows.length === 0) {
    return [];
  }

  const times = timesOf(rows, (row) => store.time(row), range);
  return isMostlyCsv(input) ? columnTables(input, times) : recordTables(input, times);
}

function recordTables({store, rows}: SummaryInput, times: Times): readonly SummaryTable[] {
  const count = (field: string) => countValues(rows, times, codedField(store, field)) ?? [];
  const plain = (field: string, title: string): SummaryTable => ({
    id: field,
    title,
    reads: field === 'error' ? 'outcome' : 'plain',
    values: count(field),
    termsOf: (value, isExcluded) => [fieldTerm(field, value, isExcluded)],
  });
  const who = whoTable(store, rows, times);
  const role = plain('role', 'ROLE');
  const region = plain('region', 'REGION');
  return [
    who,
    plain('name', 'EVENT'),
    plain('ip', 'FROM'),
    plain('error', 'OUTCOME'),
    resourceTable(store, rows, times),
    ...(region.values.length > 1 ? [region] : []),
    // Sessions named anew for each call are told by their role only.
    ...(role.values.length > 1 && role.values.length * 2 <= who.values.length ? [role] : []),
  ].filter(({values}) => values.length > 0);
}

/** Callers: the user in a role counts apart from the user without it. */
function whoTable(store: EventStore, rows: readonly number[], times: Times): SummaryTable {
  const pair = codedPair(codedField(store, 'user'), codedField(store, 'role'), ([user], [role]) => [
    `${user ?? ''}${separator}${role ?? ''}`,
  ]);
  const values = countValues(rows, times, pair) ?? [];
  return {
    id: 'who',
    title: 'WHO',
    reads: 'who',
    values,
    termsOf(value, isExcluded) {
      const [user = '', role = ''] = value.split(separator);
      const pairs = values.map((each) => each.value.split(separator));
      if (pairs.filter(([other]) => other === user).length <= 1) {
        return [fieldTerm('user', user, isExcluded)];
      }

      if (!isExcluded) {
        return [fieldTerm('user', user), fieldTerm('role', role)];
      }

      return pairs.filter(([, other]) => other === role).length <= 1
        ? [fieldTerm('role', role, true)]
        : 'others have this role too, and this user has others: f keeps it, / filters further';
    },
  };
}

/** What was called upon: instances, and resources as their ARN or their name. */
function resourceTable(store: EventStore, rows: readonly number[], times: Times): SummaryTable {
  const instanceIds = new Set<string>();
  const both = codedPair(
    codedField(store, 'instance'),
    codedField(store, 'resource'),
    (instances, resources) => {
      for (const id of instances) {
        instanceIds.add(id);
      }

      return namesOf(instances, resources);
    },
  );
  const values = countValues(rows, times, both) ?? [];
  return {
    id: 'resource',
    title: 'RESOURCE',
    reads: 'resource',
    // Most events name none: that is no answer.
    values: values.filter(({value}) => value !== ''),
    termsOf: (value, isExcluded) => [
      fieldTerm(instanceIds.has(value) ? 'instance' : 'resource', value, isExcluded),
    ],
  };
}

/** The field `resource` has an ARN and its last part: the ARN tells more, and one of them is enough. */
function namesOf(instances: Values, resources: Values): Values {
  const told = new Set(instances);
  for (const resource of resources) {
    const last = lastPart(resource);
    if (last !== resource) {
      told.add(last);
    }
  }

  return [
    ...instances,
    ...resources.filter(
      (resource) => !told.has(resource) && !instances.includes(lastPart(resource)),
    ),
  ];
}

const samples = 50;

/** Whether most of some rows, spread over the list, came from a CSV. */
function isMostlyCsv({store, rows, columns}: SummaryInput): boolean {
  if (columns.length === 0) {
    return false;
  }

  const step = Math.max(1, Math.floor(rows.length / samples));
  let csv = 0;
  let looked = 0;
  for (let index = 0; index < rows.length; index += step) {
    looked++;
    csv += store.isCsvRow(rows[index] ?? -1) ? 1 : 0;
  }

  return csv * 2 > looked;
}
