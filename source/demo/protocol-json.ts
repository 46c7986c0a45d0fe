import {type Buffer} from 'node:buffer';
import {unreadable, type AwsError} from './aws-error.ts';
import {Input} from './input.ts';
import {isOutputList, type Output} from './output.ts';
import {type Protocol, type Reply} from './protocol.ts';
import {type Service} from './service.ts';

/** AWS JSON: 1.1 as CloudTrail speaks it, 1.0 as CloudWatch does, which also names errors as its Query protocol would. */
export function jsonProtocol(service: Service): Protocol {
  const isCloudWatch = service.name === 'monitoring';
  const type = `application/x-amz-json-${isCloudWatch ? '1.0' : '1.1'}`;
  const reply = (status: number, value: unknown, headers: Reply['headers']): Reply => ({
    status,
    headers: {'content-type': type, ...headers},
    body: JSON.stringify(value),
  });

  return {
    parse(body: Buffer): Input {
      return new Input(parseJson(body.toString()), false);
    },
    success: (_operation, output, requestId) =>
      reply(200, plain(output), {'x-amzn-requestid': requestId}),
    failure: (error, requestId) =>
      reply(
        error.json.status,
        {__type: error.json.code, message: error.message},
        {
          'x-amzn-requestid': requestId,
          'x-amzn-errortype': error.json.code,
          ...(isCloudWatch ? queryError(error) : {}),
        },
      ),
  };
}

/** The header from which clients of a service that used to speak Query take the error's old name. */
export function queryError(error: AwsError): Record<string, string> {
  const fault = error.query.status < 500 ? 'Sender' : 'Receiver';
  return {'x-amzn-query-error': `${error.query.code};${fault}`};
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw unreadable('The body is not JSON.');
  }
}

/** As JSON writes it: times are epoch seconds, maps are objects. */
function plain(value: Output): unknown {
  if (value instanceof Date) {
    return value.getTime() / 1000;
  }

  if (typeof value !== 'object') {
    return value;
  }

  if (isOutputList(value)) {
    return value.map((item) => plain(item));
  }

  const entries: ReadonlyArray<[string, Output | undefined]> =
    value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, member]) => [key, member === undefined ? undefined : plain(member)]),
  );
}
