import {encodedAuthorization} from '../detail/denial.ts';
import {type EventStore} from '../event-store.ts';
import {textAt, type JsonObject} from '../json.ts';
import {decodeCommand, lookupCommand} from './commands.ts';
import {consoleLink} from './console-link.ts';
import {isPastable} from './quote.ts';
import {recordText} from './record-text.ts';

/** One thing that can be copied. `text` is outside text: not safe to show. */
export type CopyChoice = {
  /** The key that takes it. */
  readonly letter: 'v' | 'r' | 'e' | 'l' | 'c' | 'd';
  /** What it is, as in `copied the event id`. */
  readonly name: string;
  /** '' where there is none, and then `why` says why not. */
  readonly text: string;
  readonly why: string;
};

export type CopyFrom = {
  readonly store: EventStore;
  readonly row: number;
  readonly record: JsonObject;
  /** What is pointed at; '' for nothing. */
  readonly value: string;
  readonly profile: string;
};

/** What can be copied of an event, in the menu's order. */
export function copyChoices({store, row, record, value, profile}: CopyFrom): readonly CopyChoice[] {
  const eventId = store.field(row, 'id')[0] ?? '';
  const region = store.field(row, 'region')[0] ?? '';
  const encoded = encodedAuthorization(textAt(record, 'errorMessage'));
  const noId = eventId === '' ? 'the record has no event id' : '';
  const canPaste = isPastable(eventId + region + profile);
  const command = noId === '' && canPaste ? lookupCommand({region, eventId, profile}) : '';
  return [
    {letter: 'v', name: 'value', text: value, why: 'no value is under the cursor'},
    {letter: 'r', name: 'record', text: recordText(record), why: ''},
    {letter: 'e', name: 'event id', text: eventId, why: noId},
    {
      letter: 'l',
      name: 'console link',
      text: consoleLink(region, eventId),
      why: noId || 'the console has no address known for its region',
    },
    {
      letter: 'c',
      name: 'command',
      text: command,
      why: noId || 'the event id holds what a shell would obey',
    },
    ...(encoded === '' || !isPastable(profile)
      ? []
      : [
          {
            letter: 'd',
            name: 'decode command',
            text: decodeCommand(encoded, profile),
            why: '',
          } as const,
        ]),
  ];
}
