import type { ApiResource, KubeClient } from '@fluxts/kube-client';
import { ExplainError } from '../error.ts';

/** What {@link resolveKind} is asked for. */
export interface KindQuestion {
  /** As one types it: `deployment`, `deploy`, `Deployments`, `deployments.apps`, in any case. */
  readonly kind: string;
  /** Narrows it down, such as `apps/v1`. */
  readonly apiVersion?: string;
}

/**
 * Finds the resource that a typed word means, by plural, singular, short name or kind, in the preferred
 * version of its group; `undefined` if the server has none by that name.
 */
export async function findKind(
  client: KubeClient,
  question: KindQuestion,
  signal?: AbortSignal,
): Promise<ApiResource | undefined> {
  const [word = '', ...rest] = question.kind.toLowerCase().split('.');
  const groupName = rest.join('.');
  const candidates: ApiResource[] = [];
  for (const group of await client.mapper.groups({ signal })) {
    if (groupName !== '' && group.name !== groupName) continue;
    for (const { resources, apiVersion } of group.versions) {
      if (question.apiVersion !== undefined && apiVersion !== question.apiVersion) continue;
      const found = resources.find((resource) => namesOf(resource).includes(word));
      if (found !== undefined) {
        candidates.push(found);
        break;
      }
    }
  }
  // Events and the like are in two groups: the older is what people mean.
  return candidates[0];
}

/** {@link findKind}, or an error. @throws ExplainError `QuestionUnclear` */
export async function resolveKind(
  client: KubeClient,
  question: KindQuestion,
  signal?: AbortSignal,
): Promise<ApiResource> {
  const found = await findKind(client, question, signal);
  if (found !== undefined) return found;
  const version = question.apiVersion === undefined ? '' : ` in version "${question.apiVersion}"`;
  throw new ExplainError(
    'QuestionUnclear',
    `the server has no kind "${question.kind}"${version}; 'kubectl api-resources' lists them`,
    { retry: 'never' },
  );
}

function namesOf(resource: ApiResource): readonly string[] {
  return [
    resource.name,
    resource.singularName,
    resource.kind.toLowerCase(),
    ...resource.shortNames,
  ].map((name) => name.toLowerCase());
}
