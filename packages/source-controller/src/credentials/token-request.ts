import { getString, isObject, type JsonObject } from '@fluxts/base';
import type { GitCredentials, HttpTransport } from '@fluxts/git';

/** A request to a token endpoint. */
export interface TokenRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly credentials: GitCredentials;
  readonly signal: AbortSignal;
}

/** An endpoint's answer that is no success. Its text holds no secret: only the endpoint's own words. */
export class TokenEndpointError extends Error {
  override readonly name = 'TokenEndpointError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Sends a request and reads a JSON object. @throws TokenEndpointError, GitError */
export async function requestToken(
  transport: HttpTransport,
  request: TokenRequest,
): Promise<JsonObject> {
  const response = await transport.send({ ...request, maxBytes: 1024 * 1024 });
  const answer = parse(response.body.toString('utf8'));
  if (response.status >= 200 && response.status < 300 && answer !== undefined) return answer;
  const said = getString(answer, 'error_description') ?? getString(answer, 'message') ?? '';
  const [line = ''] = said.split('\n', 1);
  // oxlint-disable-next-line eslint/no-control-regex -- what a server sends must not reach a terminal raw
  const clean = line.replace(/[\u0000-\u001f\u007f]/g, ' ').slice(0, 256);
  throw new TokenEndpointError(
    response.status,
    `${request.url.host} answered with status ${response.status}${clean === '' ? '' : `: ${clean}`}`,
  );
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
