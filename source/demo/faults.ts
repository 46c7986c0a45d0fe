import {type Random} from './clock.ts';

/** What can go wrong with a request, on demand. */
export const faultKinds = [
  'throttling',
  'latency',
  'server-error',
  'dropped',
  'html',
  'empty',
  'access-denied',
  'expired-token',
] as const;

export type FaultKind = (typeof faultKinds)[number];

export type Fault = {
  readonly kind: FaultKind;
  /** Share of the requests that it hits, 0 to 1; all of them unless said otherwise. */
  readonly share?: number;
  /** Latency only: for how long the answer is kept back; 5,000 ms unless said otherwise. */
  readonly ms?: number;
};

/** Which operations fail, and how. */
export type FaultSwitch = {
  /** One fault an operation, `*` for those that have none of their own. Undefined clears it; of `*`, everything. */
  set(operation: string, fault: Fault | undefined): void;
  /** What is switched on, by operation. */
  list(): ReadonlyMap<string, Fault>;
  /** The fault that hits a request now, if any. */
  hit(operation: string): Fault | undefined;
};

export function createFaultSwitch(random: Random): FaultSwitch {
  const faults = new Map<string, Fault>();
  return {
    set(operation, fault) {
      if (fault) {
        faults.set(operation, fault);
      } else if (operation === '*') {
        faults.clear();
      } else {
        faults.delete(operation);
      }
    },
    list: () => new Map(faults),
    hit(operation) {
      const fault = faults.get(operation) ?? faults.get('*');
      return fault && random() < (fault.share ?? 1) ? fault : undefined;
    },
  };
}
