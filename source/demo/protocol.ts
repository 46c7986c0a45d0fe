import {type Buffer} from 'node:buffer';
import {type AwsError} from './aws-error.ts';
import {cborProtocol} from './protocol-cbor.ts';
import {jsonProtocol} from './protocol-json.ts';
import {ec2Protocol, queryProtocol} from './protocol-query.ts';
import {type Input} from './input.ts';
import {type OutputStructure} from './output.ts';
import {serviceOfScope, serviceOfTarget, type Service} from './service.ts';

/** An HTTP answer, not yet sent. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

/** One of the wire formats that AWS clients speak. */
export type Protocol = {
  /** Parameters of a body as the client wrote them. Throws AwsError where they cannot be read. */
  parse(body: Buffer): Input;
  success(operation: string, output: OutputStructure, requestId: string): Reply;
  failure(error: AwsError, requestId: string): Reply;
};

/** What a request asks for, known before its body is understood. */
export type Identity = {
  readonly protocol: Protocol;
  readonly service: Service;
  readonly operation: string;
};

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Who signed a request, for what region and service. The signature itself is not checked: it is a demo account. */
export type Scope = {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
};

/**
 * Which service, operation and protocol a request means: X-Amz-Target in JSON, the path in RPC v2 CBOR, Action and
 * the signed service in the Query protocols. Undefined where it is none of these.
 */
export function identify(headers: Headers, path: string, body: Buffer): Identity | undefined {
  const type = header(headers, 'content-type');
  const target = header(headers, 'x-amz-target');
  const split = target.lastIndexOf('.');
  if (type.startsWith('application/x-amz-json-1.')) {
    const service = serviceOfTarget(target.slice(0, Math.max(0, split)));
    return (
      service && {protocol: jsonProtocol(service), service, operation: target.slice(split + 1)}
    );
  }

  if (header(headers, 'smithy-protocol') === 'rpc-v2-cbor') {
    const route = /^\/service\/(?<service>[^\/]+)\/operation\/(?<operation>\w+)$/v.exec(
      path,
    )?.groups;
    const service = serviceOfTarget(route?.['service'] ?? '');
    return service && {protocol: cborProtocol, service, operation: route?.['operation'] ?? ''};
  }

  const service = serviceOfScope(readScope(headers)?.service ?? '');
  if (!service || !type.startsWith('application/x-www-form-urlencoded')) {
    return undefined;
  }

  const operation = new URLSearchParams(body.toString()).get('Action') ?? '';
  const protocol = service.name === 'ec2' ? ec2Protocol(service) : queryProtocol(service);
  return {protocol, service, operation};
}

/** The SigV4 credential scope of the Authorization header; undefined where the request is not signed. */
export function readScope(headers: Headers): Scope | undefined {
  const groups =
    /^AWS4-HMAC-SHA256 Credential=(?<accessKeyId>[^\/]+)\/\d{8}\/(?<region>[\-0-9a-z]+)\/(?<service>[\-0-9a-z]+)\/aws4_request,/v.exec(
      header(headers, 'authorization'),
    )?.groups;
  return (
    groups && {
      accessKeyId: groups['accessKeyId'] ?? '',
      region: groups['region'] ?? '',
      service: groups['service'] ?? '',
    }
  );
}

/** A header's value; '' where it is absent or given twice. */
export function header(headers: Headers, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
