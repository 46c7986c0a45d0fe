import {isIPv4} from 'node:net';

type Env = Readonly<Record<string, string | undefined>>;

/** The proxy that the environment names for a protocol, and which variable named it. */
export type NamedProxy = {readonly variable: string; readonly value: string};

/** As Node's agents look: the lower case wins, an empty variable is none. */
export function namedProxy(protocol: 'http:' | 'https:', env: Env): NamedProxy | undefined {
  const name = protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  for (const variable of [name, name.toUpperCase()]) {
    const value = env[variable];
    if (value) {
      return {variable, value};
    }
  }

  return undefined;
}

/** `ignored` where Node's agents do not know the protocol, `wrong` where it is no URL. */
export function proxyFitness({value}: NamedProxy): 'usable' | 'ignored' | 'wrong' {
  if (!value.startsWith('http://') && !value.startsWith('https://')) {
    return 'ignored';
  }

  return isReadable(value) ? 'usable' : 'wrong';
}

function isReadable(value: string): boolean {
  try {
    const {username, password} = new URL(value);
    decodeURIComponent(username + password);
    return !/[\r\n]/v.test(value);
  } catch {
    return false;
  }
}

/** The proxy's address without the user and the password that may stand in it. */
export function shownProxy({value}: NamedProxy): string {
  const end = value.lastIndexOf('@');
  if (end === -1) {
    return value;
  }

  const scheme = /^[a-z][a-z\d+.\-]*:\/\//iv.exec(value)?.[0] ?? '';
  return `${scheme}${value.slice(end + 1)} (user and password not shown)`;
}

/** Where a request goes: through that proxy, or directly (undefined). Throws TypeError where the URL is none. */
export function proxyFor(url: string, env: Env): NamedProxy | undefined {
  const {protocol, hostname, port} = new URL(url);
  const isSecure = protocol === 'https:';
  const proxy = namedProxy(isSecure ? 'https:' : 'http:', env);
  if (!proxy || proxyFitness(proxy) !== 'usable') {
    return undefined;
  }

  const host = hostname.toLowerCase();
  const hostAndPort = `${host}:${port || (isSecure ? 443 : 80)}`;
  return bypassList(env).some((entry) => covers(entry, host, hostAndPort)) ? undefined : proxy;
}

/** The entries of NO_PROXY, lower case. */
export function bypassList(env: Env): readonly string[] {
  return (env['no_proxy'] || env['NO_PROXY'] || '')
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter(Boolean);
}

/** The rules of Node's agents, which know neither CIDR nor a bare domain for its hosts. */
function covers(entry: string, host: string, hostAndPort: string): boolean {
  if (['*', host, hostAndPort].includes(entry)) {
    return true;
  }

  if (entry.startsWith('.')) {
    return host === entry.slice(1) || host.endsWith(entry);
  }

  if (entry.startsWith('*.')) {
    return host.endsWith(entry.slice(1));
  }

  const [first = '', last = ''] = entry.split('-').map((part) => part.trim());
  return (
    isIPv4(host) &&
    isIPv4(first) &&
    isIPv4(last) &&
    numberOf(host) >= numberOf(first) &&
    numberOf(host) <= numberOf(last)
  );
}

function numberOf(address: string): number {
  let number = 0;
  for (const part of address.split('.')) {
    number = number * 256 + Number(part);
  }

  return number;
}
