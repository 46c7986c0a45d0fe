/**
 * Every IAM action that trailtop's calls need, and what each is there for. The policy that `doctor --policy` prints and
 * the actions that `doctor` tries are made of this table; a test holds it to the calls that the source sends.
 */
const rows = [
  ['cloudtrail:LookupEvents', 'Events', 'the events'],
  ['cloudwatch:GetMetricData', 'Chart', 'the datapoints of the chart'],
  ['cloudwatch:GetMetricStatistics', 'Chart', 'single series, by the call in the free tier'],
  ['cloudwatch:ListMetrics', 'Chart', 'which instances and metrics there are'],
  ['cloudwatch:DescribeAlarms', 'Chart', 'the alarms: what the chart opens on, --alarm'],
  ['ec2:DescribeInstances', 'Names', 'names, types and groups of instances'],
  ['ec2:DescribeRegions', 'Names', 'the enabled regions: --region all, R, L'],
] as const satisfies ReadonlyArray<readonly [action: string, purpose: string, reason: string]>;

export type IamAction = (typeof rows)[number][0];

export const iamActions: ReadonlyArray<{
  readonly action: IamAction;
  readonly purpose: string;
  readonly reason: string;
}> = rows.map(([action, purpose, reason]) => ({action, purpose, reason}));

/** What is called too and what IAM lets everybody do: it needs no line in a policy. */
export const freeActions = ['sts:GetCallerIdentity'] as const;

/**
 * The policy that is all trailtop needs, as JSON with a line feed at its end. None of these actions can be held to a
 * resource, or not without losing what it is there for: each lists what an account has.
 */
export function iamPolicy(): string {
  const purposes = [...new Set(iamActions.map(({purpose}) => purpose))];
  const policy = {
    // The date of the policy language, which IAM wants so.
    Version: '2012-10-17',
    Statement: purposes.map((purpose) => ({
      Sid: `Trailtop${purpose}`,
      Effect: 'Allow',
      Action: iamActions.flatMap((each) => (each.purpose === purpose ? each.action : [])),
      Resource: '*',
    })),
  };
  return `${JSON.stringify(policy, null, 2)}\n`;
}
