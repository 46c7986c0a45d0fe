import {type Demo} from './demo/start.ts';
import {UsageError} from './options/usage-error.ts';

const unusable: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use',
  EACCES: 'may not be opened without more rights',
};

/** Starts the demo's endpoint; throws UsageError where its port cannot be had. */
export async function openDemo(port: number): Promise<Demo> {
  const {startDemo} = await import('./demo/start.ts');
  try {
    return await startDemo(port);
  } catch (error) {
    const why = error instanceof Error && 'code' in error && unusable[String(error.code)];
    throw why ? new UsageError(`port ${port} ${why}: choose another --demo-port`) : error;
  }
}
