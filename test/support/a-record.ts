import {EventStore} from '../../source/core/event-store.ts';
import {type TrailEvent} from '../../source/core/event.ts';
import {type JsonObject} from '../../source/core/json.ts';
import {meaningOf} from '../../source/core/keys.ts';
import {type Line} from '../../source/core/span.ts';
import {contextOf} from '../../source/core/state/run-command.ts';
import {type StartOptions} from '../../source/core/state/initial.ts';
import {initialState, reduce, type Action, type State} from '../../source/core/state.ts';
import {lineText} from '../../source/core/text.ts';
import {hour, minute} from '../../source/core/time.ts';
import {call} from './event-records.ts';

/** The moment at which these tests play, unless they say otherwise. */
export const noon = Date.UTC(2026, 10, 22, 12);

/** A time so many minutes before noon. */
export function ago(minutes: number): number {
  return noon - minutes * minute;
}

/** A write by kim so many minutes before noon; its eventID is its name. `record` replaces what it usually holds. */
export function aWrite(id: string, minutes: number, record: JsonObject = {}): TrailEvent {
  return call('ec2', 'RunInstances', {
    eventID: id,
    eventTime: new Date(ago(minutes)).toISOString(),
    readOnly: false,
    ...record,
  });
}

/** A read by kim so many minutes before noon: not notable. */
export function aRead(id: string, minutes: number, record: JsonObject = {}): TrailEvent {
  return aWrite(id, minutes, {eventName: 'DescribeInstances', readOnly: true, ...record});
}

/**
 * A live screen of 120 by 40 at noon that shows the last hour, with nothing in it. Every event has a row of its own, since
 * those of tests are alike.
 */
export function aScreen(options: Partial<StartOptions> = {}): State {
  return initialState({
    mode: 'live',
    now: noon,
    columns: 120,
    rows: 40,
    regions: ['us-east-1'],
    choice: {kind: 'live', span: hour},
    isCollapsing: false,
    store: new EventStore(),
    ...options,
  });
}

/** An archive of one file, all of which has been read. */
export const archiveRead: Action = {
  type: 'archive',
  filesDone: 1,
  filesTotal: 1,
  columns: [],
  problems: [],
  skipped: 0,
  isDone: true,
};

/** The state after actions, one after the other. */
export function after(state: State, ...actions: readonly Action[]): State {
  let current = state;
  for (const action of actions) {
    current = reduce(current, action);
  }

  return current;
}

/** Events arrive. */
export function arrive(
  state: State,
  events: readonly TrailEvent[],
  how: 'load' | 'follow' = 'follow',
): State {
  return reduce(state, {type: 'events', now: state.now, events, how});
}

/** A person presses keys, by the names of core/keys.ts; what no key is bound to changes nothing. */
export function press(state: State, ...keys: readonly string[]): State {
  let current = state;
  for (const key of keys) {
    const action = actionOf(current, key);
    current = action ? reduce(current, action) : current;
  }

  return current;
}

function actionOf(state: State, key: string): Action | undefined {
  const meaning = meaningOf(contextOf(state), key);
  switch (meaning?.kind) {
    case 'command': {
      return {type: 'command', id: meaning.command.id};
    }

    case 'edit': {
      return {type: 'edit', key: meaning.key};
    }

    case 'text': {
      return {type: 'text', text: meaning.text};
    }

    case undefined: {
      return undefined;
    }
  }
}

/** A person types a text, key by key. */
export function type(state: State, text: string): State {
  return press(state, ...[...text].map((key) => (key === ' ' ? 'space' : key)));
}

/** The eventIDs of the list, top to bottom. */
export function listed(state: State): readonly string[] {
  return state.list.rows.map((row) => idOf(state, row));
}

/** The eventID under the cursor; '' where there is none. */
export function underCursor(state: State): string {
  return idOf(state, state.cursor ?? -1);
}

function idOf({store}: State, row: number): string {
  return store.field(row, 'id')[0] ?? '';
}

/** Lines as a person reads them. */
export function read(lines: readonly Line[]): string {
  return lines.map((line) => lineText(line)).join('\n');
}
