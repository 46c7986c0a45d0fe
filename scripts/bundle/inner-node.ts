import {readFileSync} from 'node:fs';
import process from 'node:process';

/**
 * Why a file cannot be the Node inside an executable; '' where it can. Code that one version has prepared makes another
 * fail when it starts, and of another platform's Node nobody would see it here.
 */
export function nodeFault(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }

  if (!bytes.includes('NODE_SEA_FUSE')) {
    return `${file} is no Node that can hold a program`;
  }

  return bytes.includes(process.version)
    ? ''
    : `${file} is not Node ${process.version}, which builds: both must be the same version`;
}
