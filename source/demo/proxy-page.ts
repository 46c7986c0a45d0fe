import {type Reply} from './protocol.ts';

/** What the login page of a company's proxy looks like to a client that expected AWS: HTML, and it says 200. */
export const proxyPage: Reply = {
  status: 200,
  headers: {'content-type': 'text/html; charset=utf-8', via: '1.1 proxy.example.com'},
  body: `<!DOCTYPE html>
<html>
<head><title>Sign in to continue</title></head>
<body><h1>Your session has ended</h1><p>Sign in to use the network.</p></body>
</html>
`,
};
