import {devNull} from 'node:os';
import process from 'node:process';
import {type Demo} from './demo/start.ts';
import {UsageError} from './options/usage-error.ts';

const unusable: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use',
  EACCES: 'may not be opened without more rights',
};

/** Starts the demo's endpoint and makes this process blind to what is set up for AWS; throws UsageError where its port cannot be had. */
export async function openDemo(port: number): Promise<Demo> {
  forgetAws();
  const {startDemo} = await import('./demo/start.ts');
  try {
    return await startDemo(port);
  } catch (error) {
    const why = error instanceof Error && 'code' in error && unusable[String(error.code)];
    throw why ? new UsageError(`port ${port} ${why}: choose another --demo-port`) : error;
  }
}

/** The SDK's clients read more from variables and files (FIPS, dual stack, retries) than can be said to each of them. */
function forgetAws(): void {
  for (const name of Object.keys(process.env)) {
    if (name.toUpperCase().startsWith('AWS_')) {
      Reflect.deleteProperty(process.env, name);
    }
  }

  process.env['AWS_CONFIG_FILE'] = devNull;
  process.env['AWS_SHARED_CREDENTIALS_FILE'] = devNull;
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
}
