/**
 * DuckDB opening the same archive: the columns that trailtop's list and filter are made of, from the same files into a
 * table in memory. Its JSON reader takes each file for one document; told that a document is a line, which is true of
 * files that a trail delivers, it is faster. A process of its own; prints what it cost as JSON.
 */
import process from 'node:process';

/** As much of the package as is used here: it is installed for the benches only. */
type Duckdb = {
  readonly DuckDBInstance: {
    readonly create: (path: string) => Promise<{
      readonly connect: () => Promise<{
        readonly run: (sql: string) => Promise<unknown>;
        readonly runAndReadAll: (
          sql: string,
        ) => Promise<{readonly getRows: () => ReadonlyArray<readonly unknown[]>}>;
      }>;
    }>;
  };
};

const [module = '', format = 'auto', folder] = process.argv.slice(2);

const columns = `{Records: 'STRUCT(
  "eventTime" TIMESTAMP, "eventID" VARCHAR, "eventName" VARCHAR, "eventSource" VARCHAR, "awsRegion" VARCHAR,
  "sourceIPAddress" VARCHAR, "userAgent" VARCHAR, "errorCode" VARCHAR, "errorMessage" VARCHAR, "readOnly" VARCHAR,
  "recipientAccountId" VARCHAR,
  "userIdentity" STRUCT("type" VARCHAR, "arn" VARCHAR, "userName" VARCHAR, "accessKeyId" VARCHAR,
    "principalId" VARCHAR, "invokedBy" VARCHAR,
    "sessionContext" STRUCT("sessionIssuer" STRUCT("userName" VARCHAR))))[]'}`;

const {DuckDBInstance} = (await import(module)) as Duckdb;
const database = await DuckDBInstance.create(':memory:');
const connection = await database.connect();
const start = performance.now();
let events = 0;
if (folder !== undefined) {
  await connection.run(`
    CREATE TABLE events AS
    SELECT r.eventTime, r.eventID, r.eventName, r.eventSource, r.awsRegion, r.sourceIPAddress, r.userAgent,
      r.errorCode, r.errorMessage, r.readOnly, r.recipientAccountId, r.userIdentity.type AS userType,
      r.userIdentity.arn AS arn, r.userIdentity.userName AS userName, r.userIdentity.accessKeyId AS accessKeyId,
      r.userIdentity.principalId AS principalId, r.userIdentity.invokedBy AS invokedBy,
      r.userIdentity.sessionContext.sessionIssuer.userName AS role
    FROM (SELECT unnest(Records) AS r
      FROM read_json('${folder.replaceAll("'", "''")}/**/*.json.gz', columns = ${columns}, format = '${format}',
        maximum_object_size = 67108864))`);
  const counted = await connection.runAndReadAll('SELECT count(*) FROM events');
  events = Number(counted.getRows()[0]?.[0]);
}

const seconds = (performance.now() - start) / 1000;
process.stdout.write(
  JSON.stringify({events, problems: 0, seconds, rss: process.memoryUsage().rss}),
);
