import { isArtifactOf } from '@fluxts/artifact';
import { type Artifact, reasons } from '@fluxts/flux-api';
import type { Settings } from '../options.ts';
import { idOf, type SourceKey } from './keys.ts';
import { StageError } from './stage-error.ts';

const blocked = 'cross-namespace references have been blocked';

/** What decides where references may lead. */
export type AccessSettings = Pick<Settings, 'noCrossNamespaceRefs' | 'artifactAddress'>;

/**
 * Makes sure that a reference stays in the namespace of the object that makes it, where that is asked for.
 * @throws StageError `Stalled`, `AccessDenied`
 */
export function requireSameNamespace(
  from: { readonly namespace: string },
  to: SourceKey,
  { noCrossNamespaceRefs }: AccessSettings,
): void {
  if (!noCrossNamespaceRefs || to.namespace === from.namespace) return;
  throw denied(`can't access '${to.kind}/${idOf(to)}', ${blocked}`);
}

/**
 * Makes sure that the artifact in a source's status is the source's own, where references must stay in their
 * namespace. Who administers a namespace may write the status of the sources in it, and could name the
 * artifact of another namespace there, or an address that only the controller can reach.
 * @throws StageError `Stalled`, `AccessDenied`
 */
export function requireOwnArtifact(
  source: SourceKey,
  { path, url }: Artifact,
  { noCrossNamespaceRefs, artifactAddress }: AccessSettings,
): void {
  if (!noCrossNamespaceRefs) return;
  const name = `${source.kind}/${idOf(source)}`;
  if (!isArtifactOf(source, path)) {
    throw denied(
      `can't access the artifact of '${name}': its path '${path.slice(0, 256)}' belongs to another object, ${blocked}`,
    );
  }
  const address = URL.canParse(url) ? new URL(url) : undefined;
  const elsewhere = artifactAddress !== undefined && address?.host !== hostOf(artifactAddress);
  if (elsewhere || address === undefined || address.pathname !== `/${path}`) {
    throw denied(
      `can't access the artifact of '${name}': its URL is not one that artifacts of this object are served at, ${blocked}`,
    );
  }
}

/** As a URL names it: without the port that is usual anyway. */
function hostOf(address: string): string | undefined {
  const url = `http://${address}`;
  return URL.canParse(url) ? new URL(url).host : undefined;
}

function denied(message: string): StageError {
  return new StageError('Stalled', reasons.accessDenied, message);
}
