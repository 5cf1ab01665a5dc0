import { getPath, getString } from '@fluxts/base';
import { groups, storageApiVersion } from '@fluxts/flux-api';
import { groupOf, type KubeClient, type KubeObject } from '@fluxts/kube-client';
import { UsageError } from '../error.ts';
import { cliKinds } from '../kinds/kinds.ts';

/** Which events are asked for. */
export interface EventQuestion {
  /** `Kind/name`, or empty for those of all Flux objects. */
  readonly forObject: string;
  readonly types: readonly string[];
  readonly namespace: string;
  readonly signal: AbortSignal;
}

interface InvolvedObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/**
 * Says of an event whether it was asked for. Events of a named object include those of the source it
 * refers to, as the cause is often there.
 * @throws UsageError for a selector that is none
 */
export async function eventFilter(
  client: KubeClient,
  question: EventQuestion,
): Promise<(event: KubeObject) => boolean> {
  const wanted = question.forObject === '' ? undefined : await involved(client, question);
  const types = new Set(question.types);
  return (event) => {
    if (types.size > 0 && !types.has(getString(event, 'type') ?? '')) return false;
    if (wanted === undefined) {
      return fluxGroups.has(groupOf(getString(event, 'involvedObject', 'apiVersion') ?? ''));
    }
    return wanted.some(
      (object) =>
        getString(event, 'involvedObject', 'kind') === object.kind &&
        getString(event, 'involvedObject', 'name') === object.name &&
        getString(event, 'involvedObject', 'namespace') === object.namespace,
    );
  };
}

const fluxGroups: ReadonlySet<string> = new Set(Object.values(groups));

async function involved(
  client: KubeClient,
  { forObject, namespace, signal }: EventQuestion,
): Promise<readonly InvolvedObject[]> {
  const parts = /^([^/]+)\/([^/]+)$/.exec(forObject);
  const kind = cliKinds.find(
    (one) =>
      one.api.kind.toLowerCase() === parts?.[1]?.toLowerCase() ||
      one.aliases.includes(parts?.[1] ?? ''),
  );
  if (parts === null || kind === undefined) {
    throw new UsageError(
      'InvalidFlagValue',
      `'${forObject}' is not of the form kind/name, with one of the kinds ${cliKinds.map((one) => one.api.kind).join(', ')}`,
    );
  }
  const name = parts[2] as string;
  const object = { kind: kind.api.kind, namespace, name };
  const found = await client.find(
    { apiVersion: storageApiVersion(kind.api), kind: kind.api.kind, namespace, name },
    { signal },
  );
  const source = getPath(found, 'spec', 'sourceRef');
  const sourceKind = getString(source, 'kind');
  const sourceName = getString(source, 'name');
  return sourceKind === undefined || sourceName === undefined
    ? [object]
    : [
        object,
        {
          kind: sourceKind,
          name: sourceName,
          namespace: getString(source, 'namespace') ?? namespace,
        },
      ];
}
