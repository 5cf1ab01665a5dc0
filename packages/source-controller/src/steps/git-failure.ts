import { ArtifactError } from '@fluxts/artifact';
import { errorMessage } from '@fluxts/base';
import { GitError, redactUrl } from '@fluxts/git';
import { SourceFailure } from '../failure.ts';

/** Says in Flux's words why a repository could not be read. */
export function gitFailure(error: unknown, url: string): SourceFailure {
  if (error instanceof SourceFailure) return error;
  const code = error instanceof GitError ? error.code : undefined;
  if (code === 'EmptyRepository') {
    return fetchFailed('git repository is empty', 'EmptyGitRepository', error);
  }
  if (code === 'SparsePathMissing') {
    return fetchFailed(
      `failed to sparse checkout directories : ${errorMessage(error)}`,
      'GitOperationFailed',
      error,
    );
  }
  return fetchFailed(
    `failed to checkout and determine revision: ${inContext(errorMessage(error), code, url)}`,
    'GitOperationFailed',
    error,
  );
}

function inContext(message: string, code: GitError['code'] | undefined, url: string): string {
  if (message.startsWith('unable to ') || code === 'RuleInvalid') return message;
  const did = code === 'ReferenceNotFound' ? 'clone' : 'list remote for';
  return `unable to ${did} '${redactUrl(url)}': ${message}`;
}

/** Says in Flux's words why an artifact could not be made. */
export function archiveFailure(error: unknown, url: string): SourceFailure {
  if (error instanceof SourceFailure) return error;
  if (error instanceof GitError) return gitFailure(error, url);
  if (!(error instanceof ArtifactError)) throw error;
  return new SourceFailure(`unable to archive artifact to storage: ${error.message}`, {
    reason: 'ArchiveOperationFailed',
    condition: 'StorageOperationFailed',
    cause: error,
  });
}

function fetchFailed(message: string, reason: string, cause: unknown): SourceFailure {
  return new SourceFailure(message, { reason, condition: 'FetchFailed', cause });
}
