import {accountText, lastPart, parseArn, shortArn, shortService} from '../reading/arn.ts';
import {isJsonObject} from '../json.ts';
import {firstOf, leads, pair, prefixed, words} from '../reading/phrase.ts';
import type {Call, Describe, Sentences} from './call.ts';

const named: Describe = (call) => functionName(call);

/** Sentences about functions. Event names carry an API date, which is gone by now. */
export const lambda: Sentences = {
  CreateFunction: (call) =>
    words(functionName(call), call.ask('runtime'), prefixed('as', lastPart(call.ask('role')))),
  DeleteFunction: named,
  GetFunction: named,
  GetFunctionConfiguration: named,
  GetPolicy: named,
  Invoke: named,
  UpdateFunctionCode: (call) =>
    words(functionName(call), call.ask('dryRun') === 'true' ? 'dry run' : '', image(call)),
  UpdateFunctionConfiguration: (call) => words(functionName(call), changed(call)),
  AddPermission: (call) =>
    words(
      functionName(call),
      prefixed('+', call.ask('action')),
      prefixed('by', shortService(call.ask('principal'))),
    ),
  RemovePermission: (call) => words(functionName(call), prefixed('-', call.ask('statementId'))),
  CreateFunctionUrlConfig: url,
  UpdateFunctionUrlConfig: url,
  CreateEventSourceMapping: (call) =>
    leads(shortArn(call.ask('eventSourceArn')), functionName(call), call.signs),
  UpdateEventSourceMapping: (call) =>
    words(functionName(call) || call.ask('uUID', 'uuid'), pair('enabled', call.ask('enabled'))),
  PutFunctionConcurrency: (call) =>
    words(functionName(call), prefixed('at most', call.ask('reservedConcurrentExecutions'))),
  DeleteFunctionConcurrency: named,
  DeleteFunctionUrlConfig: named,
  DeleteEventSourceMapping: (call) => functionName(call) || call.ask('uUID', 'uuid'),
  PublishVersion: (call) => words(functionName(call), prefixed('v', call.gave('version'))),
  CreateAlias: alias,
  UpdateAlias: alias,
  AddLayerVersionPermission: (call) =>
    words(
      call.ask('layerName'),
      call.ask('versionNumber'),
      prefixed('+', call.ask('action')),
      prefixed('by', accountText(call.ask('principal'))),
    ),
  PublishLayerVersion: (call) => call.ask('layerName'),
};

/** The function's name, also where an ARN with a version or alias was given. */
function functionName(call: Call): string {
  const text = call.ask('functionName') || call.gave('functionName');
  const parts = parseArn(text)?.resource.split(':');
  return parts ? words(parts[1] ?? '', parts[2] ?? '') : text;
}

/** `web live → 42`: which version the alias leads to now. */
function alias(call: Call): string {
  return leads(
    words(functionName(call), call.ask('name')),
    call.ask('functionVersion'),
    call.signs,
  );
}

function url(call: Call): string {
  return words(functionName(call), pair('auth', call.ask('authType')));
}

function image(call: Call): string {
  const code = [call.ask('s3Bucket'), call.ask('s3Key')].filter(Boolean).join('/');
  return call.ask('imageUri') || prefixed('from', code);
}

function changed(call: Call): string {
  const layers = call.asked('layers');
  if (layers.length > 0) {
    return `layers ${firstOf(layers.map((layer) => shortArn(layer).replace(/^layer:/v, '')))}`;
  }

  const keys = Object.keys(isJsonObject(call.request) ? call.request : {}).filter(
    (key) => key !== 'functionName',
  );
  return firstOf(keys.slice(0, 100).map((key) => key.slice(0, 60)));
}
