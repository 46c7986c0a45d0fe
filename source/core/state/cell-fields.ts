import {type EventStore} from '../event-store.ts';
import {shownColumns} from '../reading/row.ts';
import {type ListColumn} from './list-columns.ts';

/**
 * The fields that say what a cell of the list shows, the surest first: of a CSV row the very columns that the cell shows,
 * since a column wins over a field of its name; [] for a time.
 */
export function cellFields(
  store: EventStore,
  row: number,
  {id, field}: Pick<ListColumn, 'id' | 'field'>,
): readonly string[] {
  const fields = id === 'what' ? ['instance', 'resource'] : field === '' ? [] : [field];
  const event = store.isCsvRow(row) ? store.event(row) : undefined;
  if (!event) {
    return fields;
  }

  switch (id) {
    case 'name':
    case 'who':
    case 'from':
    case 'outcome': {
      const shown = shownColumns(event, shownBy[id]);
      return shown.length > 0 ? shown : fields;
    }

    case 'what': {
      const shown = shownColumns(event, 'what');
      // One column of that name is what is meant; of several the one that names something comes first.
      return shown.length === 1 ? shown : [...fields, ...shown];
    }

    default: {
      return fields;
    }
  }
}

const shownBy = {name: 'name', who: 'user', from: 'ip', outcome: 'error'} as const;
