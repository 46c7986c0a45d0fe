/** What trailtop is compared with: the same work done by other programs, where they are installed. */
import {spawnSync} from 'node:child_process';
import {availableParallelism} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {findDuckdb, type Command} from './programs.ts';

export type Rival = {
  readonly name: string;
  /** Undefined where it is not installed. */
  readonly command: Command | undefined;
  /** It prints what it cost as JSON. */
  readonly tells: boolean;
};

/** Whether a program can be started and ends well. */
function runs(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args, {stdio: 'ignore'}).status === 0;
}

const hasJq = runs('jq', '--version');
const hasPandas = runs('python3', '-c', 'import pandas');

/** The columns that trailtop's list and filter are made of. */
const jqColumns = `.Records[] | [.eventTime, .eventID, .eventName, .eventSource, .awsRegion, .sourceIPAddress,
.userAgent, .errorCode, .errorMessage, .readOnly, .recipientAccountId, (.userIdentity | .type, .arn, .userName,
.accessKeyId, .principalId, .invokedBy, .sessionContext.sessionIssuer.userName)]`;

/** `name:RunInstances -error:*`; of what the bench's archive holds, only sign-ins fail without an errorCode. */
export const query = 'name:RunInstances -error:*';
const jqQuery = `.Records[] | select((.eventName | ascii_downcase? // "") == "runinstances" and (.errorCode // "") == "")`;

const pandas = `
import gzip, glob, json, sys, time
start = time.time()
import pandas
rows = []
for name in glob.glob(sys.argv[1] + '/**/*.json.gz', recursive=True):
    with gzip.open(name) as file:
        for r in json.load(file)['Records']:
            u = r.get('userIdentity') or {}
            issuer = (u.get('sessionContext') or {}).get('sessionIssuer') or {}
            rows.append([r.get(k) for k in ('eventTime', 'eventID', 'eventName', 'eventSource', 'awsRegion',
                'sourceIPAddress', 'userAgent', 'errorCode', 'errorMessage', 'readOnly', 'recipientAccountId')]
                + [u.get(k) for k in ('type', 'arn', 'userName', 'accessKeyId', 'principalId', 'invokedBy')]
                + [issuer.get('userName')])
frame = pandas.DataFrame(rows)
frame[0] = pandas.to_datetime(frame[0])
rss = int(open('/proc/self/statm').read().split()[1]) * 4096
print(json.dumps({'events': len(frame), 'problems': 0, 'seconds': time.time() - start, 'rss': rss}))
`;

/** All files through one jq. */
function oneJq(folder: string, program: string): Command {
  return [
    'sh',
    '-c',
    `find "$1" -name '*.json.gz' -exec zcat {} + | jq -c "$2"`,
    'sh',
    folder,
    program,
  ];
}

/** A jq for each core, a few files at a time, as somebody does it who waits for jq often. */
function manyJq(folder: string, program: string): Command {
  const each = `zcat "$@" | jq -c "$PROGRAM"`;
  const script = `export PROGRAM="$2"; find "$1" -name '*.json.gz' -print0 | xargs -0 -n 8 -P ${availableParallelism()} sh -c '${each}' sh`;
  return ['sh', '-c', script, 'sh', folder, program];
}

/** DuckDB without a folder is the empty program, for its memory. */
export function duckdbCommand(
  format: 'unstructured' | 'newline_delimited',
  folder?: string,
): Command | undefined {
  const module = findDuckdb();
  return module === undefined
    ? undefined
    : [
        process.execPath,
        path.join(import.meta.dirname, 'duckdb.ts'),
        module,
        format,
        ...(folder === undefined ? [] : [folder]),
      ];
}

/** Others that open the archive and take the same columns out of it. */
export function openers(folder: string): readonly Rival[] {
  return [
    {name: 'DuckDB', tells: true, command: duckdbCommand('unstructured', folder)},
    {
      name: 'DuckDB, a document a line',
      tells: true,
      command: duckdbCommand('newline_delimited', folder),
    },
    {
      name: 'pandas',
      tells: true,
      command: hasPandas ? ['python3', '-c', pandas, folder] : undefined,
    },
    {name: 'jq', tells: false, command: hasJq ? oneJq(folder, jqColumns) : undefined},
  ];
}

/** Others that print what `events --filter` prints. */
export function filterers(folder: string): readonly Rival[] {
  return [
    {name: 'jq', tells: false, command: hasJq ? oneJq(folder, jqQuery) : undefined},
    {
      name: 'jq, one for each core',
      tells: false,
      command: hasJq ? manyJq(folder, jqQuery) : undefined,
    },
  ];
}
