import { generateKeyPairSync, verify } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { condition, World } from './world.ts';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  readonly body: string;
}

describe('a provider', () => {
  const world = new World();
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const asked: Asked[] = [];
  let endpoint: Server;
  let base: string;

  beforeAll(async () => {
    endpoint = createServer((request, response) => {
      readText(request).then(
        (body) => {
          const path = request.url ?? '';
          asked.push({
            method: request.method ?? '',
            path,
            authorization: request.headers.authorization ?? '',
            body,
          });
          const answer = answers[`${request.method} ${path}`];
          response.writeHead(answer === undefined ? 404 : answer.status, {
            'content-type': 'application/json',
          });
          response.end(JSON.stringify(answer?.body ?? { message: 'Not Found' }));
        },
        () => response.destroy(),
      );
    }).listen(0, '127.0.0.1');
    await once(endpoint, 'listening');
    base = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`;
    writeFileSync(join(world.root, 'token'), 'federated-token\n');
    await world.start({
      azure: {
        tenantId: 'tenant',
        clientId: 'client',
        tokenFile: join(world.root, 'token'),
        authorityHost: `${base}/`,
      },
    });
  });
  afterAll(async () => {
    await world.end();
    endpoint.close();
    endpoint.closeAllConnections();
  });
  beforeEach(() => {
    asked.length = 0;
  });

  const expires = new Date(Date.now() + 3_600_000).toISOString();
  const answers: Record<string, { readonly status: number; readonly body: object }> = {
    'POST /app/installations/42/access_tokens': {
      status: 201,
      body: { token: 'ghs_x', expires_at: expires },
    },
    'GET /users/ada/installation': { status: 200, body: { id: 43 } },
    'POST /app/installations/43/access_tokens': {
      status: 201,
      body: { token: 'ghs_y', expires_at: expires },
    },
    'POST /app/installations/44/access_tokens': {
      status: 401,
      body: { message: 'Bad credentials' },
    },
    'POST /tenant/oauth2/v2.0/token': {
      status: 200,
      body: { access_token: 'entra', expires_in: 3600 },
    },
  };

  /** What Entra was asked; repositories of other tests that failed may ask GitHub meanwhile. */
  const logons = (): URLSearchParams[] =>
    asked
      .filter(({ path }) => path === '/tenant/oauth2/v2.0/token')
      .map(({ body }) => new URLSearchParams(body));

  it('github logs on as the installation of an App, once for many polls', async () => {
    world
      .repository('github', { basic: { username: 'x-access-token', password: 'ghs_x' } })
      .commit({ a: '1' });
    await world.secret('app', {
      githubAppID: '7',
      githubAppInstallationID: '42',
      githubAppPrivateKey: pem,
      githubAppBaseURL: base,
    });
    const spec = {
      url: `${world.base}/github`,
      ref: { branch: 'main' },
      secretRef: { name: 'app' },
    };
    const name = await world.apply({ ...spec, provider: 'github' });
    await world.ready(name);
    await world.request(name, 'again');
    await world.until(name, (object) => object.status?.lastHandledReconcileAt === 'again');
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /app/installations/42/access_tokens',
    ]);
    const [header = '', payload = '', signature = ''] = asked[0]!.authorization
      .replace('Bearer ', '')
      .split('.');
    expect(
      verify(
        'sha256',
        Buffer.from(`${header}.${payload}`),
        publicKey,
        Buffer.from(signature, 'base64url'),
      ),
    ).toBe(true);
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<
      string,
      number | string
    >;
    expect(claims['iss']).toBe('7');
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(120);

    const generic = await world.apply(spec);
    const refused = await world.failed(generic, 'InvalidProviderConfiguration');
    expect(condition(refused, 'FetchFailed')?.message).toBe(
      "secretRef 'apps/app' has github app data but provider is not set to github",
    );
  });

  it('github finds the installation by its owner', async () => {
    world
      .repository('owned', { basic: { username: 'x-access-token', password: 'ghs_y' } })
      .commit({ a: '1' });
    await world.secret('owner', {
      githubAppID: '7',
      githubAppInstallationOwner: 'ada',
      githubAppPrivateKey: pem,
      githubAppBaseURL: base,
    });
    await world.ready(
      await world.apply({
        url: `${world.base}/owned`,
        ref: { branch: 'main' },
        secretRef: { name: 'owner' },
        provider: 'github',
      }),
    );
    expect(asked.map(({ path }) => path)).toEqual([
      '/orgs/ada/installation',
      '/users/ada/installation',
      '/app/installations/43/access_tokens',
    ]);
  });

  it('github says what is wrong with the secret or the answer, without showing a key', async () => {
    await world.secret('bad-key', {
      githubAppID: '7',
      githubAppInstallationID: '42',
      githubAppPrivateKey: 'no key at all',
      githubAppBaseURL: base,
    });
    await world.secret('refused', {
      githubAppID: '7',
      githubAppInstallationID: '44',
      githubAppPrivateKey: pem,
      githubAppBaseURL: base,
    });
    const url = `${world.base}/github`;
    const bad = await world.apply({ url, provider: 'github', secretRef: { name: 'bad-key' } });
    expect(condition(await world.failed(bad, 'AuthenticationFailed'), 'Ready')?.message).toBe(
      "failed to configure authentication options: could not parse private key: 'githubAppPrivateKey' is not a PEM",
    );
    const refused = await world.apply({ url, provider: 'github', secretRef: { name: 'refused' } });
    expect(
      condition(await world.failed(refused, 'AuthenticationFailed'), 'Ready')?.message,
    ).toMatch(/answered with status 401: Bad credentials$/);
    const none = await world.apply({ url, provider: 'github' });
    const stalled = await world.failed(none, 'InvalidProviderConfiguration');
    expect(condition(stalled, 'Stalled')?.message).toBe(
      'secretRef with github app data must be specified when provider is set to github',
    );
  });

  it('azure exchanges the token of the workload for one of Entra', async () => {
    const working = world.repository('azure');
    working.commit({ a: '1' });
    const name = await world.apply({
      url: `${world.base}/azure`,
      ref: { branch: 'main' },
      provider: 'azure',
    });
    await world.ready(name);
    expect(logons()).toHaveLength(1);
    expect(Object.fromEntries(logons()[0]!)).toEqual({
      client_assertion: 'federated-token',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_id: 'client',
      grant_type: 'client_credentials',
      scope: '499b84ac-1321-427f-aa17-267ca6975798/.default',
    });
  });

  it('azure with a service account of its own needs the feature gate', async () => {
    const name = await world.apply({
      url: `${world.base}/azure`,
      provider: 'azure',
      serviceAccountName: 'deployer',
    });
    const object = await world.failed(name, 'FeatureGateDisabled');
    expect(condition(object, 'Stalled')?.message).toContain('ObjectLevelWorkloadIdentity');
  });

  it('azure logs on as the service account where the gate is open', async () => {
    await world.stopController();
    await world.startController({
      azure: {
        tenantId: 'other',
        clientId: 'other',
        tokenFile: '/nonexistent',
        authorityHost: base,
      },
      featureGates: { objectLevelWorkloadIdentity: true },
    });
    await world.client.create({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name: 'annotated',
        namespace: 'apps',
        annotations: {
          'azure.workload.identity/tenant-id': 'tenant',
          'azure.workload.identity/client-id': 'client-2',
        },
      },
    });
    const name = await world.apply({
      url: `${world.base}/azure`,
      ref: { branch: 'main' },
      provider: 'azure',
      serviceAccountName: 'annotated',
    });
    await world.ready(name);
    const exchanged = logons().at(-1)!;
    expect(exchanged.get('client_id')).toBe('client-2');
    const claims = exchanged.get('client_assertion')?.split('.')[1] ?? '';
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      sub: 'system:serviceaccount:apps:annotated',
      aud: ['api://AzureADTokenExchange'],
    });
  });

  it('aws stalls and says why', async () => {
    const name = await world.apply({ url: `${world.base}/azure`, provider: 'aws' });
    const object = await world.failed(name, 'InvalidProviderConfiguration');
    expect(condition(object, 'Stalled')?.message).toMatch(/^provider 'aws' is not supported/);
  });
});

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
