import {accountText, lastPart} from '../reading/arn.ts';
import {firstOf, leads, pair, prefixed, words} from '../reading/phrase.ts';
import type {Call, Describe, Sentences} from './call.ts';

const parameter: Describe = (call) =>
  words(
    firstOf(call.asked('names', 'name', 'path')),
    call.ask('withDecryption') === 'true' ? 'decrypted' : '',
  );

const run: Describe = (call) => leads(call.ask('documentName', 'name'), targets(call), call.signs);

/** Sentences about commands, sessions and parameters. */
export const ssm: Sentences = {
  SendCommand: run,
  CreateAssociation: run,
  StartAutomationExecution: run,
  StartSession: (call) => words(call.ask('target'), prefixed('with', call.ask('documentName'))),
  ResumeSession: (call) => call.ask('sessionId'),
  TerminateSession: (call) => call.ask('sessionId'),
  CancelCommand: (call) =>
    words(call.ask('commandId'), prefixed('on', firstOf(call.asked('instanceIds')))),
  CreateDocument: (call) => words(call.ask('name'), call.ask('documentType')),
  UpdateDocument: (call) => lastPart(call.ask('name')),
  DeleteDocument: (call) => lastPart(call.ask('name')),
  ModifyDocumentPermission: shared,
  CreateActivation: (call) =>
    leads(prefixed('as', call.ask('iamRole')), call.gave('activationId'), call.signs),
  DeregisterManagedInstance: (call) => call.ask('instanceId'),
  UpdateServiceSetting: (call) => pair(lastPart(call.ask('settingId')), call.ask('settingValue')),
  GetCommandInvocation: (call) =>
    words(call.ask('instanceId'), prefixed('command', call.ask('commandId'))),
  GetParameter: parameter,
  GetParameters: parameter,
  GetParametersByPath: parameter,
  GetParameterHistory: parameter,
  PutParameter: parameter,
  DeleteParameter: parameter,
  DeleteParameters: parameter,
  DescribeParameters: filtered,
  DescribeInstanceInformation: filtered,
  UpdateInstanceInformation: (call) => call.ask('instanceId'),
  DescribeDocument: (call) => lastPart(call.ask('name')),
};

/** `run-shell → public`, `→ acct 123456789012`; what is taken away is `revoked from …`. */
function shared(call: Call): string {
  const named = (key: string): string =>
    firstOf(
      call.asked(key).map((account) => (/^all$/iv.test(account) ? 'public' : accountText(account))),
    );
  return words(
    leads(call.ask('name'), named('accountIdsToAdd'), call.signs),
    prefixed('revoked from', named('accountIdsToRemove')),
  );
}

function targets(call: Call): string {
  const ids = call.asked('instanceIds', 'instanceId');
  return ids.length > 0
    ? firstOf(ids)
    : pair(call.ask('targets.key'), firstOf(call.asked('targets.values')));
}

function filtered(call: Call): string {
  const key = call.ask('filters.key', 'instanceInformationFilterList.key', 'parameterFilters.key');
  const values = call.asked(
    'filters.values',
    'instanceInformationFilterList.valueSet',
    'parameterFilters.values',
  );
  return key === 'InstanceIds' ? firstOf(values) : pair(key, firstOf(values)) || 'all';
}
