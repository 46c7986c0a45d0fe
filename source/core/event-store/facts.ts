import {type TrailEvent} from '../event.ts';
import {hasClass} from '../reading/classes.ts';
import {outcomeOf} from '../reading/outcome.ts';

/** What is known of an event once it is packed, one bit each. */
export const factBits = {
  write: 1,
  failed: 2,
  denied: 4,
  login: 8,
  sensitive: 16,
  service: 32,
  /** A row of a CSV. */
  row: 64,
  /** A correction of an earlier record. */
  correction: 128,
  /** Arrived far behind newer ones. */
  late: 256,
  /** A later record corrects it. */
  superseded: 512,
} as const;

/** What makes an event notable, unless this trailtop made it. */
export const notableBits = factBits.write | factBits.failed | factBits.login | factBits.sensitive;

/** The bits that the event itself decides. `isService` where it is known already. */
export function factsOf(
  event: TrailEvent,
  isCorrection: boolean,
  isService = hasClass(event, 'service'),
): number {
  const {kind} = outcomeOf(event);
  return (
    (hasClass(event, 'write') ? factBits.write : 0) |
    (kind === 'denied' || kind === 'failed' ? factBits.failed : 0) |
    (kind === 'denied' ? factBits.denied : 0) |
    (hasClass(event, 'login') ? factBits.login : 0) |
    (hasClass(event, 'sensitive') ? factBits.sensitive : 0) |
    (isService ? factBits.service : 0) |
    (event.kind === 'row' ? factBits.row : 0) |
    (isCorrection ? factBits.correction : 0)
  );
}
