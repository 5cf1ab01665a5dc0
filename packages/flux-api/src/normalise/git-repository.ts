import type { Draft } from './draft.ts';
import { upgradeArtifact } from './status.ts';

/** What `v1beta1` and `v1beta2` had and `v1` has not. */
export function upgradeGitRepository(draft: Draft): void {
  const implementation = draft.take('spec', 'gitImplementation');
  if (implementation !== undefined) {
    draft.note(
      'spec.gitImplementation',
      'has no effect any more: one implementation speaks to every server; remove the field',
    );
  }
  if (draft.take('spec', 'accessFrom') !== undefined) {
    draft.note(
      'spec.accessFrom',
      'has no effect: access from other namespaces is governed by --no-cross-namespace-refs; remove the field',
    );
  }
  if (draft.read('spec', 'verify', 'mode') === 'head')
    draft.write(['spec', 'verify', 'mode'], 'HEAD');
  upgradeStatus(draft);
}

function upgradeStatus(draft: Draft): void {
  draft.take('status', 'url');
  draft.take('status', 'contentConfigChecksum');
  upgradeArtifact(draft, 'status', 'artifact');
  const included = draft.read('status', 'includedArtifacts');
  if (!Array.isArray(included)) return;
  for (const index of included.keys()) upgradeArtifact(draft, 'status', 'includedArtifacts', index);
}
