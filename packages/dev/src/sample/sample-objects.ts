import { readFile } from 'node:fs/promises';
import { errorMessage, getString, isObject } from '@fluxts/base';
import { type KubeClient, type KubeObject, refOf } from '@fluxts/kube-client';
import { parseAll } from '@fluxts/yaml';
import { DevError } from '../error.ts';

/** How the sample repository is reached. */
export interface SampleAccess {
  /** `http://127.0.0.1:3456`: takes the place of the host in the example's URL. */
  readonly baseUrl: string;
  readonly username: string;
  readonly password: string;
}

/** Field manager of what the one-process system itself applies. */
export const devFieldManager = 'flux-dev';

/**
 * Applies the objects of the example as they are written, but for the host of the repository's URL, and
 * the secret that opens it. Objects that are there already stay as they are (somebody may have edited
 * them), except that the URL follows the server, whose port may have changed.
 * @returns the URL of the repository
 */
export async function applySampleObjects(
  client: KubeClient,
  file: string,
  access: SampleAccess,
  signal?: AbortSignal,
): Promise<string> {
  const objects = await readObjects(file);
  let url = access.baseUrl;
  for (const object of objects) {
    const written = object.kind === 'GitRepository' ? withHost(object, access.baseUrl) : object;
    if (written.kind === 'GitRepository') {
      url = getString(written, 'spec', 'url') ?? url;
      await applySecret(client, written, access, signal);
    }
    await createOrFollow(client, written, signal);
  }
  return url;
}

async function createOrFollow(
  client: KubeClient,
  object: KubeObject,
  signal: AbortSignal | undefined,
): Promise<void> {
  const ref = refOf(object);
  const existing = await client.find(ref, { signal });
  if (existing === undefined) {
    await client.create(object, { fieldManager: devFieldManager, signal });
    return;
  }
  const url = getString(object, 'spec', 'url');
  if (object.kind !== 'GitRepository' || getString(existing, 'spec', 'url') === url) return;
  await client.patch(
    ref,
    { spec: { url: url ?? '' } },
    { type: 'merge', fieldManager: devFieldManager, signal },
  );
}

async function applySecret(
  client: KubeClient,
  repository: KubeObject,
  access: SampleAccess,
  signal: AbortSignal | undefined,
): Promise<void> {
  const name = getString(repository, 'spec', 'secretRef', 'name');
  const { namespace } = repository.metadata;
  if (name === undefined || namespace === undefined) return;
  await client.apply(
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      type: 'Opaque',
      data: {
        username: Buffer.from(access.username).toString('base64'),
        password: Buffer.from(access.password).toString('base64'),
      },
    },
    { fieldManager: devFieldManager, force: true, signal },
  );
}

/** The path of the URL stays, as it is part of the example. */
function withHost(object: KubeObject, baseUrl: string): KubeObject {
  const url = new URL(getString(object, 'spec', 'url') ?? '/', baseUrl);
  const spec = isObject(object['spec']) ? object['spec'] : {};
  return { ...object, spec: { ...spec, url: `${baseUrl}${url.pathname}` } };
}

async function readObjects(file: string): Promise<readonly KubeObject[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new DevError(
      'SampleMissing',
      `the sample's objects cannot be read: ${errorMessage(error)}`,
      {
        cause: error,
        retry: 'never',
      },
    );
  }
  return parseAll(text, { file }).flatMap(({ value }) =>
    isObject(value) ? [value as KubeObject] : [],
  );
}

/** The path that the example's repository has at its server. @throws DevError `SampleMissing` */
export async function samplePath(file: string): Promise<string> {
  const repository = (await readObjects(file)).find((object) => object.kind === 'GitRepository');
  return new URL(getString(repository, 'spec', 'url') ?? '/', 'http://localhost').pathname;
}
