import {memo} from '../memo.ts';

/** `arn:partition:service:region:account:resource`; undefined where the text is none. */
export type Arn = {readonly service: string; readonly account: string; readonly resource: string};

/** Reads an ARN. Source: "Amazon Resource Names (ARNs)" in the IAM reference. */
export function parseArn(text: string): Arn | undefined {
  return text.startsWith('arn:') ? parsed(text) : undefined;
}

const parsed = memo((text): Arn | undefined => {
  const parts = text.split(':', 6);
  const skipped = parts.slice(0, 5).join(':').length + 1;
  return parts.length < 6
    ? undefined
    : {service: parts[2] ?? '', account: parts[4] ?? '', resource: text.slice(skipped)};
});

/** What stands after the last `/` or `:` of an ARN; any other text as it is. */
export function lastPart(text: string): string {
  if (!text.startsWith('arn:')) {
    return text;
  }

  return text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1) || text;
}

/** An ARN without what the row's account and region already say: `role/ops`, `secret:db-4Rzn83`. Other text as it is. */
export function shortArn(text: string): string {
  const arn = parseArn(text);
  return arn && arn.resource !== '' ? arn.resource : text;
}

/** `autoscaling` of `autoscaling.amazonaws.com`; any other text as it is. */
export function shortService(source: string): string {
  return source.replace(/\.(?:amazonaws\.com(?:\.cn)?|amazon\.com)$/v, '');
}

/** Whether a text is an AWS service's principal name, such as `ec2.amazonaws.com`. */
export function isServiceName(text: string): boolean {
  // Nearly every text that is asked is an address: one character tells that.
  return (
    text.length > 10 &&
    text.includes('.a') &&
    /\.(?:amazonaws\.com(?:\.cn)?|amazon\.com)$/v.test(text)
  );
}

/** `acct 123456789012`: an account named by its id, by an ARN (its root) or by neither. */
export function accountText(text: string): string {
  if (/^\d{12}$/v.test(text)) {
    return `acct ${text}`;
  }

  const arn = parseArn(text);
  if (arn?.resource === 'root') {
    return `acct ${arn.account}`;
  }

  return arn ? shortArn(text) : text;
}
