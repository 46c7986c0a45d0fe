import {isInstance, ownDimensions, seriesId} from '../metric/choice.ts';

const groupDimension = 'AutoScalingGroupName';

/** The id under which an Auto Scaling group's own metric is charted. */
export function groupId(name: string): string {
  return seriesId([{name: groupDimension, value: name}]);
}

/** The name of the Auto Scaling group that a charted thing is; '' where it is none. */
export function groupName(id: string): string {
  if (isInstance(id)) {
    return '';
  }

  const [only, ...more] = ownDimensions(id);
  return only?.name === groupDimension && more.length === 0 ? only.value : '';
}
