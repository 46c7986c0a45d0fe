import {type Buffer} from 'node:buffer';
import {unreadable} from './aws-error.ts';
import {decodeCbor, encodeCbor} from './cbor.ts';
import {Input} from './input.ts';
import {type OutputStructure} from './output.ts';
import {queryError} from './protocol-json.ts';
import {type Protocol, type Reply} from './protocol.ts';

/** Smithy RPC v2 over CBOR, as some SDKs speak it to CloudWatch. */
export const cborProtocol: Protocol = {
  parse: (body) => new Input(parseCbor(body), false),
  success: (_operation, output, requestId) => reply(200, output, {'x-amzn-requestid': requestId}),
  failure: (error, requestId) =>
    reply(
      error.json.status,
      {__type: `com.amazonaws.cloudwatch#${error.json.code}`, message: error.message},
      {'x-amzn-requestid': requestId, ...queryError(error)},
    ),
};

function reply(status: number, value: OutputStructure, headers: Reply['headers']): Reply {
  return {
    status,
    headers: {'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', ...headers},
    body: encodeCbor(value),
  };
}

function parseCbor(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : decodeCbor(body);
  } catch {
    throw unreadable('The body is not CBOR.');
  }
}
