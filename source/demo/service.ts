/** A service as its requests are signed for (SigV4 credential scope), and how its other names go. */
export type Service = {
  readonly name: 'cloudtrail' | 'monitoring' | 'sts' | 'ec2';
  /** In IAM actions, `cloudwatch:GetMetricData`. */
  readonly iamPrefix: string;
  /** Namespace of the XML that it answers in the Query protocols; '' where it has none. */
  readonly xmlNamespace: string;
  /** How X-Amz-Target begins in JSON, before the dot; also in the path of RPC v2. '' where it speaks no JSON. */
  readonly target: RegExp | undefined;
};

const cloudtrail: Service = {
  name: 'cloudtrail',
  iamPrefix: 'cloudtrail',
  xmlNamespace: '',
  target: /^(?:com\.amazonaws\.cloudtrail\.v20131101\.)?CloudTrail_20131101$/v,
};

const monitoring: Service = {
  name: 'monitoring',
  iamPrefix: 'cloudwatch',
  xmlNamespace: 'https://monitoring.amazonaws.com/doc/2010-08-01/',
  target: /^GraniteServiceVersion20100801$/v,
};

const sts: Service = {
  name: 'sts',
  iamPrefix: 'sts',
  xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  target: undefined,
};

const ec2: Service = {
  name: 'ec2',
  iamPrefix: 'ec2',
  xmlNamespace: 'https://ec2.amazonaws.com/doc/2016-11-15/',
  target: undefined,
};

const services: readonly Service[] = [cloudtrail, monitoring, sts, ec2];

/** The service that a JSON or CBOR request names. */
export function serviceOfTarget(target: string): Service | undefined {
  return services.find((service) => service.target?.test(target));
}

/** The service of a form: what it is signed for. Only these speak the Query protocols. */
export function serviceOfScope(name: string): Service | undefined {
  return services.find((service) => service.name === name && service.xmlNamespace !== '');
}
