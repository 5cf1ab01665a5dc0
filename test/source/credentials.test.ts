import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request as httpRequest, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { condition, World } from './world.ts';

const pem = (name: string): string =>
  readFileSync(new URL(`../../packages/git/test/tls/${name}`, import.meta.url), 'utf8');

describe('credentials in Secrets', () => {
  const world = new World();
  const servers: Server[] = [];
  beforeAll(() => world.start());
  afterAll(async () => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    await world.end();
  });

  async function listen(server: Server): Promise<number> {
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  const ref = { branch: 'main' };

  it.each([
    [
      'today',
      { 'ca.crt': pem('ca.crt'), 'tls.crt': pem('client.crt'), 'tls.key': pem('client.key') },
    ],
    ['before', { caFile: pem('ca.crt'), certFile: pem('client.crt'), keyFile: pem('client.key') }],
  ])('may be a CA and a client certificate, by the keys of %s', async (when, entries) => {
    world.repository(`tls-${when}`).commit({ a: '1' });
    const server = createTlsServer(
      {
        key: pem('server.key'),
        cert: pem('server.crt'),
        ca: pem('ca.crt'),
        requestCert: true,
        rejectUnauthorized: true,
      },
      (request, response) => world.serveGit(request, response),
    );
    const url = `https://127.0.0.1:${await listen(server as unknown as Server)}/tls-${when}`;
    await world.secret(`tls-${when}`, entries);
    await world.ready(await world.apply({ url, ref, secretRef: { name: `tls-${when}` } }));
    const without = await world.failed(await world.apply({ url, ref }), 'GitOperationFailed');
    expect(condition(without, 'Ready')?.message).toMatch(/is not trusted/);
  });

  it('may be a bearer token', async () => {
    world.repository('bearer').commit({ a: '1' });
    const port = await listen(
      createServer((request, response) => {
        if (request.headers.authorization === 'Bearer tok') world.serveGit(request, response);
        else response.writeHead(401).end();
      }),
    );
    await world.secret('bearer', { bearerToken: 'tok', username: 'ignored', password: 'ignored' });
    const url = `http://127.0.0.1:${port}/bearer`;
    await world.ready(await world.apply({ url, ref, secretRef: { name: 'bearer' } }));
  });

  it('may lead through a proxy', async () => {
    world.repository('proxied').commit({ a: '1' });
    let through = 0;
    const proxy = createServer((request: IncomingMessage, response) => {
      const expected = `Basic ${Buffer.from('pu:pp').toString('base64')}`;
      if (request.headers['proxy-authorization'] !== expected) {
        response.writeHead(407).end();
        return;
      }
      through++;
      const { hostname, pathname, port, search } = new URL(request.url ?? '');
      const { headers, method } = request;
      request.pipe(
        httpRequest({ hostname, port, path: pathname + search, method, headers }, (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        }),
      );
    });
    proxy.on('connect', (_, socket) => connect(9).on('error', () => socket.destroy()));
    const address = `http://127.0.0.1:${await listen(proxy)}`;
    await world.secret('proxy', { address, username: 'pu', password: 'pp' });
    await world.secret('no-proxy', { address: 'socks4://x' });
    const url = `${world.base}/proxied`;
    await world.ready(await world.apply({ url, ref, proxySecretRef: { name: 'proxy' } }));
    expect(through).toBeGreaterThan(2);
    const wrong = await world.apply({ url, ref, proxySecretRef: { name: 'no-proxy' } });
    const object = await world.failed(wrong, 'AuthenticationFailed');
    expect(condition(object, 'Ready')?.message).toBe(
      "failed to configure proxy options: secret 'apps/no-proxy': key 'address' is not an http or https URL",
    );
  });

  it.each([
    [
      'no key for SSH',
      'ssh://git@host/x',
      { known_hosts: 'x' },
      "invalid 'ssh' auth option: 'identity' is required",
    ],
    [
      'no hosts for SSH',
      'ssh://git@host/x',
      { identity: 'x' },
      "invalid 'ssh' auth option: 'known_hosts' is required",
    ],
    [
      'a password alone',
      'http://host/x',
      { password: 'x' },
      "invalid 'http' auth option: 'password' requires 'username' to be set",
    ],
    [
      'half a certificate',
      'https://host/x',
      { 'tls.crt': 'x' },
      "'tls.crt' and 'tls.key' must be set together",
    ],
  ])('say what is wrong with them: %s', async (what, url, entries, message) => {
    const secret = what.replaceAll(' ', '-').toLowerCase();
    await world.secret(secret, entries as unknown as Record<string, string>);
    const name = await world.apply({ url, secretRef: { name: secret } });
    const object = await world.failed(name, 'AuthenticationFailed');
    expect(condition(object, 'FetchFailed')?.message).toBe(
      `failed to configure authentication options: ${message}`,
    );
  });
});
