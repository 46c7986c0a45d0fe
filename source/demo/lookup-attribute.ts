import {member, textAt} from '../core/json.ts';
import {AwsError} from './aws-error.ts';
import {type Input} from './input.ts';
import {type WorldEvent} from './world.ts';

/** Values of an event for each lookup attribute. They match exactly and case matters. */
const attributes: ReadonlyMap<string, (event: WorldEvent) => readonly string[]> = new Map([
  ['EventId', ({record}) => [textAt(record, 'eventID')]],
  ['EventName', ({record}) => [textAt(record, 'eventName')]],
  ['ReadOnly', (event) => [readOnlyText(event)]],
  ['Username', ({username}) => [username]],
  ['ResourceType', ({resources}) => resources.map(({ResourceType}) => ResourceType)],
  ['ResourceName', ({resources}) => resources.map(({ResourceName}) => ResourceName)],
  ['EventSource', ({record}) => [textAt(record, 'eventSource')]],
  ['AccessKeyId', (event) => [accessKeyOf(event)]],
]);

/** `true` or `false` as LookupEvents writes it; '' where the record does not say. */
export function readOnlyText({record}: WorldEvent): string {
  const value = member(record, 'readOnly');
  return typeof value === 'boolean' ? String(value) : '';
}

export function accessKeyOf({record}: WorldEvent): string {
  return textAt(record, 'userIdentity', 'accessKeyId');
}

/** The test of a call's lookup attributes. Of several, AWS uses the first and says nothing about the others. */
export function lookupTest(input: Input): (event: WorldEvent) => boolean {
  const [first] = input.inputs('LookupAttributes');
  if (!first) {
    return () => true;
  }

  const values = attributes.get(first.text('AttributeKey'));
  const wanted = first.text('AttributeValue');
  if (!values || wanted === '') {
    throw new AwsError(
      {json: 'InvalidLookupAttributesException'},
      'The lookup attributes are not valid.',
    );
  }

  return (event) => values(event).includes(wanted);
}
