import {readFileSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';

/** Asks a person for the code that a device shows; the serial names the device. */
export type AskMfaCode = (serial: string) => Promise<string>;

/**
 * Whether the AWS configuration assumes a role with an MFA code anywhere: then the credentials are found before the
 * screen opens, while there is still a place to ask.
 */
export function mayAskForMfa(env: Readonly<Record<string, string | undefined>>): boolean {
  const file = env['AWS_CONFIG_FILE'] || path.join(env['HOME'] || homedir(), '.aws', 'config');
  try {
    return /^[ \t]*mfa_serial[ \t]*=/mv.test(readFileSync(file, 'utf8'));
  } catch {
    // No configuration, no MFA: the SDK sees it in the same way.
    return false;
  }
}
