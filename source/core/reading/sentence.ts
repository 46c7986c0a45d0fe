import type {TrailEvent} from '../event.ts';
import {member, textAt} from '../json.ts';
import {whatOf} from '../what.ts';
import {isServiceName, shortService} from './arn.ts';
import {outcomeOf, type Outcome} from './outcome.ts';
import {textsOf, valueText} from './path.ts';
import {clip, unicodeSigns, words, type Signs} from './phrase.ts';
import {rowName, rowText} from './row.ts';
import {whoOf} from './who.ts';

/** One event as a row reads: EVENT, SOURCE, WHO, FROM, WHAT, OUTCOME. All of it is outside text: not safe to show. */
export type Sentence = {
  readonly name: string;
  /** eventSource as it is written: `ec2.amazonaws.com`. */
  readonly source: string;
  readonly who: string;
  /** sourceIPAddress; a service by its short name. */
  readonly from: string;
  readonly what: string;
  readonly outcome: Outcome;
};

/**
 * An event as a sentence. `asciiSigns` gives `->` for `→`: these signs are the program's own, so the gate in ASCII
 * mode must not meet them.
 */
export function sentenceOf(event: TrailEvent, signs: Signs = unicodeSigns): Sentence {
  return {
    name: nameOf(event, signs),
    source: clip(
      event.kind === 'row' ? rowText(event, 'source') : textAt(event.record, 'eventSource'),
      signs,
    ),
    who: whoOf(event, signs),
    from: fromOf(event, signs),
    what: whatOf(event, signs),
    outcome: outcomeOf(event),
  };
}

function nameOf(event: TrailEvent, signs: Signs): string {
  if (event.kind === 'row') {
    return rowName(event);
  }

  // A name that is no text shows what the field `name` says.
  const name = textsOf(member(event.record, 'eventName')).join(', ');
  const watched = textAt(member(event.record, 'insightDetails'), 'eventName');
  return clip(name || (watched === '' ? '' : words('Insight', watched)), signs);
}

function fromOf(event: TrailEvent, signs: Signs): string {
  if (event.kind === 'row') {
    return clip(rowText(event, 'ip'), signs);
  }

  const address = valueText(member(event.record, 'sourceIPAddress') ?? '');
  return clip(isServiceName(address) ? shortService(address) : address, signs);
}
