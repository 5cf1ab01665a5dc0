import { ApiError } from '../api-error.ts';
import type { NonResourceAttributes, ResourceAttributes } from '../rbac/rules.ts';
import { groupResourceName } from '../resource.ts';
import type { UserInfo } from '../user.ts';

/**
 * The refusal of a request, as the real server words it:
 * `pods "x" is forbidden: User "y" cannot get resource "pods" in API group "" in the namespace "z"`.
 * @param reason what the authorizer had to say; may be empty
 */
export function forbiddenRequest(
  user: UserInfo,
  attributes: ResourceAttributes | NonResourceAttributes,
  reason: string,
): ApiError {
  const tail = reason === '' ? '' : `: ${reason}`;
  if ('path' in attributes) {
    const { verb, path } = attributes;
    return new ApiError(
      'Forbidden',
      `forbidden: User ${JSON.stringify(user.name)} cannot ${verb} path ${JSON.stringify(path)}${tail}`,
      {},
    );
  }
  const { verb, group, resource, subresource, namespace, name } = attributes;
  const full = groupResourceName({ group, plural: resource });
  const qualified = subresource === undefined ? resource : `${resource}/${subresource}`;
  const scope =
    namespace === undefined
      ? 'at the cluster scope'
      : `in the namespace ${JSON.stringify(namespace)}`;
  const subject = name === undefined ? full : `${full} ${JSON.stringify(name)}`;
  return new ApiError(
    'Forbidden',
    `${subject} is forbidden: User ${JSON.stringify(user.name)} cannot ${verb} resource ${JSON.stringify(qualified)} in API group ${JSON.stringify(group)} ${scope}${tail}`,
    {
      ...(name === undefined ? {} : { name }),
      ...(group === '' ? {} : { group }),
      kind: resource,
    },
  );
}
