import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  hostileAzureRequests,
  hostileGitHubRequests,
  type HostileRequest,
} from './world/hostile-requests.ts';
import { type RunningProxy, World } from './world/world.ts';

const cases = [
  ['azuredevops', hostileAzureRequests, '/org/proj/_git/repo'],
  ['github', hostileGitHubRequests, '/org/repo'],
] as const;

/**
 * Sends bytes as they are, for no client library writes such request lines.
 * @returns the status of each answer; none when the connection was closed without one
 */
function send(proxy: RunningProxy, text: string): Promise<number[]> {
  const { hostname, port } = new URL(proxy.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text, 'utf8'));
    socket.setTimeout(5000, () => socket.destroy(new Error(`no answer to ${text}`)));
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('error', reject);
    socket.on('close', () =>
      resolve([...answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map((match) => Number(match[1]))),
    );
  });
}

function head([method, target]: HostileRequest, token: string, more = 'Connection: close'): string {
  const authorization = Buffer.from(`git:${token}`).toString('base64');
  return `${method} ${target} HTTP/1.1\r\nHost: proxy\r\nAuthorization: Basic ${authorization}\r\n${more}\r\n\r\n`;
}

describe.each(cases)('over a raw connection, for %s', (provider, table, own) => {
  let world: World;
  let proxy: RunningProxy;
  let token: string;
  const info = `${own}/info/refs?service=git-upload-pack`;

  beforeAll(async () => {
    world = await World.start();
    for (const path of [own, `${own}-secret`, own.replace('repo', 'other')]) {
      world.host.add(path, join(world.root, path.replaceAll('/', '-')), { a: 'a' });
    }
    const repositories = [{ name: 'repo', namespaces: ['tenant1'], secretNameOverride: 'flux' }];
    const config =
      provider === 'azuredevops' ? world.azure(repositories) : world.gitHub(repositories);
    world.configure(
      JSON.stringify(config)
        .replace('"Org1"', '"org"')
        .replace('"project1"', '"proj"')
        .replace('"acme"', '"org"'),
    );
    proxy = await world.proxy();
    token = await world.token('tenant1', 'flux');
  });

  afterAll(async () => {
    await world.stop();
  });

  it(`refuses all ${table.length} hostile request lines, and passes none on`, async () => {
    expect(table.length).toBeGreaterThan(25);
    for (const request of table) {
      const answers = await send(proxy, head(request, token));
      // 400: no HTTP server reads such a line. None: the connection was closed.
      expect(answers, request.join(' ')).toSatisfy((codes: number[]) =>
        codes.every((code) => code === 403 || code === 400),
      );
    }
    expect(world.host.requests.filter(({ url }) => !url.includes('/app/'))).toEqual([]);
  });

  it('opens the repository itself by the same way', async () => {
    expect(await send(proxy, head(['GET', info], token))).toEqual([200]);
  });

  it.each([
    ['Transfer-Encoding: chunked\r\nContent-Length: 5', [400]],
    ['Content-Length: 5\r\nContent-Length: 6', [400]],
    ['Transfer-Encoding: chunked\r\nConnection: close', [400]],
    ['Content-Length: 4\r\nConnection: close', [400]],
    ['Transfer-Encoding: xchunked', [400]],
  ])('refuses a read with a body: %j', async (headers, expected) => {
    const before = world.host.requests.length;
    const smuggled = head(['GET', info.replace('repo', 'other')], token);
    const text = `${head(['GET', info], token, headers)}${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`;
    expect(await send(proxy, text)).toEqual(expected);
    expect(world.host.requests.length).toBe(before);
  });

  it('hands the body of a DELETE on as one, never as a request of its own', async () => {
    const api =
      provider === 'azuredevops'
        ? '/org/proj/_apis/git/repositories/repo/refs'
        : '/api/v3/repos/org/repo/git/refs/heads/x';
    const before = world.host.requests.length;
    const smuggled = `GET ${info} HTTP/1.1\r\nHost: proxy\r\n\r\n`;
    const text = `${head(['DELETE', api], token, 'Transfer-Encoding: chunked\r\nConnection: close')}${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`;
    expect(await send(proxy, text)).toEqual([200]);
    const passed = world.host.requests.slice(before).filter(({ url }) => !url.includes('/app/'));
    expect(passed.map(({ method }) => method)).toEqual(['DELETE']);
    expect(passed[0]?.headers['transfer-encoding']).toBe('chunked');
  });
});
