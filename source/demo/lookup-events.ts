import {member, textAt, type JsonObject} from '../core/json.ts';
import {day, hour} from '../core/time.ts';
import {AwsError, throttled} from './aws-error.ts';
import {requestKey, type Call, type Context} from './call.ts';
import {compareEvents, isAfter, lastId, positionOf, type Position} from './event-order.ts';
import {accessKeyOf, lookupTest, readOnlyText} from './lookup-attribute.ts';
import {type OutputStructure} from './output.ts';
import {type WorldEvent} from './world.ts';

const retention = 90 * day;
const maxPage = 50;

/** Events that one request looks at before it answers a short page with a token, which AWS may do at any time. */
const maxScanned = 5000;

/** LookupEvents of CloudTrail. Throws AwsError. */
export function lookupEvents(call: Call, context: Context): OutputStructure {
  const now = context.clock.now();
  if (!context.lookups.admits(call.region, now)) {
    throw throttled();
  }

  const {input} = call;
  if (!isEventCategory(input.has('EventCategory'), input.text('EventCategory'))) {
    return {Events: []};
  }

  const matches = lookupTest(input);
  const limit = pageSize(input.number('MaxResults'));
  const {since, until} = timeRange(input.instant('StartTime'), input.instant('EndTime'), now);
  const start = startPosition(call, context, until);
  const {events, position} = walk({
    events: (from, to) => eventsOf(call.region, from, to, context),
    accepts: (event) => event.visibleAt <= now && isAfter(event, start) && matches(event),
    since,
    start,
    limit,
  });
  return {
    Events: events.map((event) => lookupItem(event)),
    NextToken: position && context.tokens.seal(requestKey(call), position),
  };
}

type Walk = {
  readonly events: (since: number, until: number) => readonly WorldEvent[];
  readonly accepts: (event: WorldEvent) => boolean;
  readonly since: number;
  readonly start: Position;
  readonly limit: number;
};

/** Goes back in time in growing steps until a page is full. The position tells where more may follow. */
function walk(options: Walk): {events: readonly WorldEvent[]; position: Position | undefined} {
  const {since, limit} = options;
  const found: WorldEvent[] = [];
  let until = options.start.time + 1;
  let scanned = 0;
  for (let step = hour; until > since; step = Math.min(day, step * 2)) {
    const from = Math.max(since, until - step);
    const candidates = options.events(from, until);
    const accepted = candidates
      .filter((event) => options.accepts(event))
      .sort((a, b) => compareEvents(a, b));
    // One more than the page holds tells that another page follows.
    found.push(...accepted.slice(0, limit + 1 - found.length));
    const last = found[limit - 1];
    if (last && found.length > limit) {
      return {events: found.slice(0, limit), position: positionOf(last)};
    }

    scanned += candidates.length;
    until = from;
    if (scanned > maxScanned && until > since) {
      return {events: found, position: {time: until, id: lastId}};
    }
  }

  return {events: found, position: undefined};
}

/** The account's events and those of the calls made here, in no order. */
function eventsOf(
  region: string,
  since: number,
  until: number,
  {world, ownCalls}: Context,
): readonly WorldEvent[] {
  return [...world.events(region, since, until), ...ownCalls.events(region, since, until)];
}

function pageSize(asked: number | undefined): number {
  const limit = asked ?? maxPage;
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > maxPage) {
    throw new AwsError(
      {json: 'InvalidMaxResultsException'},
      `A page holds at least 1 and at most ${maxPage} results.`,
    );
  }

  return limit;
}

/** Both ends belong to the range. What is older than 90 days is gone, whatever was asked. */
function timeRange(
  start: number | undefined,
  end: number | undefined,
  now: number,
): {since: number; until: number} {
  if (start !== undefined && end !== undefined && start > end) {
    throw new AwsError(
      {json: 'InvalidTimeRangeException'},
      'The start time must not be after the end time.',
    );
  }

  return {since: Math.max(start ?? -Infinity, now - retention), until: Math.min(end ?? now, now)};
}

function startPosition(call: Call, {tokens}: Context, until: number): Position {
  const token = call.input.text('NextToken');
  if (token === '') {
    return {time: until, id: ''};
  }

  const position = tokens.open(requestKey(call), token);
  const time = member(position, 'time');
  if (typeof time !== 'number') {
    throw new AwsError(
      {json: 'InvalidNextTokenException'},
      'The token is not valid, or it belongs to a request with other parameters.',
    );
  }

  return {time, id: textAt(position, 'id')};
}

/** Whether management events are asked for. Insights events exist in the API, but this account has none. */
function isEventCategory(given: boolean, category: string): boolean {
  if (given && category !== 'insight') {
    throw new AwsError({json: 'InvalidEventCategoryException'}, 'The event category is not valid.');
  }

  return !given;
}

function lookupItem(event: WorldEvent): OutputStructure {
  const {record} = event;
  return {
    EventId: present(textAt(record, 'eventID')),
    EventName: present(textAt(record, 'eventName')),
    ReadOnly: present(readOnlyText(event)),
    AccessKeyId: present(accessKeyOf(event)),
    EventTime: new Date(event.time),
    EventSource: present(textAt(record, 'eventSource')),
    Username: present(event.username),
    Resources: event.resources,
    CloudTrailEvent: JSON.stringify(record satisfies JsonObject),
  };
}

function present(text: string): string | undefined {
  return text === '' ? undefined : text;
}
