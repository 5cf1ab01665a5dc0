import { errorMessage } from '@fluxts/base';
import { reasons } from '@fluxts/flux-api';
import type { Snapshot } from '@fluxts/git';
import type { KubeClient } from '@fluxts/kube-client';
import type { EventInput } from '@fluxts/runtime';
import { readSecret } from '../credentials/read-secret.ts';
import type { RepositoryDraft } from '../draft.ts';
import { type FailureKind, SourceFailure } from '../failure.ts';
import { type TrustedKeys, trustedKeys, verifyObject } from '../verify/verify-object.ts';

/** What {@link verifySource} works with. */
export interface VerifySources {
  readonly client: KubeClient;
  readonly now: () => Date;
  readonly record: (event: EventInput) => void;
}

/**
 * Checks the signatures of a commit and its tag, as `spec.verify` asks for, and notes the outcome.
 * @throws SourceFailure
 */
export async function verifySource(
  draft: RepositoryDraft,
  snapshot: Snapshot,
  sources: VerifySources,
  signal: AbortSignal,
): Promise<void> {
  const { verify } = draft.spec;
  if (verify === undefined) {
    forgetVerification(draft);
    return;
  }
  const mode = verify.mode ?? 'HEAD';
  const keys = await findKeys(draft, verify.secretRef.name, sources.client, signal);
  const proofs: string[] = [];
  if (mode === 'Tag' || mode === 'TagAndHEAD')
    proofs.push(await verifyTag(snapshot, keys, sources.now()));
  if (mode === 'HEAD' || mode === 'TagAndHEAD')
    proofs.push(await verifyCommit(snapshot, keys, sources.now()));
  const message = `verified signature of\n\t- ${proofs.join('\n\t- ')}`;
  draft.status.sourceVerificationMode = mode;
  draft.mark('SourceVerified', 'True', reasons.succeeded, message);
  sources.record({ type: 'Trace', reason: reasons.succeeded, message });
}

/** Takes back what was said of signatures, when none is asked for any more. */
export function forgetVerification(draft: RepositoryDraft): void {
  delete draft.status.sourceVerificationMode;
  draft.clear('SourceVerified');
}

async function findKeys(
  draft: RepositoryDraft,
  name: string,
  client: KubeClient,
  signal: AbortSignal,
): Promise<TrustedKeys> {
  try {
    return trustedKeys(await readSecret(client, draft.namespace, name, signal));
  } catch (error) {
    signal.throwIfAborted();
    throw unverified(
      `public keys secret error: ${errorMessage(error)}`,
      'VerificationError',
      'generic',
      error,
    );
  }
}

async function verifyTag(snapshot: Snapshot, keys: TrustedKeys, now: Date): Promise<string> {
  const { ref, tag } = snapshot;
  if (ref.refName?.startsWith('refs/tags/') !== true) {
    throw unverified(
      "cannot verify tag object's signature if a tag reference is not specified",
      'InvalidVerificationMode',
      'stalling',
    );
  }
  const shown =
    tag === undefined ? ref.refName.slice('refs/tags/'.length) : `${tag.name}@${tag.oid}`;
  if (tag?.signature === undefined) {
    throw unverified(
      `cannot verify signature of tag '${shown}' since it is not signed`,
      'InvalidGitObject',
    );
  }
  try {
    return `tag '${shown}' with key '${await verifyObject('tag', tag.signature, keys, now)}'`;
  } catch (error) {
    throw unverified(
      `signature verification of tag '${shown}' failed: ${errorMessage(error)}`,
      'InvalidTagSignature',
      'generic',
      error,
    );
  }
}

async function verifyCommit(snapshot: Snapshot, keys: TrustedKeys, now: Date): Promise<string> {
  const { oid, signature } = snapshot.commit;
  try {
    return `commit '${oid}' with key '${await verifyObject('commit', signature, keys, now)}'`;
  } catch (error) {
    throw unverified(
      `signature verification of commit '${oid}' failed: ${errorMessage(error)}`,
      'InvalidCommitSignature',
      'generic',
      error,
    );
  }
}

function unverified(
  message: string,
  reason: string,
  kind: FailureKind = 'generic',
  cause?: unknown,
): SourceFailure {
  return new SourceFailure(message, { kind, reason, condition: 'SourceVerified', cause });
}
