import {type Told} from '../spike/belongings.ts';
import {type InstanceInfo} from '../state/model.ts';

const known = new WeakMap<readonly InstanceInfo[], Told>();

/** What DescribeInstances said that instances are made of, by their ids. */
export function toldBelongings(instances: readonly InstanceInfo[]): Told {
  let told = known.get(instances);
  if (!told) {
    told = new Map(
      instances.flatMap(({id, belongings}) => (belongings ? [[id, belongings] as const] : [])),
    );
    known.set(instances, told);
  }

  return told;
}
