import type {CloudTrailClient, LookupEventsCommandOutput} from '@aws-sdk/client-cloudtrail';
import {fromLookup, type TrailEvent} from '../core/event.ts';
import {second} from '../core/time.ts';
import {type PushedAttribute} from '../core/loading/passes.ts';
import {clientConfig, type AwsSettings} from './aws-settings.ts';
import {EmptyAnswerError} from './problem.ts';
import {skewAfter} from './skew.ts';
import {systemClock} from './system-clock.ts';

/** One page of LookupEvents: `[since, until)` in ms, whose bounds stay the same for a whole walk. */
export type LookupRequest = {
  readonly since: number;
  readonly until: number;
  readonly attribute?: PushedAttribute | undefined;
  readonly token?: string | undefined;
};

/** Up to 50 events, newest first. */
export type LookupPage = {
  readonly events: readonly TrailEvent[];
  readonly token: string | undefined;
};

/** LookupEvents in one region. Rejects with the SDK's error, or EmptyAnswerError. */
export type Lookup = {
  page: (request: LookupRequest, signal: AbortSignal) => Promise<LookupPage>;
  /** The region that the client uses: the one given, else the profile's. */
  region: () => Promise<string>;
  /** The access key that signs the calls. */
  accessKeyId: () => Promise<string>;
  /** When the credentials end, ms since 1970; undefined where they do not. */
  expiresAt?: () => Promise<number | undefined>;
  /** How far AWS's clock is ahead of ours, ms, as the last answers tell; 0 as long as none does. */
  skew?: () => number;
  /** Finds the credentials again: they have expired, or the person has signed in. */
  renew: () => Promise<void>;
  close: () => void;
};

const pageSize = 50;

/**
 * LookupEvents through the SDK, which is loaded with the first call so that the screen need not wait for it.
 */
export function createLookup(settings: AwsSettings, region: string): Lookup {
  let client: CloudTrailClient | undefined;
  let skew = 0;
  const open = async () => {
    const {CloudTrailClient: Client} = await import('@aws-sdk/client-cloudtrail');
    client ??= watchingDates(new Client(clientConfig(settings, region)), (date, sentAt) => {
      skew = skewAfter(skew, date, sentAt, systemClock.now());
    });
    return client;
  };

  return {
    async page({since, until, attribute, token}, signal) {
      const {LookupEventsCommand} = await import('@aws-sdk/client-cloudtrail');
      const opened = await open();
      const output = await opened.send(
        new LookupEventsCommand({
          StartTime: new Date(since),
          EndTime: new Date(lastSecond(since, until)),
          MaxResults: pageSize,
          ...(attribute
            ? {
                LookupAttributes: [
                  {AttributeKey: attribute.key as 'EventName', AttributeValue: attribute.value},
                ],
              }
            : {}),
          ...(token === undefined ? {} : {NextToken: token}),
        }),
        {abortSignal: signal},
      );
      return readPage(output);
    },

    async region() {
      const {config} = await open();
      return config.region();
    },

    async accessKeyId() {
      const {config} = await open();
      const credentials = await config.credentials();
      return credentials.accessKeyId;
    },

    async expiresAt() {
      const {config} = await open();
      const credentials = await config.credentials();
      return credentials.expiration?.getTime();
    },

    skew: () => skew,

    async renew() {
      const {config} = await open();
      await config.credentials({forceRefresh: true});
    },

    close() {
      client?.destroy();
    },
  };
}

/** The client, which tells of each answer's Date, and when its request was sent. Errors have one too. */
function watchingDates(
  client: CloudTrailClient,
  onDate: (date: string, sentAt: number) => void,
): CloudTrailClient {
  client.middlewareStack.add(
    (next) => async (args) => {
      const sentAt = systemClock.now();
      const result = await next(args);
      const {headers} = result.response as {readonly headers?: Readonly<Record<string, string>>};
      onDate(headers?.['date'] ?? '', sentAt);
      return result;
    },
    {step: 'deserialize', priority: 'low', name: 'watchingDates'},
  );
  return client;
}

/** AWS counts whole seconds and takes the last one in: the last that begins before `until`. */
function lastSecond(since: number, until: number): number {
  return Math.max(since, Math.ceil(until / second) * second - second);
}

function readPage(output: LookupEventsCommandOutput): LookupPage {
  if (output.Events === undefined) {
    throw new EmptyAnswerError('the answer holds no list of events');
  }

  return {events: output.Events.flatMap((item) => fromLookup(item) ?? []), token: output.NextToken};
}
