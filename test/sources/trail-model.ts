import {fromRecord, type TrailEvent} from '../../source/core/event.ts';
import {type Lookup, type LookupPage, type LookupRequest} from '../../source/sources/cloudtrail.ts';
import {type SimulatedClock} from '../support/simulated-clock.ts';

/** A call as the trail will hold it: when it was made and when LookupEvents begins to return it, ms since 1970. */
export type Made = {
  readonly id: string;
  readonly time: number;
  readonly visibleAt: number;
  readonly isRead: boolean;
};

export type Asked = LookupRequest & {readonly at: number; readonly signal: AbortSignal};

class AwsModelError extends Error {
  override readonly name: string;
  readonly $metadata = {httpStatusCode: 400};

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** An error as the SDK throws it. */
export function awsError(name: string, message = 'as AWS says'): Error {
  return new AwsModelError(name, message);
}

const pageSize = 50;

/** LookupEvents of one region over what a test puts into `made`, on the simulated clock. */
export class TrailModel implements Lookup {
  readonly made: Made[] = [];
  readonly asked: Asked[] = [];
  /** Thrown instead of an answer, for as long as it returns something. */
  failure: (request: LookupRequest) => Error | undefined = () => undefined;
  /** What goes wrong when credentials are found again. */
  renewFailure: Error | undefined;
  renewals = 0;
  isClosed = false;
  /** How long an answer takes, ms. */
  latency = 100;
  /** Answers although nobody waits for it any more, as a transport may that has read the answer already. */
  isDeaf = false;
  /** How far our clock is ahead of AWS's, ms: `make` and what is visible go by AWS's. */
  clockOff = 0;
  readonly #clock: SimulatedClock;

  constructor(clock: SimulatedClock) {
    this.#clock = clock;
  }

  /** A call so many seconds ago, visible so many seconds after it was made. */
  make(id: string, secondsAgo: number, lateness = 0, isRead = false): Made {
    const time = Math.floor(this.#now() / 1000 - secondsAgo) * 1000;
    const made = {id, time, visibleAt: time + lateness * 1000, isRead};
    this.made.push(made);
    return made;
  }

  async page(request: LookupRequest, signal: AbortSignal): Promise<LookupPage> {
    this.asked.push({...request, at: this.#clock.now(), signal});
    await this.#clock.wait(this.latency, this.isDeaf ? undefined : signal);
    const failure = this.failure(request);
    if (failure) {
      throw failure;
    }

    return this.#answer(request);
  }

  async region(): Promise<string> {
    return 'us-east-1';
  }

  async accessKeyId(): Promise<string> {
    return 'AKIAEXAMPLE';
  }

  skew(): number {
    return this.asked.length === 0 ? 0 : -this.clockOff;
  }

  async renew(): Promise<void> {
    this.renewals++;
    if (this.renewFailure) {
      throw this.renewFailure;
    }
  }

  close(): void {
    this.isClosed = true;
  }

  /** AWS's time. */
  #now(): number {
    return this.#clock.now() - this.clockOff;
  }

  /** Newest first, after the event that the token names; a token is good for the parameters that it was given for. */
  #answer({since, until, attribute, token}: LookupRequest): LookupPage {
    const bounds = `${since} ${until} ${attribute?.value ?? ''}`;
    const [given = '', after = ''] = token?.split('|') ?? [];
    if (token !== undefined && given !== bounds) {
      throw awsError('InvalidNextTokenException');
    }

    const now = this.#now();
    const visible = this.made
      .filter(
        ({time, visibleAt, isRead}) =>
          visibleAt <= now && time >= since && time < until && !(attribute && isRead),
      )
      .sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
    const left = visible.filter((made) => token === undefined || placeOf(made) < after);
    const page = left.slice(0, pageSize);
    const last = page.at(-1);
    return {
      events: page.map((made) => eventOf(made)),
      token: last && left.length > page.length ? `${bounds}|${placeOf(last)}` : undefined,
    };
  }
}

function placeOf({time, id}: Made): string {
  return `${String(time).padStart(16, '0')} ${id}`;
}

function eventOf({id, time, isRead}: Made): TrailEvent {
  return fromRecord({
    eventID: id,
    eventName: isRead ? 'DescribeInstances' : 'StopInstances',
    eventTime: new Date(time).toISOString(),
    readOnly: isRead,
  });
}
