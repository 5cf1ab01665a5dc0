import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitHost, pat } from './world/git-host.ts';
import { eventually, type RunningProxy, withToken, World } from './world/world.ts';

const own = '/Org1/project1/_git/gitops';
const info = `${own}/info/refs?service=git-upload-pack`;

describe('a request that may pass', () => {
  let world: World;
  let proxy: RunningProxy;
  let headers: { authorization: string };

  beforeAll(async () => {
    world = await World.start();
    world.host.add(own, join(world.root, 'gitops.git'), { a: 'a' });
    world.configure(
      world.azure([{ name: 'gitops', namespaces: ['tenant1'], secretNameOverride: 'flux' }]),
    );
    proxy = await world.proxy({ maxBodyBytes: 1000, upstream: { idleTimeout: 300 } });
    const token = await world.token('tenant1', 'flux');
    headers = { authorization: `Basic ${Buffer.from(`git:${token}`).toString('base64')}` };
  });

  afterAll(async () => {
    await world.stop();
  });

  const get = (url: string): Promise<Response> =>
    fetch(`${proxy.url}${url}`, { headers, redirect: 'manual' });

  it('reaches the API of the repository, without cookies either way', async () => {
    const url = '/Org1/project1/_apis/git/repositories/gitops/items?path=/a&api-version=7.0';
    const answer = await fetch(`${proxy.url}${url}`, {
      headers: {
        ...headers,
        cookie: 'a=b',
        'x-forwarded-for': '1.2.3.4',
        'x-http-method-override': 'DELETE',
      },
    });
    expect(await answer.json()).toEqual({ method: 'GET', url, body: '' });
    expect(answer.headers.get('set-cookie')).toBeNull();
    const sent = world.host.requests.at(-1)?.headers ?? {};
    expect(sent.cookie).toBeUndefined();
    expect(sent['x-forwarded-for']).toBeUndefined();
    expect(sent['x-http-method-override']).toBeUndefined();
    expect(sent.authorization).toBe(`Basic ${Buffer.from(`pat:${pat}`).toString('base64')}`);
  });

  it('sends bodies on, up to the limit', async () => {
    const url = `${proxy.url}/Org1/project1/_apis/git/repositories/gitops/pullrequests`;
    const post = (body: string | ReadableStream): Promise<Response> =>
      fetch(url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
    expect(await (await post('x'.repeat(1000))).json()).toMatchObject({ body: 'x'.repeat(1000) });
    const declared = await post('x'.repeat(1001));
    expect(declared.status).toBe(413);
    expect(await declared.text()).toContain('larger than 1000 bytes');
    const streamed = await post(
      new ReadableStream({
        start(controller) {
          for (let part = 0; part < 5; part++) controller.enqueue(Buffer.alloc(400, 'y'));
          controller.close();
        },
      }),
    );
    expect(streamed.status).toBe(413);
  });

  it('follows no redirect away from the repository, and shows one within it below the proxy', async () => {
    const redirect = async (location: string): Promise<Response> => {
      world.host.answer(info, (_, response) => response.writeHead(302, { location }).end());
      return await get(info);
    };
    for (const away of [
      'https://evil.example.com/x',
      `http://${world.host.address}/Org1/project1/_git/other/info/refs?service=git-upload-pack`,
      `http://user:password@${world.host.address}${info}`,
      '/Org1/project1/_git/gitops/../other/info/refs?service=git-upload-pack',
      'file:///etc/passwd',
    ]) {
      const answer = await redirect(away);
      expect(answer.status, away).toBe(502);
      expect(answer.headers.get('location')).toBeNull();
      expect(await answer.text()).toContain('redirects away from the repository');
    }
    const within = await redirect(
      `http://${world.host.address}${info.replace('gitops', 'GitOps')}`,
    );
    expect(within.status).toBe(302);
    expect(within.headers.get('location')).toBe(info.replace('gitops', 'GitOps'));
  });

  it.each([401, 203])('says so when the host refuses the proxy itself with %s', async (status) => {
    world.host.answer(info, (_, response) =>
      response.writeHead(status, { 'www-authenticate': 'Basic' }).end('sign in'),
    );
    const answer = await get(info);
    expect(answer.status).toBe(502);
    expect(answer.headers.get('www-authenticate')).toBeNull();
    expect(await answer.text()).toContain("refused the proxy's own credentials");
  });

  it('cuts an answer that breaks off, and gives up on a host that says nothing', async () => {
    world.host.answer(info, (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('part');
      setImmediate(() => response.destroy());
    });
    const answer = await get(info);
    await expect(answer.text()).rejects.toThrow();
    world.host.answer(info, () => {});
    const silent = await get(info);
    expect(silent.status).toBe(502);
    expect(await silent.text()).toContain('cannot be reached');
  });

  it('asks again when the host had closed the connection that was kept', async () => {
    const push = info.replace('upload', 'receive');
    let calls = 0;
    world.host.answer(push, (request, response) => {
      calls++;
      if (calls === 1) response.end('kept');
      else if (calls === 2) request.socket.destroy();
      else response.end('again');
    });
    expect(await (await get(push)).text()).toBe('kept');
    expect(await (await get(push)).text()).toBe('again');
    expect(calls).toBe(3);
  });

  it('ends the request to the host when the client goes', async () => {
    let gone = false;
    world.host.answer(info, (_, response) => {
      response.on('close', () => (gone = true));
      response.writeHead(200).write('x');
    });
    const client = request(`${proxy.url}${info}`, { headers }, () => client.destroy());
    client.on('error', () => {});
    client.end();
    await eventually(async () => gone, 'the request to end');
  });

  it('is counted, by repository', async () => {
    const text = world.logs.join('');
    expect(text).toContain('"endpoint":"127.0.0.1:');
    expect(text).not.toContain(pat);
  });

  it('answers /healthz and /readyz to anybody', async () => {
    expect((await fetch(`${proxy.url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${proxy.url}/readyz`)).text()).toBe('ok\n');
  });
});

describe('a GitHub App', () => {
  it('gets a new token before the old one ends, and after the host refused it', async () => {
    const world = await World.start();
    try {
      world.host.add('/acme/gitops', join(world.root, 'gitops.git'), { a: 'a' });
      world.host.tokenLifetime = 6 * 60_000;
      world.configure(
        world.gitHub([{ name: 'gitops', namespaces: ['tenant1'], secretNameOverride: 'flux' }]),
      );
      const proxy = await world.proxy();
      const url = withToken(`${proxy.url}/acme/gitops`, await world.token('tenant1', 'flux'));
      expect((await world.git(['ls-remote', url])).ok).toBe(true);
      expect((await world.git(['ls-remote', url])).ok).toBe(true);
      expect(world.host.installationTokens.length).toBe(1);
      // Revoked at the host: one request is told so, the next one has a new token.
      world.host.installationTokens[0] = 'revoked';
      expect((await world.git(['ls-remote', url])).output).toContain('502');
      world.host.tokenLifetime = 4 * 60_000;
      expect((await world.git(['ls-remote', url])).ok).toBe(true);
      const known = world.host.installationTokens.length;
      // This one lives four minutes: too short to be used twice.
      expect((await world.git(['ls-remote', url])).ok).toBe(true);
      expect(world.host.installationTokens.length).toBeGreaterThan(known);
    } finally {
      await world.stop();
    }
  });

  it('with another key is refused with a reason that names no secret', async () => {
    const world = await World.start();
    const stranger = new GitHost();
    try {
      const config = JSON.stringify(
        world.gitHub([{ name: 'gitops', namespaces: ['tenant1'], secretNameOverride: 'flux' }]),
      );
      const encode = (pem: string): string => Buffer.from(pem).toString('base64');
      world.configure(config.replace(encode(world.host.privateKey), encode(stranger.privateKey)));
      const proxy = await world.proxy();
      const url = withToken(`${proxy.url}/acme/gitops`, await world.token('tenant1', 'flux'));
      const { output } = await world.git(['ls-remote', url]);
      expect(output).toContain('502');
      expect(world.logs.join('')).toContain('check appID, installationID and privateKey');
    } finally {
      await world.stop();
    }
  });
});
