import type { IncomingHttpHeaders } from 'node:http';

/** The longest `Authorization` header that is looked at. */
const maxHeaderLength = 4096;

/**
 * The token that a client presents: the password of basic authentication (or its user name, where the
 * password is empty, as in `http://TOKEN@proxy/…`), or a bearer token. `undefined` when there is none.
 */
export function presentedToken(headers: IncomingHttpHeaders): string | undefined {
  const header = headers.authorization;
  if (header === undefined || header.length > maxHeaderLength) return undefined;
  const [, scheme, value] = /^(basic|bearer) +([^\s]+)$/i.exec(header) ?? [];
  if (scheme === undefined || value === undefined) return undefined;
  if (scheme.toLowerCase() === 'bearer') return value;
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon < 0) return undefined;
  const token = decoded.slice(colon + 1) || decoded.slice(0, colon);
  return token === '' ? undefined : token;
}
