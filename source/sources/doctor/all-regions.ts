import {check, type Check} from '../../core/check.ts';
import {type AwsSettings} from '../aws-settings.ts';
import {type Clock} from '../clock.ts';
import {explain} from '../problem.ts';
import {enabledRegions} from '../regions.ts';
import {within} from './ask.ts';
import {adviceFor} from './findings.ts';

const limit = 5000;

/** What `--region all` stands for, as asked in the home region; what went wrong where that cannot be told. */
export async function findRegions(
  settings: AwsSettings,
  home: string,
  clock: Clock,
): Promise<{readonly names: readonly string[]; readonly checks: readonly Check[]}> {
  try {
    const names = await within(clock, limit, async (signal) =>
      enabledRegions(settings, home, signal),
    );
    return {names, checks: []};
  } catch (error) {
    const failure = explain(error, {
      action: 'ec2:DescribeRegions',
      loses: 'the list of enabled regions',
      region: home,
      endpoint: settings.endpointUrl ?? '',
    });
    const finding = check('--region all', 'missing', failure.title, {
      advice: `${adviceFor(failure)}; or name the regions`,
      isNeeded: true,
    });
    return {names: [], checks: [finding]};
  }
}
