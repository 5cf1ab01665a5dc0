import { GitError } from '../error.ts';

const tlsCodes = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Says in our terms why a request did not get through. */
export function connectionError(error: NodeJS.ErrnoException, url: URL): GitError {
  const code = error.code ?? '';
  if (tlsCodes.has(code)) {
    return new GitError(
      'HostNotTrusted',
      `the certificate of ${url.host} is not trusted: ${error.message}`,
      { cause: error },
    );
  }
  if (code.startsWith('ERR_OSSL') || code.startsWith('ERR_SSL')) {
    return new GitError('HostNotTrusted', `TLS with ${url.host} failed: ${error.message}`, {
      cause: error,
    });
  }
  return new GitError('HostUnreachable', `cannot reach ${url.host}: ${error.message}`, {
    cause: error,
  });
}
