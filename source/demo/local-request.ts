import {header, type Headers} from './protocol.ts';

/**
 * Whether a request may come from a program of this machine's user. A web page in a browser must not reach the
 * endpoint, neither under a name of its own that resolves to loopback (the Host tells) nor by a request across origins
 * (browsers then send Origin or Sec-Fetch-Site; AWS clients and curl never do).
 */
export function isLocalRequest(headers: Headers): boolean {
  const host = header(headers, 'host');
  return (
    /^(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/iv.test(host) &&
    headers['origin'] === undefined &&
    headers['sec-fetch-site'] === undefined
  );
}
