/** What each listed field is, in a few words, for the person who chooses one from a list; the most asked for first. */
const fieldWords: Readonly<Record<string, string>> = {
  name: 'the call, as AWS spells it; * is a wildcard',
  user: 'who called: a user, a session, root, a service',
  error: 'the error code; * for any failure',
  source: 'the service that was called: ec2, iam',
  ip: 'the address it came from, or a network: 10.0.0.0/8',
  role: 'the role of the session',
  instance: 'an instance that the record names',
  resource: 'an ARN or a name among its resources',
  key: 'the access key id',
  region: 'where it was recorded',
  account: 'the account it was recorded in',
  via: 'console, cli, sdk, terraform, service',
  mfa: 'yes, no, idp (only the provider knows), n/a',
  agent: 'the user agent',
  usertype: 'Root, IAMUser, AssumedRole, AWSService',
  sourceidentity: 'the person behind an assumed role',
  invokedby: 'the service that called for somebody',
  readonly: 'true or false, as it was recorded',
  id: "the event's id",
};

const inOrder = Object.keys(fieldWords);

/** What holds for the events of each class. */
const classWords: Readonly<Record<string, string>> = {
  write: 'it changed something, or tried to',
  failed: 'it failed or was denied',
  denied: 'the caller was not allowed to',
  login: 'a sign-in',
  sensitive: 'a read that hands out access or secrets',
  service: 'made by an AWS service itself',
  late: 'it came long after newer ones',
  own: "made by this trailtop's own collecting",
  notable: 'a write, failure, sign-in or sensitive read',
};

/** A word on a listed field; `a key of the record` or `a column` for what is not listed. */
export function wordsOnField(name: string, kind: 'column' | 'field' | 'key'): string {
  if (kind === 'column') {
    return 'a column of the file';
  }

  return kind === 'key' ? 'a key of the record' : (fieldWords[name] ?? '');
}

/** A word on what stands behind `is:`. */
export function wordsOnClass(name: string): string {
  return classWords[name] ?? '';
}

/** The listed fields in the order in which they are offered. */
export function mostAskedFirst(fields: readonly string[]): readonly string[] {
  return [...fields].sort((a, b) => placeOf(a) - placeOf(b));
}

function placeOf(field: string): number {
  const place = inOrder.indexOf(field);
  return place === -1 ? inOrder.length : place;
}
