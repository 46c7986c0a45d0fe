import {minute} from '../time.ts';
import {type BelongingKind, type Belongings} from './belongings.ts';
import {type OpenedCall} from './opened.ts';
import {groupsThroughTargets, machinesOf} from './through-targets.ts';

/** How long after a call a service may still be busy with it. */
const longestBusy = 60 * minute;

/** Calls that set Auto Scaling in motion, before those that only change what it will make next time. */
const moving: ReadonlySet<string> = new Set([
  'StartInstanceRefresh',
  'RollbackInstanceRefresh',
  'CancelInstanceRefresh',
  'SetDesiredCapacity',
  'CreateAutoScalingGroup',
  'DeleteAutoScalingGroup',
  'ExecutePolicy',
  'TerminateInstanceInAutoScalingGroup',
  'SetInstanceHealth',
  'EnterStandby',
  'ExitStandby',
  'ResumeProcesses',
]);

/** What a service and whoever set it in motion both name. */
const shared: readonly BelongingKind[] = ['group', 'configuration', 'stack', 'fleet', 'template'];

/**
 * For each call that a service made, the call of a person or a pipeline that explains it: one that came before it, went
 * to that service for the same caller, or names the same group, template, stack or fleet. Of several the one that sets
 * things in motion, then the nearest.
 *
 * `belongingsOf` says what a machine belongs to: a service often names only the machine.
 */
export function explainingCalls(
  calls: readonly OpenedCall[],
  belongingsOf: (instance: string) => Belongings,
): ReadonlyMap<OpenedCall, OpenedCall> {
  const explained = new Map<OpenedCall, OpenedCall>();
  const causes = calls.filter(
    ({through, isWrite, outcome}) => through === '' && isWrite && outcome === 'ok',
  );
  const throughTargets = groupsThroughTargets(calls, belongingsOf);
  for (const call of calls) {
    if (call.through === '') {
      continue;
    }

    const named = [
      call.named,
      ...machinesOf(call).flatMap((instance): readonly Belongings[] => {
        const group = throughTargets.get(instance);
        const own = belongingsOf(instance);
        return group === undefined ? [own] : [own, new Map([['group', new Set([group])]])];
      }),
    ];

    let best: OpenedCall | undefined;
    let bestRank = 0;
    for (const cause of causes) {
      const rank = rankOf(cause, call, named);
      if (
        rank > bestRank ||
        (rank === bestRank && rank > 0 && cause.time > (best?.time ?? -Infinity))
      ) {
        best = cause;
        bestRank = rank;
      }
    }

    if (best) {
      explained.set(call, best);
    }
  }

  return explained;
}

/** How well one call explains another: 0 not at all. */
function rankOf(cause: OpenedCall, call: OpenedCall, named: readonly Belongings[]): number {
  const later = call.time - cause.time;
  if (!(later >= 0 && later <= longestBusy)) {
    return 0;
  }

  const isToService = cause.service === call.through;
  const isOfCaller = cause.key !== '' && cause.key === call.key;
  const sharesName = shared.some((kind) => {
    const names = [...(cause.named.get(kind) ?? [])];
    return named.some((each) => names.some((name) => each.get(kind)?.has(name)));
  });
  if (isToService && (sharesName || isOfCaller)) {
    return moving.has(cause.name) ? 3 : 2;
  }

  // A new version of a launch template goes to EC2, and Auto Scaling takes it up by itself.
  return sharesName && cause.service === 'ec2' && cause.name.includes('LaunchTemplate') ? 1 : 0;
}
