import { getString } from '@fluxts/base';
import { formatRevision, parseRevision } from '../revision.ts';
import type { Draft } from './draft.ts';

/** Rewrites a revision of an older form, `main/<sha>`. */
export function upgradeRevision(draft: Draft, ...path: readonly (string | number)[]): void {
  const text = getString(draft.object, ...path);
  if (text === undefined) return;
  const today = formatRevision(parseRevision(text));
  if (today !== text) draft.write(path, today);
}

/** Rewrites an artifact's revision, and turns `checksum`, a bare hash, into `digest`. */
export function upgradeArtifact(draft: Draft, ...path: readonly (string | number)[]): void {
  upgradeRevision(draft, ...path, 'revision');
  const checksum = draft.take(...path, 'checksum');
  if (typeof checksum !== 'string' || getString(draft.object, ...path, 'digest') !== undefined)
    return;
  const { algorithm, hash } = parseRevision(checksum);
  if (algorithm !== undefined) draft.write([...path, 'digest'], `${algorithm}:${hash}`);
}
