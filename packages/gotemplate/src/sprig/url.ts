import { quote } from '../fmt/quote.ts';
import { functionError } from '../error.ts';
import { fixed, type FunctionMap } from '../functions/function.ts';
import { percentEncode } from '../functions/escape.ts';
import { fromBytes, toBytes } from '../value/bytes.ts';
import { typeOf } from '../value/types.ts';
import { type GoMap, mapGet } from '../value/value.ts';

function refuse(text: string, reason: string): never {
  throw functionError(`unable to parse url: parse ${quote(text)}: ${reason}`);
}

/** Undoes `%XX`. */
function unescape(whole: string, text: string): string {
  const wrong = /%(?![0-9a-fA-F]{2}).{0,2}/su.exec(text);
  if (wrong !== null) refuse(whole, `invalid URL escape ${quote(wrong[0])}`);
  if (!text.includes('%')) return text;
  const bytes = toBytes(
    text.replaceAll(/%([0-9a-fA-F]{2})/g, (_all, digits: string) => {
      const code = Number.parseInt(digits, 16);
      return String.fromCharCode(code < 0x80 ? code : 0xdc00 + code);
    }),
  );
  return fromBytes(bytes);
}

/** A URL in the parts that sprig gives. @throws GoTemplateError `Function` */
function parseUrl(whole: string): GoMap {
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are refused
  if (/[\u0000-\u001f\u007f]/.test(whole)) {
    refuse(whole, 'net/url: invalid control character in URL');
  }
  const [beforeFragment = '', ...fragments] = whole.split('#');
  const fragment = unescape(whole, fragments.join('#'));
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(beforeFragment)?.[1] ?? '';
  if (beforeFragment.startsWith(':')) refuse(whole, 'missing protocol scheme');
  const afterScheme = scheme === '' ? beforeFragment : beforeFragment.slice(scheme.length + 1);
  const question = afterScheme.indexOf('?');
  const query = question < 0 ? '' : afterScheme.slice(question + 1);
  let rest = question < 0 ? afterScheme : afterScheme.slice(0, question);
  const parts = {
    scheme: scheme.toLowerCase(),
    query,
    fragment,
    userinfo: '',
    host: '',
    opaque: '',
  };
  if (scheme !== '' && !rest.startsWith('/')) {
    if (rest !== '') return { ...parts, opaque: rest, hostname: '', path: '' };
  } else if (scheme === '' && /^[^/]*:/.test(rest)) {
    refuse(whole, 'first path segment in URL cannot contain colon');
  }
  if (rest.startsWith('//')) {
    const end = rest.indexOf('/', 2);
    const authority = end < 0 ? rest.slice(2) : rest.slice(2, end);
    rest = end < 0 ? '' : rest.slice(end);
    const at = authority.lastIndexOf('@');
    parts.userinfo = at < 0 ? '' : authority.slice(0, at);
    parts.host = unescape(whole, authority.slice(at + 1));
    const port = /:([^:\]]*)$/.exec(parts.host)?.[1];
    if (port !== undefined && !/^\d*$/.test(port)) {
      refuse(whole, `invalid port ${quote(`:${port}`)} after host`);
    }
  }
  const hostname = parts.host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
  return { ...parts, hostname, path: unescape(whole, rest) };
}

function stringEntry(map: GoMap, key: string): string {
  const value = mapGet(map, key);
  if (value === undefined) return '';
  if (typeof value !== 'string') {
    throw functionError(
      `unable to parse ${key} key, must be of type string, but ${typeOf(value)} found`,
    );
  }
  return value;
}

function joinUrl(map: GoMap): string {
  const [scheme, host, path, query, opaque, fragment, userinfo] = [
    'scheme',
    'host',
    'path',
    'query',
    'opaque',
    'fragment',
    'userinfo',
  ].map((key) => stringEntry(map, key));
  let result = scheme ? `${scheme}:` : '';
  if (opaque) {
    result += opaque;
  } else {
    if (scheme || host || userinfo) {
      if (host || path || userinfo) result += '//';
      if (userinfo) result += `${userinfo}@`;
      result += host ?? '';
    }
    const escaped = percentEncode(path ?? '', /[A-Za-z0-9\-_.~$&+,/:;=@]/);
    if (escaped !== '' && !escaped.startsWith('/') && host) result += '/';
    result += escaped;
  }
  if (query) result += `?${query}`;
  if (fragment) result += `#${percentEncode(fragment, /[A-Za-z0-9\-_.~$&+,/:;=?@!()*']/)}`;
  return result;
}

/** Sprig's group of URLs. */
export const urlFunctions: FunctionMap = {
  urlParse: fixed(['string'], (_run, text) => parseUrl(text)),
  urlJoin: fixed(['map'], (_run, map) => joinUrl(map)),
};
