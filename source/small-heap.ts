import {setFlagsFromString} from 'node:v8';

/**
 * Keeps V8's space for new objects at its first size instead of letting it grow to some tens of megabytes: a program that
 * stands on a bastion for hours and does little gains nothing from it. To be called before much has been made.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
