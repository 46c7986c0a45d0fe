import {type EventStore} from '../event-store.ts';
import {member, textAt} from '../json.ts';
import {shortService} from '../reading/arn.ts';
import {eachScalar} from '../reading/path.ts';
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
  /** The load balancer's targets that it gives machines to or takes them from: an ARN or a name; '' for none. */
  readonly targets: string;
  /** Whether it names the word that was asked about, in its request, its answer or its resources. */
  readonly namesWord: boolean;
};

/** Opens a call; undefined where its row is no longer there. `word` is what else it may name; '' for nothing. */
export function openCall(store: EventStore, row: number, word = ''): OpenedCall | undefined {
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
    targets:
      textAt(event.record, 'requestParameters', 'targetGroupArn') ||
      textAt(event.record, 'requestParameters', 'loadBalancerName'),
    namesWord:
      word !== '' &&
      (store.field(row, 'resource').includes(word) ||
        saysWord(member(event.record, 'requestParameters'), word) ||
        saysWord(member(event.record, 'responseElements'), word)),
  };
}

function saysWord(part: unknown, word: string): boolean {
  let isSaid = false;
  eachScalar(part, (value) => {
    isSaid ||= value === word;
  });
  return isSaid;
}
