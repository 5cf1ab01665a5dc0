import { GitError } from './error.ts';
import type { ObjectFormat } from './git.ts';

/**
 * Says whether git would take the name for a reference. It also keeps out what a refspec gives a meaning.
 * Specified by https://git-scm.com/docs/git-check-ref-format
 */
export function isRefName(name: string): boolean {
  if (name.length === 0 || name.length > 512 || name === '@') return false;
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is refused
  if (/[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\//.test(name)) return false;
  if (/^[-/+]|\/$|\.$/.test(name)) return false;
  return name.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock'));
}

/** @throws GitError `RuleInvalid` */
export function checkRefName(name: string, what: string): void {
  if (isRefName(name)) return;
  // oxlint-disable-next-line eslint/no-control-regex -- it must not reach a terminal raw
  const shown = name.slice(0, 128).replace(/[\u0000-\u001f\u007f]/g, '?');
  throw new GitError('RuleInvalid', `${what} '${shown}' is not a valid reference name`, {
    retry: 'on-change',
  });
}

/** Says whether a text is a full object name. */
export function isOid(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/** The format that an object name of this length has. */
export function formatOf(oid: string): ObjectFormat {
  return oid.length === 64 ? 'sha256' : 'sha1';
}
