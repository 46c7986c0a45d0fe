import {type Context, type Call} from './call.ts';
import {type OutputStructure} from './output.ts';

/** GetCallerIdentity of STS. Whoever asks is the demo's caller. */
export function getCallerIdentity(_call: Call, {world}: Context): OutputStructure {
  return {UserId: world.caller.userId, Account: world.account, Arn: world.caller.arn};
}
