import type { Json } from '@fluxts/base';
import { type Dialect, resolvePlain } from './scalar.ts';

const prefix = 'tag:yaml.org,2002:';

/**
 * The value of a scalar with an explicit tag; `undefined` if the text does not fit the tag. A tag that
 * is not one of YAML's own is passed over and the text kept, as Go does.
 */
export function resolveTagged(
  tag: string,
  text: string,
  plain: boolean,
  dialect: Dialect,
): Json | undefined {
  switch (shortName(tag)) {
    case 'str':
    case '':
      return text;
    case 'binary':
      return decodeBinary(text);
    case 'null':
      return text === '' || resolvePlain(text, dialect) === null ? null : undefined;
    case 'bool': {
      const value = resolvePlain(text, dialect);
      return typeof value === 'boolean' ? value : undefined;
    }
    case 'int': {
      const value = resolvePlain(text, dialect);
      return typeof value === 'bigint' || Number.isInteger(value) ? value : undefined;
    }
    case 'float': {
      const value = resolvePlain(text, dialect);
      return typeof value === 'bigint'
        ? Number(value)
        : typeof value === 'number'
          ? value
          : undefined;
    }
    case 'timestamp':
      return resolvePlain(text, dialect);
    case undefined:
    default:
      return plain && text === '' ? null : text;
  }
}

/** `str` for `!!str` and for `!<tag:yaml.org,2002:str>`; '' for `!`; undefined for foreign tags. */
function shortName(tag: string): string | undefined {
  if (tag === '!') return '';
  if (tag.startsWith('!!')) return tag.slice(2);
  if (tag.startsWith(`!<${prefix}`)) return tag.slice(prefix.length + 2, -1);
  return undefined;
}

function decodeBinary(text: string): string | undefined {
  const packed = text.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(packed) || packed.length % 4 !== 0) return undefined;
  return Buffer.from(packed, 'base64').toString('utf8');
}
