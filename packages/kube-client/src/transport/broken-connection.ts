import { KubeClientError } from '../errors.ts';

/** Raised for a connection that broke. `reached` says whether the server may have seen the request. */
export class BrokenConnection extends KubeClientError {
  readonly reached: boolean;
  constructor(message: string, reached: boolean, cause: unknown) {
    super('ConnectionFailed', message, { cause });
    this.reached = reached;
  }
}

/** What to tell of a connection that was never made, by the code of the failure. */
const unreachable: Readonly<Record<string, (server: string) => string>> = {
  ECONNREFUSED: (server) =>
    `nothing listens at ${server}: is it running, and is the address right?`,
  ENOTFOUND: (server) => `the host of ${server} is not known: is the address right?`,
  EAI_AGAIN: (server) => `the host of ${server} cannot be looked up now`,
  EHOSTUNREACH: (server) => `there is no way to the host of ${server}`,
  ENETUNREACH: (server) => `there is no way to the network of ${server}`,
  EADDRNOTAVAIL: (server) => `no local address is left to connect to ${server}`,
};

const untrusted = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)|^EPROTO$/;

/**
 * The error of a connection that could not be made or broke.
 * @param what the request, for a message that can tell no more
 * @param sent whether anything of the request was written
 */
export function brokenConnection(
  server: string,
  what: string,
  error: NodeJS.ErrnoException,
  sent: boolean,
): BrokenConnection {
  const code = error.code ?? '';
  const words = Object.hasOwn(unreachable, code) ? unreachable[code] : undefined;
  if (words !== undefined) return new BrokenConnection(words(server), false, error);
  if (untrusted.test(code)) {
    const message = `no trusted connection to ${server}: ${error.message}; does the kubeconfig name the right certificate authority?`;
    return new BrokenConnection(message, false, error);
  }
  return new BrokenConnection(`${what} failed: ${error.message}`, sent, error);
}
