import {textAt, type Json, type JsonObject} from '../core/json.ts';
import {formatIso, minute, second} from '../core/time.ts';
import {type AwsError} from './aws-error.ts';
import {type Call} from './call.ts';
import {type Random} from './clock.ts';
import {callerIdentity, callerName} from './caller-identity.ts';
import {type Input} from './input.ts';
import {uuid} from './uuid.ts';
import {type World, type WorldEvent} from './world.ts';

/** An address for documentation (RFC 5737): that of the host on call, as AWS would see it. */
const sourceAddress = '198.51.100.24';

/** Events kept in all regions together; the oldest go first. */
const maxKept = 50_000;

/** LookupEvents is itself a management event: whoever polls fills the list that is polled. Kept here. */
export class OwnCalls {
  readonly #world: World;
  readonly #random: Random;
  #events: WorldEvent[] = [];

  constructor(world: World, random: Random) {
    this.#world = world;
    this.#random = random;
  }

  #recordOf(call: Call, time: number, error: AwsError | undefined): JsonObject {
    return {
      eventVersion: '1.11',
      userIdentity: callerIdentity(this.#world, time),
      eventTime: formatIso(time),
      eventSource: 'cloudtrail.amazonaws.com',
      eventName: call.operation,
      awsRegion: call.region,
      sourceIPAddress: sourceAddress,
      userAgent: call.userAgent,
      ...(error && {errorCode: error.json.code, errorMessage: error.message}),
      requestParameters: requestParameters(call.input),
      responseElements: null,
      requestID: call.requestId,
      eventID: uuid(this.#random),
      readOnly: true,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: this.#world.account,
      eventCategory: 'Management',
    };
  }

  /** Records a call that AWS answered, with an error or without. It becomes visible in one to five minutes. */
  record(call: Call, now: number, error?: AwsError): void {
    const time = Math.floor(now / second) * second;
    const event: WorldEvent = {
      record: this.#recordOf(call, time, error),
      time,
      visibleAt: now + minute + Math.floor(this.#random() * 4 * minute),
      region: call.region,
      username: callerName(this.#world),
      resources: [],
    };
    this.#events.push(event);
    // Cutting a tenth at a time keeps recording cheap.
    if (this.#events.length > maxKept * 1.1) {
      this.#events = this.#events.slice(-maxKept);
    }
  }

  /** Those of a region with `since <= time < until`. */
  events(region: string, since: number, until: number): readonly WorldEvent[] {
    return this.#events.filter(
      (event) => event.time >= since && event.time < until && event.region === region,
    );
  }
}

/** As CloudTrail records a LookupEvents request: keys in lower camel case, times as Java prints them; null for none. */
function requestParameters(input: Input): Json {
  const {LookupAttributes, StartTime, EndTime, EventCategory, MaxResults, NextToken} = input.json();
  const parameters: JsonObject = {
    ...(Array.isArray(LookupAttributes) && {
      lookupAttributes: LookupAttributes.map((item: Json) => ({
        attributeKey: textAt(item, 'AttributeKey'),
        attributeValue: textAt(item, 'AttributeValue'),
      })),
    }),
    ...(typeof StartTime === 'number' && {startTime: javaDate(StartTime * second)}),
    ...(typeof EndTime === 'number' && {endTime: javaDate(EndTime * second)}),
    ...(typeof EventCategory === 'string' && {eventCategory: EventCategory}),
    ...(typeof MaxResults === 'number' && {maxResults: MaxResults}),
    ...(typeof NextToken === 'string' && {nextToken: NextToken}),
  };
  return Object.keys(parameters).length === 0 ? null : parameters;
}

const javaFormat = new Intl.DateTimeFormat('en-US', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'UTC',
});

function javaDate(time: number): string {
  // Intl puts a narrow no-break space before AM and PM.
  return Number.isNaN(new Date(time).getTime())
    ? ''
    : javaFormat.format(time).replaceAll('\u{202F}', ' ');
}
