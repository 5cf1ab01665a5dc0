import type { IncomingHttpHeaders } from 'node:http';
import { badRequest } from '../api-error.ts';
import { forbiddenRequest } from './forbidden-request.ts';
import type { RbacAuthorizer } from '../rbac/authorizer.ts';
import type { ResourceAttributes } from '../rbac/rules.ts';
import type { UserInfo } from '../user.ts';
import { serviceAccountGroups } from './service-account-tokens.ts';

const extraPrefix = 'impersonate-extra-';
const authenticated = 'system:authenticated';
const unauthenticated = 'system:unauthenticated';

/**
 * Takes on the identity that the `Impersonate-*` headers name. Every part of it, the user, each group, the
 * uid and each extra value, needs the `impersonate` verb.
 * @returns the user himself when nobody is impersonated
 * @throws ApiError `Forbidden`, `BadRequest`
 */
export function impersonate(
  user: UserInfo,
  headers: IncomingHttpHeaders,
  rawHeaders: readonly string[],
  authorizer: RbacAuthorizer,
): UserInfo {
  const name = single(headers['impersonate-user']);
  const uid = single(headers['impersonate-uid']);
  const groups = valuesOf(rawHeaders, 'impersonate-group');
  const extra = extraOf(rawHeaders);
  if (name === undefined) {
    if (uid === undefined && groups.length === 0 && Object.keys(extra).length === 0) return user;
    throw badRequest('requested impersonation without impersonating a user');
  }
  const account = /^system:serviceaccount:(?<namespace>[^:]+):(?<name>[^:]+)$/.exec(name)?.groups;
  const checks: ResourceAttributes[] = [
    account === undefined
      ? { verb: 'impersonate', group: '', resource: 'users', name }
      : {
          verb: 'impersonate',
          group: '',
          resource: 'serviceaccounts',
          namespace: account['namespace'] as string,
          name: account['name'] as string,
        },
    ...groups.map((group) => check('groups', group, '')),
    ...(uid === undefined ? [] : [check('uids', uid, 'authentication.k8s.io')]),
    ...Object.entries(extra).flatMap(([key, values]) =>
      values.map((value) => ({
        ...check('userextras', value, 'authentication.k8s.io'),
        subresource: key,
      })),
    ),
  ];
  for (const attributes of checks) {
    const { allowed, reason } = authorizer.authorize(user, attributes);
    if (!allowed) throw forbiddenRequest(user, attributes, reason);
  }
  const implied =
    account !== undefined && groups.length === 0
      ? serviceAccountGroups(account['namespace'] as string)
      : withAuthenticated(name, groups);
  return { name, groups: implied, extra, ...(uid === undefined ? {} : { uid }) };
}

function check(resource: string, name: string, group: string): ResourceAttributes {
  return { verb: 'impersonate', group, resource, name };
}

function withAuthenticated(name: string, groups: readonly string[]): readonly string[] {
  const settled =
    name === 'system:anonymous' ||
    groups.includes(authenticated) ||
    groups.includes(unauthenticated);
  return settled ? groups : [...groups, authenticated];
}

function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Repeated headers one by one: Node joins them with commas, and a group's name may hold one. */
function valuesOf(rawHeaders: readonly string[], wanted: string): string[] {
  const values: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === wanted) values.push(rawHeaders[index + 1] as string);
  }
  return values;
}

function extraOf(rawHeaders: readonly string[]): Record<string, string[]> {
  const extra = new Map<string, string[]>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const header = rawHeaders[index]?.toLowerCase() ?? '';
    if (!header.startsWith(extraPrefix)) continue;
    const key = decodeKey(header.slice(extraPrefix.length));
    extra.set(key, [...(extra.get(key) ?? []), rawHeaders[index + 1] as string]);
  }
  return Object.fromEntries(extra);
}

/** Keys may hold what headers may not, percent-encoded. */
function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
