import {createLookup} from './cloudtrail.ts';
import {type AwsSettings} from './aws-settings.ts';

/** The region that the AWS configuration files name for the profile; '' where they name none. */
export async function configuredRegion(settings: AwsSettings): Promise<string> {
  const lookup = createLookup(settings, '');
  try {
    return await lookup.region();
  } catch {
    return '';
  } finally {
    lookup.close();
  }
}
