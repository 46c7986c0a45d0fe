import {check, type Check} from '../../core/check.ts';
import {minute, second} from '../../core/time.ts';
import {explain, type Failure} from '../problem.ts';
import {proxyFor, shownProxy} from '../proxy.ts';
import {type Tried} from './ask.ts';

/** Whether an answer came from the other side, not from a proxy before it. */
function isReached(tried: Tried): boolean {
  return tried.took !== undefined && !isRefusedByProxy(tried);
}

/** HTTP 407, which only a proxy answers: to the request itself, or to the wish for a tunnel. */
function isRefusedByProxy(tried: Tried): boolean {
  return tried.status === 407 || /^Failed to establish tunnel .*\b407\b/v.test(messageOf(tried));
}

function messageOf({error}: Tried): string {
  return error instanceof Error ? error.message : String(error);
}

/** How an action turned out, what is lost without it, and what to do. */
export function actionCheck(tried: Tried, isNeeded: boolean): Check {
  const {action, region, error, url} = tried;
  const name = `${action.name} ${region}`;
  if (error === undefined) {
    return check(name, 'ok', action.note === '' ? 'allowed' : `allowed; ${action.note}`, {
      isNeeded,
    });
  }

  if (url !== '' && !isReached(tried)) {
    return check(name, 'failed', `could not be tried: ${hostOf(url)} is not reached`, {
      advice: withLoss('', action.without),
      isNeeded,
    });
  }

  const failure = failureOf(tried);
  const status =
    failure.kind === 'denied' ? 'missing' : failure.kind === 'throttled' ? 'warning' : 'failed';
  return check(name, status, failure.title, {
    advice: withLoss(adviceFor(failure), failure.kind === 'throttled' ? '' : action.without),
    isNeeded,
  });
}

/** A failure in the words of the whole program. */
export function failureOf({action, region, error, url}: Tried): Failure {
  return explain(error, {
    action: action.name,
    loses: action.loses(region),
    region,
    endpoint: hostOf(url),
  });
}

/** What to do now: nothing is tried again by itself here. */
export function adviceFor({kind, advice}: Failure): string {
  switch (kind) {
    case 'throttled': {
      return 'others poll too and share the quota; trailtop slows down by itself';
    }

    case 'expired': {
      return 'sign in again (aws sso login, or new keys)';
    }

    case 'network': {
      return 'check the network, HTTPS_PROXY, NO_PROXY, AWS_CA_BUNDLE and --endpoint-url';
    }

    case 'answer': {
      return 'a proxy or a login page may stand between: check HTTPS_PROXY and NO_PROXY';
    }

    case 'clock': {
      return 'set the clock: timedatectl and chronyc tracking show how far it is off';
    }

    case 'disabled':
    case 'credentials': {
      return `${advice}; a region that is not enabled answers in the same way`;
    }

    case 'server':
    case 'other':
    case 'token':
    case 'aborted': {
      return 'run trailtop doctor again';
    }

    case 'denied':
    case 'region': {
      return advice;
    }
  }
}

function withLoss(advice: string, without: string): string {
  return [advice, without === '' ? '' : `without it: ${without}`].filter(Boolean).join('; ');
}

/** Whether the endpoint of a service answers at all, from the trips of all calls that went there. */
export function reachCheck(
  trips: readonly Tried[],
  env: NodeJS.ProcessEnv,
  isNeeded: boolean,
): Check | undefined {
  const sent = trips.filter(({url}) => url !== '');
  const [first] = sent;
  if (!first) {
    return undefined;
  }

  const name = `reach ${first.action.service} ${first.region}`;
  const host = hostOf(first.url);
  const proxy = proxyFor(first.url, env);
  const way = proxy ? `through ${shownProxy(proxy)}` : 'directly';
  if (proxy && sent.every((each) => isRefusedByProxy(each))) {
    return check(name, 'failed', `${shownProxy(proxy)} wants a user and a password (HTTP 407)`, {
      advice: `put the right ones into ${proxy.variable}, or ${host} into NO_PROXY`,
      isNeeded,
    });
  }

  const answered = sent.filter((each) => isReached(each));
  const fastest = Math.min(...answered.map(({took = Infinity}) => took));
  if (fastest < Infinity) {
    const time = Math.round(fastest);
    return check(name, 'ok', `${host} answered in ${time} ms, ${way}`, {isNeeded});
  }

  const failure = failureOf(first);
  const reason =
    failure.kind === 'network' ? failure.title : `cannot reach ${host}: ${messageOf(first)}`;
  return check(name, 'failed', `${reason}; tried ${way}`, {
    advice: adviceFor({...failure, kind: 'network'}),
    isNeeded,
  });
}

/** Our clock against AWS's, from the quickest answer: the longer one took, the less it tells. */
export function clockCheck(trips: readonly Tried[]): Check | undefined {
  const [best] = trips
    .filter((each) => each.skew !== undefined && isReached(each))
    .sort((a, b) => (a.took ?? 0) - (b.took ?? 0));
  if (best?.skew === undefined) {
    return undefined;
  }

  const off = Math.abs(best.skew);
  if (off <= minute) {
    return check('clock', 'ok', `within ${Math.ceil(off / second)} s of AWS`);
  }

  const seconds = Math.round(off / second);
  const direction = best.skew > 0 ? 'ahead of' : 'behind';
  return off <= 5 * minute
    ? check('clock', 'warning', `${seconds} s ${direction} AWS, so times and ranges are off`, {
        advice: 'let this machine take its time from NTP',
      })
    : check('clock', 'failed', `${seconds} s ${direction} AWS, which refuses such signatures`, {
        advice: 'let this machine take its time from NTP',
        isNeeded: true,
      });
}

function hostOf(url: string): string {
  return url === '' ? '' : new URL(url).host;
}
