import {shortArn} from '../reading/arn.ts';
import {member, textAt} from '../json.ts';
import {mfaOf} from '../reading/means.ts';
import {clip, prefixed, words} from '../reading/phrase.ts';
import type {Call, Sentences} from './call.ts';

/** Sentences about signing in to the console. */
export const signIn: Sentences = {
  ConsoleLogin: (call) => words(`MFA ${mfaOf(call.event)}`, reason(call)),
  SwitchRole(call) {
    const extra = member(call.event.record, 'additionalEventData');
    return words(
      shortArn(clip(textAt(extra, 'SwitchTo'))),
      prefixed('from', shortArn(clip(textAt(extra, 'SwitchFrom')))),
    );
  },
  CheckMfa: (call) =>
    words(clip(textAt(member(call.event.record, 'additionalEventData'), 'MfaType')), reason(call)),
};

function reason({event, signs}: Call): string {
  return clip(textAt(event.record, 'errorMessage'), signs);
}
