import {unreadable} from './aws-error.ts';

type Node = {text: string | undefined; readonly members: Map<string, Node>};

const maxParts = 32;

/**
 * The parameters of a form in the Query protocols: `Dimensions.member.1.Name=InstanceId` becomes
 * `{Dimensions: [{Name: 'InstanceId'}]}`, and so does EC2's `Filter.1.Name`. All values are text.
 */
export function readForm(body: string): unknown {
  const root: Node = {text: undefined, members: new Map()};
  for (const [path, value] of new URLSearchParams(body)) {
    const parts = path.split('.');
    if (parts.length > maxParts) {
      throw unreadable('A parameter is nested too deeply.');
    }

    let node = root;
    for (const part of parts) {
      const next: Node = node.members.get(part) ?? {text: undefined, members: new Map()};
      node.members.set(part, next);
      node = next;
    }

    node.text = value;
  }

  return valueOf(root);
}

function valueOf(node: Node): unknown {
  if (node.members.size === 0) {
    return node.text ?? {};
  }

  // The word before the numbers of a list carries nothing.
  const only = node.members.size === 1 ? node.members.get('member') : undefined;
  const entries = [...(only?.members ?? node.members)];
  if (entries.every(([key]) => /^\d{1,9}$/v.test(key))) {
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => valueOf(item));
  }

  return Object.fromEntries(entries.map(([key, item]) => [key, valueOf(item)]));
}
