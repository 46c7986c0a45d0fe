import {nearestName} from '../core/filter/names.ts';
import {alarmView, type AlarmView} from '../core/state/alarms.ts';
import {type Clock} from './clock.ts';
import {type AlarmsApi} from './alarms.ts';
import {questions} from './discovery.ts';
import {explain} from './problem.ts';

export type FindAlarmOptions = {
  readonly region: string;
  readonly endpoint: string;
  readonly api: Pick<AlarmsApi, 'all' | 'find'>;
  readonly clock: Pick<Clock, 'now'>;
};

export type FoundAlarm =
  | {readonly kind: 'found'; readonly view: AlarmView}
  /** There is no such alarm, or nothing to chart of it; a sentence without a full stop. */
  | {readonly kind: 'wrong'; readonly message: string}
  /** CloudWatch could not be asked. */
  | {readonly kind: 'failed'; readonly message: string};

/** What `--alarm NAME` leads to. Never rejects. */
export async function findAlarm(
  name: string,
  {region, endpoint, api, clock}: FindAlarmOptions,
  signal: AbortSignal,
): Promise<FoundAlarm> {
  try {
    const alarm = await api.find(name, signal);
    if (!alarm) {
      const {alarms} = await api.all(signal);
      const near = nearestName(
        name,
        alarms.map((each) => each.name),
      );
      const hint =
        alarms.length === 0
          ? 'there is none at all'
          : near === undefined
            ? `a in the monitor lists all ${alarms.length}`
            : `did you mean ${near}?`;
      return {kind: 'wrong', message: `${region} has no alarm "${name}": ${hint}`};
    }

    const answer = alarmView(alarm, clock.now());
    return answer.ok
      ? {kind: 'found', view: answer.view}
      : {kind: 'wrong', message: answer.message};
  } catch (error) {
    const what = {...questions.alarming, loses: `the alarm ${name}`};
    const {title, advice} = explain(error, {...what, region, endpoint});
    return {kind: 'failed', message: advice === '' ? title : `${title}; ${advice}`};
  }
}
