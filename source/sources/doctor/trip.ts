import {second} from '../../core/time.ts';
import {type Clock} from '../clock.ts';

type Step = <Args extends {request: unknown}, Result extends {response: unknown}>(
  next: (args: Args) => Promise<Result>,
) => (args: Args) => Promise<Result>;

/** Watches one request of an SDK client on its way: where it went, how long it took, and AWS's clock. */
export type Trip = {
  /** Middleware for the client's stack, and its place in it: next to the wire. */
  readonly watch: Step;
  readonly place: {readonly step: 'deserialize'; readonly priority: 'low'};
  /** `https://host:port`; '' where no request was sent. */
  readonly url: () => string;
  /** From the request to the head of the answer, connecting included, in ms; undefined where nothing answered. */
  readonly took: () => number | undefined;
  /** The HTTP status of the answer; 0 where nothing answered. */
  readonly status: () => number;
  /** How far our clock is ahead of the answer's Date, in ms, to half a second; undefined where it names none. */
  readonly skew: () => number | undefined;
};

export function watchTrip(clock: Clock): Trip {
  let url = '';
  let took: number | undefined;
  let status = 0;
  let skew: number | undefined;
  return {
    watch: (next) => async (args) => {
      url = urlOf(args.request);
      const sent = clock.now();
      const result = await next(args);
      const received = clock.now();
      took = received - sent;
      status = statusOf(result.response);
      const date = dateOf(result.response);
      // The Date is cut to whole seconds, so on average it lies half a second back.
      skew = Number.isNaN(date) ? undefined : (sent + received) / 2 - (date + second / 2);
      return result;
    },
    place: {step: 'deserialize', priority: 'low'},
    url: () => url,
    took: () => took,
    status: () => status,
    skew: () => skew,
  };
}

function urlOf(request: unknown): string {
  const {
    protocol = 'https:',
    hostname = '',
    port,
  } = request as {
    protocol?: string;
    hostname?: string;
    port?: number;
  };
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`;
}

function statusOf(response: unknown): number {
  const {statusCode = 0} = response as {statusCode?: number};
  return statusCode;
}

function dateOf(response: unknown): number {
  const {headers = {}} = response as {headers?: Readonly<Record<string, string>>};
  return Date.parse(headers['date'] ?? '');
}
