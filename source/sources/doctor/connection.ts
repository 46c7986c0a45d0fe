import {readFileSync} from 'node:fs';
import {check, type Check} from '../../core/check.ts';
import {caBundle, countCertificates} from '../certificates.ts';
import {bypassList, namedProxy, proxyFitness, shownProxy} from '../proxy.ts';

type Env = NodeJS.ProcessEnv;

/** The proxies that the environment names, never with their passwords. */
export function proxyChecks(env: Env): readonly Check[] {
  const checks = (['https:', 'http:'] as const).flatMap((protocol) => {
    const proxy = namedProxy(protocol, env);
    return proxy ? [proxyCheck(proxy, protocol)] : [];
  });
  const other = ['all_proxy', 'ALL_PROXY'].find((name) => env[name]);
  if (checks.length === 0 && other !== undefined) {
    return [
      check('proxy', 'warning', `${other} is not read, so AWS is reached directly`, {
        advice: 'name the proxy in HTTPS_PROXY',
      }),
    ];
  }

  return checks.length === 0
    ? [check('proxy', 'ok', 'none is named, so AWS is reached directly')]
    : [...checks, ...bypassChecks(env)];
}

function proxyCheck(
  proxy: {readonly variable: string; readonly value: string},
  protocol: 'http:' | 'https:',
): Check {
  const shown = `${proxy.variable} = ${shownProxy(proxy)}`;
  const fitness = proxyFitness(proxy);
  if (fitness === 'wrong') {
    return check('proxy', 'failed', `${shown} is no URL, so nothing can be asked`, {
      advice: `write it like ${proxy.variable}=http://localhost:3128`,
      isNeeded: true,
    });
  }

  return fitness === 'ignored'
    ? check('proxy', 'warning', `${shown} is ignored: it does not begin with http:// or https://`, {
        advice: `write it like ${proxy.variable}=http://localhost:3128`,
      })
    : check('proxy', 'ok', `${shown} for ${protocol.slice(0, -1)} endpoints`);
}

function bypassChecks(env: Env): readonly Check[] {
  const entries = bypassList(env);
  if (entries.length === 0) {
    return [];
  }

  const idle = entries.filter((entry) => entry.includes('/'));
  return [
    idle.length === 0
      ? check('proxy', 'ok', `NO_PROXY = ${entries.join(', ')}`)
      : check('proxy', 'warning', `NO_PROXY: ${idle.join(', ')} covers nothing`, {
          advice: 'name hosts, .domains or ranges such as 10.0.0.1-10.0.0.99',
        }),
  ];
}

/** Which certificates AWS's answers are checked against. */
export function certificateChecks(env: Env): readonly Check[] {
  const checks = [trustCheck(env)];
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    checks.push(
      check('certificates', 'warning', 'NODE_TLS_REJECT_UNAUTHORIZED=0: nothing is checked', {
        advice: 'unset it, and name the certificates in AWS_CA_BUNDLE',
      }),
    );
  }

  return checks;
}

function trustCheck(env: Env): Check {
  const [bundle, extra] = [env['AWS_CA_BUNDLE'], env['NODE_EXTRA_CA_CERTS']];
  if (bundle) {
    try {
      const count = countCertificates(caBundle(env) ?? '');
      const unused = extra ? '; NODE_EXTRA_CA_CERTS is not used beside it' : '';
      return check(
        'certificates',
        'ok',
        `AWS_CA_BUNDLE = ${bundle}: ${count} trusted, and no others${unused}`,
      );
    } catch (error) {
      return check('certificates', 'failed', error instanceof Error ? error.message : '', {
        advice: 'name a PEM file with certificates in AWS_CA_BUNDLE, or unset it',
        isNeeded: true,
      });
    }
  }

  if (!extra) {
    return check('certificates', 'ok', "Node's own");
  }

  return canRead(extra)
    ? check('certificates', 'ok', `Node's own and NODE_EXTRA_CA_CERTS = ${extra}`)
    : check('certificates', 'warning', `NODE_EXTRA_CA_CERTS = ${extra} cannot be read`, {
        advice: "name a PEM file, or unset it; until then only Node's own are trusted",
      });
}

function canRead(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
}
