import {UsageError, type Options} from './options.ts';
import {type Supply} from './supply.ts';

/** What the options are once their alarm has been looked up. */
export type AlarmedOptions = {
  readonly options: Options;
  /** Why these are charted; undefined where no alarm says so. */
  readonly why: string | undefined;
  /** What kept the alarm from being found, where that may pass; '' where nothing did. */
  readonly problem: string;
};

/** CloudWatch is asked before the first frame: nobody waits longer for it. */
const longestWait = 10_000;

/**
 * Looks `--alarm` up: its instance, metric, statistic, period, and where no range was named the time around its last
 * change. Throws UsageError where there is no such alarm or it watches nothing that can be charted; what the supply has
 * open is closed then, or a program that has nothing more to do would not end.
 */
export async function withAlarm(options: Options, supply: Supply): Promise<AlarmedOptions> {
  const {alarm} = options;
  if (alarm === undefined) {
    return {options, why: undefined, problem: ''};
  }

  const {createAlarms} = await import('./sources/alarms.ts');
  const {findAlarm} = await import('./sources/find-alarm.ts');
  const {systemClock} = await import('./sources/system-clock.ts');
  const {settings, regions} = supply;
  const [region = ''] = regions;
  const endpoint = settings.endpointUrl ?? settings.endpointName ?? '';
  const api = createAlarms(settings, region);
  const found = await findAlarm(
    alarm,
    {region, endpoint, api, clock: systemClock},
    AbortSignal.timeout(longestWait),
  );
  api.close();
  switch (found.kind) {
    case 'wrong': {
      await supply.close();
      throw new UsageError(`--alarm: ${found.message}`);
    }

    case 'failed': {
      return {options, why: undefined, problem: `--alarm: ${found.message}`};
    }

    case 'found': {
      const {ids, metric, choice, threshold} = found.view;
      return {
        options: {
          ...options,
          instances: ids,
          metric,
          // The screen draws the alarms of what is charted by itself.
          threshold: options.isChart ? (options.threshold ?? threshold) : options.threshold,
          choice: options.isRangeNamed || !choice ? options.choice : choice,
        },
        why: `alarm ${alarm}`,
        problem: '',
      };
    }
  }
}
