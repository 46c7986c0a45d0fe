import {parseArn} from '../reading/arn.ts';
import {firstOf, leads, pair, prefixed, words} from '../reading/phrase.ts';
import type {Call, Describe, Sentences} from './call.ts';

const balancer: Describe = (call) =>
  nameIn(call.ask('loadBalancerArn', 'listenerArn', 'ruleArn', 'loadBalancerName', 'name'));

const group: Describe = (call) => nameIn(call.ask('targetGroupArn', 'name'));

const forwarded: Describe = (call) => leads(balancer(call), to(call), call.signs);

const attributes: Describe = (call) =>
  words(
    call.ask('targetGroupArn') === '' ? balancer(call) : group(call),
    pair(call.ask('attributes.key'), call.ask('attributes.value')),
  );

/** Sentences about load balancers, their listeners and rules; who is behind them is said elsewhere. */
export const loadBalancing: Sentences = {
  CreateLoadBalancer: (call) => words(balancer(call), call.ask('scheme')),
  DeleteLoadBalancer: balancer,
  ModifyLoadBalancerAttributes: attributes,
  SetSecurityGroups: (call) =>
    words(balancer(call), prefixed('groups', firstOf(call.asked('securityGroups')))),
  SetSubnets: (call) => words(balancer(call), firstOf(call.asked('subnets'))),
  CreateListener: (call) =>
    leads(words(balancer(call), pair('port', call.ask('port'))), to(call), call.signs),
  ModifyListener: forwarded,
  DeleteListener: balancer,
  CreateRule: forwarded,
  ModifyRule: forwarded,
  DeleteRule: balancer,
  CreateTargetGroup: (call) => words(group(call), pair('port', call.ask('port'))),
  DeleteTargetGroup: group,
  ModifyTargetGroup: group,
  ModifyTargetGroupAttributes: attributes,
};

/** The target groups that requests go to from now on. */
function to(call: Call): string {
  const groups = call.asked(
    'defaultActions.forwardConfig.targetGroups.targetGroupArn',
    'actions.forwardConfig.targetGroups.targetGroupArn',
    'defaultActions.targetGroupArn',
    'actions.targetGroupArn',
  );
  return firstOf(groups.map((arn) => nameIn(arn)));
}

/** The name in an ARN: `loadbalancer/app/web/50dc…`, `listener/net/web/…`, `targetgroup/web/0a1b…`. */
function nameIn(text: string): string {
  const parts = parseArn(text)?.resource.split('/');
  if (!parts) {
    return text;
  }

  const hasKind = /^(?:app|gwy|net)$/v.test(parts[1] ?? '');
  return (hasKind ? parts[2] : parts[1]) ?? text;
}
