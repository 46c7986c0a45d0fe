/** A filter that is asked for often, in the language of the filter line. */
export type Preset = {
  readonly id: string;
  /** What it shows, as a few words. */
  readonly title: string;
  /** As it stands in the filter line, where it can be gone on with. */
  readonly query: string;
};

/** The beginnings of calls that take something away, and the names of those that begin in another way. */
const destructive = [
  'Delete*',
  'BatchDelete*',
  'Terminate*',
  'Stop*',
  'Detach*',
  'Disable*',
  'Deregister*',
  'Revoke*',
  'Remove*',
  'Disassociate*',
  'Deactivate*',
  'Purge*',
  'Release*',
  'Schedule*Deletion',
  'LeaveOrganization',
  'CloseAccount',
];

const rows = [
  ['writes', 'writes', 'is:write'],
  ['failures', 'failures, denied calls too', 'is:failed'],
  ['denied', 'denied calls', 'is:denied'],
  ['root', 'what root did', 'user:root'],
  ['logins', 'sign-ins; live in every region', 'is:login'],
  [
    // Whether a federated person used a second factor only the identity provider knows; a failed sign-in has not come to it.
    'loginsWithoutMfa',
    'sign-ins without MFA, of root and IAM users',
    'name:ConsoleLogin usertype:Root,IAMUser mfa:no -is:failed',
  ],
  ['iam', 'IAM changes', 'source:iam is:write'],
  ['securityGroups', 'security-group changes', 'name:*SecurityGroup* is:write'],
  ['destructive', 'destructive calls', `name:${destructive.join(',')} is:write`],
] as const satisfies ReadonlyArray<readonly [id: string, title: string, query: string]>;

/** The presets of the palette. A test holds the README's list to this table. */
export const presets: readonly Preset[] = rows.map(([id, title, query]) => ({id, title, query}));
