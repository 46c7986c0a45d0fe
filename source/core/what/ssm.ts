import {lastPart} from '../reading/arn.ts';
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
