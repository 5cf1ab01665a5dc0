import { type ErrorDetails, FluxtsError } from '@fluxts/base';

/** What can be wrong with the proxy's set-up or with the git host behind it. */
export type ProxyErrorCode =
  | 'ConfigInvalid'
  | 'UpstreamCredentials'
  | 'UpstreamUnreachable'
  | 'UpstreamAnswer';

/** Raised by the proxy. Its message never holds a token, a PAT or a key. */
export class ProxyError extends FluxtsError<ProxyErrorCode> {
  constructor(code: ProxyErrorCode, message: string, details: ErrorDetails = {}) {
    super(code, message, details);
  }
}
