import { printable } from '@fluxts/base';
import {
  conditionTypes,
  getCondition,
  type GitRepositoryObject,
  gitRepositoryKind,
  type KustomizationObject,
  kustomizationKind,
  normaliseGitRepository,
  normaliseKustomization,
  storageApiVersion,
} from '@fluxts/flux-api';
import type { KubeClient, KubeObject } from '@fluxts/kube-client';
import { ExplainError } from '../error.ts';
import { ownerOf } from '../gather/live.ts';

/** The way of an object back to git. */
export interface Trace {
  /** As it was asked for: `deployment/podinfo`. */
  readonly object: string;
  readonly namespace: string | undefined;
  readonly kustomization: KustomizationObject;
  /** Absent when it is gone, or of a kind that is not known here. */
  readonly source: GitRepositoryObject | undefined;
}

/**
 * Follows an object to the Kustomization that manages it, and on to the source.
 * @throws ExplainError `NotManaged`, `NotFound`
 */
export async function traceObject(
  client: KubeClient,
  object: KubeObject,
  shown: string,
  signal?: AbortSignal,
): Promise<Trace> {
  const owner = ownerOf(object);
  if (owner === undefined) throw new ExplainError('NotManaged', 'object not managed by Flux');
  const found = await client.find(
    { apiVersion: storageApiVersion(kustomizationKind), kind: kustomizationKind.kind, ...owner },
    { signal },
  );
  if (found === undefined) {
    throw new ExplainError(
      'NotFound',
      `failed to find object: Kustomization ${owner.namespace}/${owner.name}, which the labels of ${shown} name, does not exist`,
    );
  }
  const kustomization = normaliseKustomization(found).object;
  return {
    object: shown,
    namespace: object.metadata.namespace,
    kustomization,
    source: await readSource(client, kustomization, signal),
  };
}

async function readSource(
  client: KubeClient,
  kustomization: KustomizationObject,
  signal: AbortSignal | undefined,
): Promise<GitRepositoryObject | undefined> {
  const { sourceRef } = kustomization.spec;
  if (sourceRef.kind !== gitRepositoryKind.kind) return undefined;
  const found = await client.find(
    {
      apiVersion: storageApiVersion(gitRepositoryKind),
      kind: gitRepositoryKind.kind,
      namespace: sourceRef.namespace ?? kustomization.metadata.namespace,
      name: sourceRef.name,
    },
    { signal },
  );
  return found === undefined ? undefined : normaliseGitRepository(found).object;
}

/** Writes a trace in the blocks that flux prints. */
export function formatTrace(trace: Trace): string {
  const { kustomization, source } = trace;
  const blocks = [
    [
      ['Object', trace.object],
      ['Namespace', trace.namespace],
      ['Status', 'Managed by Flux'],
    ],
    [
      ['Kustomization', kustomization.metadata.name],
      ['Namespace', kustomization.metadata.namespace],
      ['Target', kustomization.spec.targetNamespace],
      ['Path', kustomization.spec.path ?? './'],
      ['Revision', kustomization.status?.lastAppliedRevision],
      ...statusLines(kustomization),
    ],
    source === undefined ? missingSource(kustomization) : sourceLines(source),
  ] as const;
  return `\n${blocks.map(formatBlock).join('---\n')}`;
}

type Line = readonly [label: string, value: string | undefined];

function sourceLines(source: GitRepositoryObject): readonly Line[] {
  const { ref } = source.spec;
  return [
    ['GitRepository', source.metadata.name],
    ['Namespace', source.metadata.namespace],
    ['URL', source.spec.url],
    ['Branch', ref?.branch],
    ['Tag', ref?.tag],
    ['Semver', ref?.semver],
    ['Ref', ref?.name],
    ['Commit', ref?.commit],
    ['Revision', source.status?.artifact?.revision],
    ...statusLines(source),
  ];
}

function missingSource(kustomization: KustomizationObject): readonly Line[] {
  const { kind, name, namespace } = kustomization.spec.sourceRef;
  return [
    [kind, name],
    ['Namespace', namespace ?? kustomization.metadata.namespace],
    ['Status', 'Not found'],
  ];
}

function statusLines(object: GitRepositoryObject | KustomizationObject): readonly Line[] {
  const ready = getCondition(object.status?.conditions, conditionTypes.ready);
  if (object.spec.suspend === true) return [['Status', 'Suspended']];
  if (ready === undefined) return [['Status', 'Unknown']];
  return [
    ['Status', `Last reconciled at ${goTime(ready.lastTransitionTime)}`],
    ['Message', ready.message],
  ];
}

function formatBlock(lines: readonly Line[]): string {
  return lines
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([label, value]) => `${`${label}:`.padEnd(17)}${printable(value as string)}\n`)
    .join('');
}

/** `2021-08-01 04:52:56 +0000 UTC`, as Go prints a time. */
function goTime(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;
}
