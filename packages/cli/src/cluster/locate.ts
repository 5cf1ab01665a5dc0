import {
  type KindRef,
  type KubeClient,
  type KubeObject,
  NoKindMatchError,
} from '@fluxts/kube-client';
import { CommandError } from '../error.ts';
import { isRefused } from './wait.ts';

/**
 * The error for an object that is not in the namespace that was asked for. Says where an object of that
 * kind and name really is, as far as the user may look: the wrong namespace is the most common reason.
 */
export async function notFoundError(
  client: KubeClient,
  kind: KindRef,
  name: string,
  namespace: string,
): Promise<CommandError> {
  return new CommandError(
    'NotFound',
    `${kind.kind} object '${name}' not found in "${namespace}" namespace${await whereElse(client, kind, name)}`,
    { subject: { kind: kind.kind, namespace, name } },
  );
}

/** The error for a namespace that holds no object of a kind; says which namespaces do. */
export async function noneFoundError(
  client: KubeClient,
  kind: KindRef,
  namespace: string,
): Promise<CommandError> {
  const elsewhere = await namespacesOf(client, kind);
  const hint =
    elsewhere.length === 0
      ? ''
      : `; there are some in ${quoted(elsewhere)}: add '-n ${elsewhere[0] as string}', or -A for all`;
  return new CommandError(
    'NotFound',
    `no ${kind.kind} objects found in "${namespace}" namespace${hint}`,
  );
}

/** `; there is one in "tenant1": add '-n tenant1'`; nothing when there is none to be seen. */
export async function whereElse(client: KubeClient, kind: KindRef, name: string): Promise<string> {
  const [first, ...rest] = await namespacesOf(client, kind, name);
  return first === undefined
    ? ''
    : `; there is one in ${quoted([first, ...rest])}: add '-n ${first}'`;
}

async function namespacesOf(
  client: KubeClient,
  kind: KindRef,
  name?: string,
): Promise<readonly string[]> {
  try {
    const { items } = await client.listMetadata(
      { apiVersion: kind.apiVersion, kind: kind.kind },
      name === undefined ? {} : { fieldSelector: `metadata.name=${name}` },
    );
    return [...new Set(items.map((item: KubeObject) => item.metadata.namespace ?? ''))].sort();
  } catch (error) {
    if (isRefused(error) || error instanceof NoKindMatchError) return [];
    throw error;
  }
}

function quoted(namespaces: readonly string[]): string {
  const shown = namespaces.slice(0, 5).map((namespace) => `"${namespace}"`);
  return namespaces.length > shown.length
    ? `${shown.join(', ')} and ${namespaces.length - shown.length} more`
    : shown.join(', ');
}
