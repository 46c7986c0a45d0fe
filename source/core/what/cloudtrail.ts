import {lastPart} from '../reading/arn.ts';
import {leads, pair, words} from '../reading/phrase.ts';
import type {Call, Describe, Sentences} from './call.ts';

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
  PutEventSelectors: (call) => words(trail(call), ...selected(call)),
  PutInsightSelectors: trail,
  LookupEvents: (call) =>
    pair(call.ask('lookupAttributes.attributeKey'), call.ask('lookupAttributes.attributeValue')),
  DeleteEventDataStore: (call) => lastPart(call.ask('eventDataStore')),
  StopEventDataStoreIngestion: (call) => lastPart(call.ask('eventDataStore')),
};

function bucket(call: Call): string {
  return pair('bucket', call.ask('s3BucketName'));
}

/** What a changed selector leaves out is what matters. */
function selected(call: Call): readonly string[] {
  const management = call.asked('eventSelectors.includeManagementEvents');
  const kinds = call.asked('eventSelectors.readWriteType').filter((kind) => kind !== 'All');
  return [
    management.length > 0 && !management.includes('true') ? 'management events off' : '',
    kinds.length > 0 ? kinds.join(', ') : '',
  ];
}
