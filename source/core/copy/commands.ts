import {shellWord} from './quote.ts';

export type LookupOptions = {
  readonly region: string;
  readonly eventId: string;
  /** The profile that the program runs under; '' for none. */
  readonly profile: string;
};

/** The AWS CLI's command that finds an event again. Any strings: each is quoted for a shell. */
export function lookupCommand({region, eventId, profile}: LookupOptions): string {
  // The CLI's short form has signs of its own in a value; JSON says anything.
  const attribute = /^[\w\-]+$/v.test(eventId)
    ? `AttributeKey=EventId,AttributeValue=${eventId}`
    : JSON.stringify([{AttributeKey: 'EventId', AttributeValue: eventId}]);
  return [
    'aws cloudtrail lookup-events',
    ...named('--profile', profile),
    ...named('--region', region),
    ...named('--lookup-attributes', attribute),
  ].join(' ');
}

/** The AWS CLI's command that decodes an encoded authorization message. */
export function decodeCommand(encoded: string, profile: string): string {
  return [
    'aws sts decode-authorization-message',
    ...named('--profile', profile),
    ...named('--encoded-message', encoded),
    '--query DecodedMessage --output text',
  ].join(' ');
}

function named(flag: string, value: string): readonly string[] {
  // A value that begins with a dash would be read as a flag.
  const joined = value.startsWith('-')
    ? `${flag}=${shellWord(value)}`
    : `${flag} ${shellWord(value)}`;
  return value === '' ? [] : [joined];
}
