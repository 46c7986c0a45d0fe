import {type EventStore} from '../event-store.ts';
import {member, textAt} from '../json.ts';
import {shortService} from '../reading/arn.ts';
import {identityOf, isSignin, serviceOf, callerThrough} from '../reading/identity.ts';
import {outcomeOf, type OutcomeKind} from '../reading/outcome.ts';
import {eachNamed, type BelongingKind} from './belongings.ts';

/** A call whose record was opened: what is asked of it for its score. */
export type OpenedCall = {
  readonly row: number;
  readonly time: number;
  readonly name: string;
  /** `ec2` of `ec2.amazonaws.com`: whom the call went to. */
  readonly service: string;
  readonly outcome: OutcomeKind;
  readonly isWrite: boolean;
  /** Instance ids that it names. */
  readonly instances: readonly string[];
  /** Everything else that it names, by kind. */
  readonly named: ReadonlyMap<BelongingKind, ReadonlySet<string>>;
  /** Who called, as the filter's `user` says it. */
  readonly user: string;
  readonly key: string;
  /** The service that made the call, by itself or for its caller: `autoscaling`; '' where nobody stood between. */
  readonly through: string;
};

/** Opens a call; undefined where its row is no longer there. */
export function openCall(store: EventStore, row: number): OpenedCall | undefined {
  const event = store.event(row);
  if (!event) {
    return undefined;
  }

  const named = new Map<BelongingKind, Set<string>>();
  const add = (kind: BelongingKind, name: string): void => {
    named.set(kind, (named.get(kind) ?? new Set()).add(name));
  };

  for (const key of ['requestParameters', 'responseElements', 'serviceEventDetails', 'resources']) {
    eachNamed(member(event.record, key), add);
  }

  for (const {name} of event.resources) {
    eachNamed(name, add);
  }

  const service = serviceOf(event) || callerThrough(identityOf(event));
  return {
    row,
    time: event.time,
    name: store.field(row, 'name')[0] ?? '',
    service: shortService(textAt(event.record, 'eventSource')),
    outcome: outcomeOf(event).kind,
    isWrite: store.isClass(row, 'write'),
    instances: store.field(row, 'instance'),
    named,
    user: store.field(row, 'user')[0] ?? '',
    key: store.field(row, 'key')[0] ?? '',
    through: isSignin(service) ? '' : shortService(service),
  };
}
