import {readFileSync} from 'node:fs';

/** The environment names a way to AWS that cannot be gone. Named so that it reads as "cannot reach" with its message. */
export class ConnectionSettingsError extends Error {
  override readonly name = 'NetworkingError';
}

const read = new Map<string, string>();

/**
 * The certificates that AWS_CA_BUNDLE names, as PEM; undefined where it names none. The SDK for JavaScript does not
 * know the variable. A file is read once; what could not be read is tried again. Throws ConnectionSettingsError.
 */
export function caBundle(env: NodeJS.ProcessEnv): string | undefined {
  const path = env['AWS_CA_BUNDLE'];
  if (!path) {
    return undefined;
  }

  const known = read.get(path);
  if (known !== undefined) {
    return known;
  }

  const text = readBundle(path);
  if (countCertificates(text) === 0) {
    throw new ConnectionSettingsError(`AWS_CA_BUNDLE names ${path}, which holds no certificate`);
  }

  read.set(path, text);
  return text;
}

/** How many certificates a PEM text holds. */
export function countCertificates(pem: string): number {
  return pem.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/gv)?.length ?? 0;
}

function readBundle(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const words: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EACCES: 'it may not be read',
      EISDIR: 'it is a folder',
    };
    throw new ConnectionSettingsError(
      `AWS_CA_BUNDLE names ${path}, which cannot be read: ${words[reason] ?? reason}`,
    );
  }
}
