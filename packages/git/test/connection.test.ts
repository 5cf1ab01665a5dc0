import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request as httpRequest, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contents, createWorld, type World } from './fixture.ts';

const pem = (name: string): string =>
  readFileSync(new URL(`./tls/${name}`, import.meta.url), 'utf8');
const basic = { username: 'flux', password: 'pa ss:wörd' };

describe('a connection', () => {
  let world: World;
  const closing: (() => void)[] = [];

  beforeEach(async () => {
    world = await createWorld();
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) close();
    await world.close();
  });

  async function listen(server: Server): Promise<number> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => {
      server.close();
      server.closeAllConnections();
    });
    return (server.address() as AddressInfo).port;
  }

  it('logs on with a user name and password', async () => {
    world.add('private', { basic }).commit({ a: '1' });
    const url = `${world.base}/private`;
    const remote = { url, credentials: { basic } };
    const ref = await world.git.resolve(remote, { branch: 'main' });
    expect(await contents(await world.git.fetch(remote, ref))).toEqual({ a: '1' });
    const inUrl = {
      url: url.replace('http://', `http://flux:${encodeURIComponent(basic.password)}@`),
    };
    expect(await contents(await world.git.fetch(inUrl, ref))).toEqual({ a: '1' });
    await expect(world.git.resolve({ url }, { branch: 'main' })).rejects.toMatchObject({
      code: 'AuthenticationFailed',
      message: 'authentication required',
    });
    const wrong = { url, credentials: { basic: { ...basic, password: 'wrong' } } };
    await expect(world.git.resolve(wrong, { branch: 'main' })).rejects.toMatchObject({
      code: 'AuthenticationFailed',
      message: expect.not.stringContaining('wrong') as string,
    });
    await expect(world.git.fetch(wrong, ref)).rejects.toMatchObject({
      code: 'AuthenticationFailed',
    });
  });

  it('never reads with one set of credentials what another one opened', async () => {
    world.add('private', { basic }).commit({ a: '1' });
    const remote = { url: `${world.base}/private`, credentials: { basic } };
    const ref = await world.git.resolve(remote, { branch: 'main' });
    await world.git.fetch(remote, ref);
    await expect(world.git.fetch({ url: remote.url }, ref)).rejects.toMatchObject({
      code: 'AuthenticationFailed',
    });
  });

  it('sends a bearer token', async () => {
    world.add('open').commit({ a: '1' });
    const seen = new Set<string | undefined>();
    const port = await listen(
      createServer((request, response) => {
        seen.add(request.headers.authorization);
        world.server.handle(request, response);
      }),
    );
    const remote = { url: `http://127.0.0.1:${port}/open`, credentials: { bearerToken: 't0ken' } };
    await world.git.fetch(remote, await world.git.resolve(remote, { branch: 'main' }));
    expect([...seen]).toEqual(['Bearer t0ken']);
    await expect(
      world.git.resolve({ ...remote, credentials: { bearerToken: 'a\r\nX: y' } }, {}),
    ).rejects.toMatchObject({ code: 'CredentialsInvalid' });
  });

  it('trusts the given CA only, and shows a client certificate', async () => {
    world.add('open').commit({ a: '1' });
    const server = createTlsServer(
      {
        key: pem('server.key'),
        cert: pem('server.crt'),
        ca: pem('ca.crt'),
        requestCert: true,
        rejectUnauthorized: true,
      },
      (request, response) => world.server.handle(request, response),
    );
    const url = `https://127.0.0.1:${await listen(server as unknown as Server)}/open`;
    const tls = { ca: pem('ca.crt'), cert: pem('client.crt'), key: pem('client.key') };
    const remote = { url, credentials: { tls } };
    const ref = await world.git.resolve(remote, { branch: 'main' });
    expect(await contents(await world.git.fetch(remote, ref))).toEqual({ a: '1' });
    await expect(world.git.resolve({ url }, { branch: 'main' })).rejects.toMatchObject({
      code: 'HostNotTrusted',
    });
    await expect(world.git.fetch({ url }, ref)).rejects.toMatchObject({ code: 'HostNotTrusted' });
    await expect(
      world.git.resolve({ url, credentials: { tls: { ca: tls.ca } } }, { branch: 'main' }),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/HostNotTrusted|HostUnreachable/) as string,
    });
  });

  it('goes through a proxy, by CONNECT to https and by absolute URLs to http', async () => {
    world.add('open').commit({ a: '1' });
    const seen: string[] = [];
    const authorized = (request: IncomingMessage): boolean =>
      request.headers['proxy-authorization'] === `Basic ${Buffer.from('pu:pp').toString('base64')}`;
    const proxy = createServer((request, response) => {
      seen.push(`${request.method} ${request.url?.slice(0, 7)} ${authorized(request)}`);
      const { hostname, port, pathname, search } = new URL(request.url ?? '');
      const forward = httpRequest(
        {
          hostname,
          port,
          path: pathname + search,
          method: request.method,
          headers: request.headers,
        },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      request.pipe(forward);
    });
    proxy.on('connect', (request: IncomingMessage, socket) => {
      seen.push(`CONNECT ${authorized(request)}`);
      if (!authorized(request)) {
        socket.end(
          'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n',
        );
        return;
      }
      const [host, port] = (request.url ?? '').split(':');
      const upstream = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(upstream).pipe(socket);
      });
      socket.on('error', () => upstream.destroy());
      upstream.on('error', () => socket.destroy());
      closing.push(() => upstream.destroy());
    });
    const settings = {
      address: `http://127.0.0.1:${await listen(proxy)}`,
      username: 'pu',
      password: 'pp',
    };
    const plain = { url: `${world.base}/open`, credentials: { proxy: settings } };
    const ref = await world.git.resolve(plain, { branch: 'main' });
    expect(await contents(await world.git.fetch(plain, ref))).toEqual({ a: '1' });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.every((line) => line.endsWith('http:// true'))).toBe(true);

    const server = createTlsServer(
      { key: pem('server.key'), cert: pem('server.crt') },
      (request, response) => world.server.handle(request, response),
    );
    const url = `https://127.0.0.1:${await listen(server as unknown as Server)}/open`;
    const secure = { url, credentials: { proxy: settings, tls: { ca: pem('ca.crt') } } };
    seen.length = 0;
    await world.git.fetch(secure, await world.git.resolve(secure, { branch: 'main' }));
    expect(seen).toContain('CONNECT true');
    const wrong = {
      url,
      credentials: { ...secure.credentials, proxy: { ...settings, password: 'no' } },
    };
    await expect(world.git.resolve(wrong, { branch: 'main' })).rejects.toMatchObject({
      code: 'AuthenticationFailed',
    });
  });

  it('follows redirects, and shows its credentials to no other host', async () => {
    world.add('open').commit({ a: '1' });
    const told: (string | undefined)[] = [];
    const target = await listen(
      createServer((request, response) => {
        told.push(request.headers.authorization);
        world.server.handle(request, response);
      }),
    );
    const from = await listen(
      createServer((request, response) => {
        response.writeHead(301, { location: `http://127.0.0.1:${target}${request.url}` }).end();
      }),
    );
    const remote = { url: `http://127.0.0.1:${from}/open`, credentials: { basic } };
    const ref = await world.git.resolve(remote, { branch: 'main' });
    expect(await contents(await world.git.fetch(remote, ref))).toEqual({ a: '1' });
    // The same for one who comes with a commit and has never asked the server for anything.
    const fresh = { ...remote, credentials: { bearerToken: 'x' } };
    await world.git.fetch(fresh, await world.git.resolve(fresh, { commit: ref.commit }));
    expect(new Set(told)).toEqual(new Set([undefined]));
  });

  it('refuses redirects that lead astray', async () => {
    const locations = [
      'file:///etc/info/refs',
      'ssh://host/x/info/refs',
      '/login',
      'http://127.0.0.1:1/x',
    ];
    for (const location of locations) {
      const port = await listen(
        createServer((_, response) => void response.writeHead(302, { location }).end()),
      );
      await expect(
        world.git.resolve({ url: `http://127.0.0.1:${port}/x` }, {}),
      ).rejects.toMatchObject({
        code: expect.stringMatching(/ProtocolError|RepositoryNotFound/) as string,
      });
    }
    const loop = await listen(
      createServer(
        (request, response) => void response.writeHead(302, { location: request.url }).end(),
      ),
    );
    await expect(
      world.git.resolve({ url: `http://127.0.0.1:${loop}/x` }, {}),
    ).rejects.toMatchObject({
      message: 'the server redirects more than 5 times',
    });
  });

  it('says that a host is not reachable, or no git server', async () => {
    const closed = createTcpServer();
    closed.listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    const remote = { url: `http://127.0.0.1:${port}/x` };
    await expect(world.git.resolve(remote, {})).rejects.toMatchObject({ code: 'HostUnreachable' });
    const commit = { commit: '1'.repeat(40) };
    await expect(
      world.git.fetch(remote, await world.git.resolve(remote, commit)),
    ).rejects.toMatchObject({ code: 'HostUnreachable' });
    const web = await listen(
      createServer((_, response) => void response.end('<html>hello</html>')),
    );
    await expect(world.git.resolve({ url: `http://127.0.0.1:${web}/x` }, {})).rejects.toMatchObject(
      {
        code: 'RepositoryNotFound',
      },
    );
  });

  it('ends by time and by the caller, and bounds what it reads', async () => {
    const silent = await listen(createServer(() => undefined));
    const remote = { url: `http://127.0.0.1:${silent}/x` };
    await expect(world.git.resolve(remote, {}, { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'Timeout',
    });
    await expect(
      world.git.fetch(remote, await world.git.resolve(remote, { commit: '1'.repeat(40) }), {
        timeoutMs: 300,
      }),
    ).rejects.toMatchObject({ code: 'Timeout' });
    await expect(
      world.git.resolve(remote, {}, { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({
      code: 'Aborted',
    });
    const endless = await listen(
      createServer((_, response) => {
        response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' });
        const chunk = Buffer.alloc(65_536, 'x');
        const more = (): void => {
          while (!response.destroyed && response.write(chunk));
        };
        response.on('drain', more);
        more();
      }),
    );
    const small = await createWorld({ git: { limits: { refsBytes: 1_000_000 } } });
    await expect(
      small.git.resolve({ url: `http://127.0.0.1:${endless}/x` }, {}),
    ).rejects.toMatchObject({ code: 'TooLarge' });
    await small.close();
  });

  it.each([
    '0000',
    'garbage',
    '001e# service=git-upload-pack\n0000000eversion 2\n',
    'fff0x',
    '001e# service=git-upload-pack\n0000zzzz',
    '0010ERR go away\n',
  ])('survives the answer %j', async (body) => {
    const port = await listen(
      createServer((_, response) => {
        response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' });
        response.end(body);
      }),
    );
    await expect(
      world.git.resolve({ url: `http://127.0.0.1:${port}/x` }, {}),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/ProtocolError|EmptyRepository/) as string,
    });
  });
});
