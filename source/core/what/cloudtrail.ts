import {lastPart} from '../reading/arn.ts';
import {textAt} from '../json.ts';
import {valuesAt} from '../reading/path.ts';
import {leads, pair, prefixed, words} from '../reading/phrase.ts';
import {texts, type Call, type Describe, type Sentences} from './call.ts';

const trail: Describe = (call) => {
  const name = lastPart(call.ask('name', 'trailName', 'trailARN'));
  return name === '' ? '' : `trail ${name}`;
};

/** Sentences about the trail itself: what is recorded, and who looked. */
export const cloudTrail: Sentences = {
  StartLogging: trail,
  StopLogging: trail,
  DeleteTrail: trail,
  CreateTrail: (call) => leads(trail(call), bucket(call), call.signs),
  UpdateTrail: (call) =>
    words(
      trail(call),
      bucket(call),
      ...[
        'isMultiRegionTrail',
        'includeGlobalServiceEvents',
        'enableLogFileValidation',
        'isOrganizationTrail',
      ].map((key) => pair(key, call.ask(key))),
    ),
  PutEventSelectors: (call) => words(trail(call), selected(call)),
  PutInsightSelectors: trail,
  RestoreEventDataStore: (call) => lastPart(call.ask('eventDataStore')),
  UpdateEventDataStore: (call) =>
    words(lastPart(call.ask('eventDataStore')), pair('retention', call.ask('retentionPeriod'))),
  LookupEvents: (call) =>
    pair(call.ask('lookupAttributes.attributeKey'), call.ask('lookupAttributes.attributeValue')),
  DeleteEventDataStore: (call) => lastPart(call.ask('eventDataStore')),
  StopEventDataStoreIngestion: (call) => lastPart(call.ask('eventDataStore')),
};

function bucket(call: Call): string {
  return pair('bucket', call.ask('s3BucketName'));
}

/** What a changed selector leaves out is what matters. */
function selected(call: Call): string {
  const management = call.asked('eventSelectors.includeManagementEvents');
  const kinds = call.asked('eventSelectors.readWriteType').filter((kind) => kind !== 'All');
  const advanced = valuesAt(call.request, 'advancedEventSelectors.fieldSelectors').slice(0, 500);
  const equal = (field: string): readonly string[] =>
    advanced
      .filter((one) => textAt(one, 'field') === field)
      .flatMap((one) => texts(one, ['equals'], call.signs));
  const isOff =
    (management.length > 0 && !management.includes('true')) ||
    (advanced.length > 0 && !equal('eventCategory').includes('Management'));
  const [readOnly] = equal('readOnly');
  return [
    isOff ? 'management events off' : '',
    prefixed('only', kinds.join(', ')),
    readOnly === undefined ? '' : `only ${readOnly === 'true' ? 'ReadOnly' : 'WriteOnly'}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}
