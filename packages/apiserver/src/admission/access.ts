import { type JsonObject, getOwn, getString, jsonEqual } from '@fluxts/base';
import { notFound } from '../api-error.ts';
import { mappingAt, mappingsAt, setDefault } from '../reading.ts';
import { type RbacAuthorizer, rbacGroup } from '../rbac/authorizer.ts';
import { refuseEscalation } from '../rbac/escalation.ts';
import { readRules } from '../rbac/rules.ts';
import type { WriteContext } from '../resource.ts';
import { invalid, notSupported, required } from '../schema/field-error.ts';
import { fieldStep, indexStep, pathOf } from '../schema/field-path.ts';
import { judgeUnchanged } from './immutable.ts';
import type { KindRules, Report } from './kind-rules.ts';

/** Roles and ClusterRoles: nobody gives more than he has. */
export function roleRules(authorizer: RbacAuthorizer, plural: 'clusterroles' | 'roles'): KindRules {
  return {
    prepare(draft, old, context) {
      const grows =
        old === undefined ||
        !jsonEqual(getOwn(draft, 'rules') ?? [], getOwn(old, 'rules') ?? []) ||
        !jsonEqual(
          getOwn(draft, 'aggregationRule') ?? null,
          getOwn(old, 'aggregationRule') ?? null,
        );
      if (!grows) return;
      const name = getString(draft, 'metadata', 'name') ?? '';
      refuseEscalation(authorizer, context.user, {
        resource: { group: rbacGroup, plural },
        name,
        namespace: getString(draft, 'metadata', 'namespace'),
        rules: readRules(draft),
        aggregates: getOwn(draft, 'aggregationRule') !== undefined,
        allowedBy: { verb: 'escalate', plural, name },
      });
    },
    validate(next, _old, report) {
      for (const [index, rule] of readRules(next).entries()) {
        const at = indexStep(pathOf('rules'), index);
        if (rule.verbs.length === 0) {
          report(required(fieldStep(at, 'verbs'), 'verbs must contain at least one value'));
        }
        if (rule.nonResourceURLs.length > 0) {
          if (plural === 'roles') {
            const detail = 'namespaced rules cannot apply to non-resource URLs';
            report(invalid(fieldStep(at, 'nonResourceURLs'), [...rule.nonResourceURLs], detail));
          }
          if (rule.apiGroups.length + rule.resources.length + rule.resourceNames.length > 0) {
            const detail = 'rules cannot apply to both regular resources and non-resource URLs';
            report(invalid(fieldStep(at, 'nonResourceURLs'), [...rule.nonResourceURLs], detail));
          }
          continue;
        }
        if (rule.apiGroups.length === 0) {
          report(
            required(
              fieldStep(at, 'apiGroups'),
              'resource rules must supply at least one api group',
            ),
          );
        }
        if (rule.resources.length === 0) {
          report(
            required(
              fieldStep(at, 'resources'),
              'resource rules must supply at least one resource',
            ),
          );
        }
      }
    },
  };
}

/** RoleBindings and ClusterRoleBindings. */
export function bindingRules(
  authorizer: RbacAuthorizer,
  plural: 'clusterrolebindings' | 'rolebindings',
): KindRules {
  return {
    defaults(draft) {
      const role = mappingAt(draft, 'roleRef');
      if (role !== undefined) setDefault(role, 'apiGroup', rbacGroup);
      for (const subject of mappingsAt(draft, 'subjects')) {
        const kind = getString(subject, 'kind');
        if (kind === 'User' || kind === 'Group') setDefault(subject, 'apiGroup', rbacGroup);
      }
    },
    prepare(draft, old, context) {
      const same = (key: string): boolean =>
        jsonEqual(getOwn(draft, key) ?? null, getOwn(old ?? {}, key) ?? null);
      if (old !== undefined && same('subjects') && same('roleRef')) return;
      refuseBinding(authorizer, plural, draft, context);
    },
    validate(next, old, report) {
      const role = mappingAt(next, 'roleRef') ?? {};
      const at = pathOf('roleRef');
      if (getOwn(role, 'apiGroup') !== rbacGroup) {
        report(
          notSupported(fieldStep(at, 'apiGroup'), getString(role, 'apiGroup') ?? '', [rbacGroup]),
        );
      }
      const kinds = plural === 'rolebindings' ? ['ClusterRole', 'Role'] : ['ClusterRole'];
      const kind = getString(role, 'kind') ?? '';
      if (!kinds.includes(kind)) report(notSupported(fieldStep(at, 'kind'), kind, kinds));
      if (old !== undefined)
        judgeUnchanged(next, old, ['roleRef'], report, 'cannot change roleRef');
      for (const [index, subject] of mappingsAt(next, 'subjects').entries()) {
        judgeSubject(subject, indexStep(pathOf('subjects'), index), plural, report);
      }
    },
  };
}

function judgeSubject(
  subject: JsonObject,
  at: ReturnType<typeof indexStep>,
  plural: string,
  report: Report,
): void {
  const kind = getString(subject, 'kind') ?? '';
  switch (kind) {
    case 'ServiceAccount':
      if ((getString(subject, 'namespace') ?? '') === '' && plural === 'clusterrolebindings') {
        report(required(fieldStep(at, 'namespace')));
      }
      if ((getString(subject, 'apiGroup') ?? '') !== '') {
        report(notSupported(fieldStep(at, 'apiGroup'), getString(subject, 'apiGroup') ?? '', ['']));
      }
      break;
    case 'User':
    case 'Group':
      if (getOwn(subject, 'apiGroup') !== rbacGroup) {
        report(
          notSupported(fieldStep(at, 'apiGroup'), getString(subject, 'apiGroup') ?? '', [
            rbacGroup,
          ]),
        );
      }
      break;
    default:
      report(notSupported(fieldStep(at, 'kind'), kind, ['ServiceAccount', 'User', 'Group']));
  }
}

function refuseBinding(
  authorizer: RbacAuthorizer,
  plural: 'clusterrolebindings' | 'rolebindings',
  draft: JsonObject,
  context: WriteContext,
): void {
  const namespace = getString(draft, 'metadata', 'namespace');
  const kind = getString(draft, 'roleRef', 'kind') === 'Role' ? 'Role' : 'ClusterRole';
  const roleName = getString(draft, 'roleRef', 'name') ?? '';
  const rolePlural = kind === 'Role' ? 'roles' : 'clusterroles';
  const resource = { group: rbacGroup, plural: rolePlural };
  const role = context.storage.get(resource, kind === 'Role' ? namespace : undefined, roleName);
  if (role === undefined) {
    const scope = namespace === undefined ? {} : { namespace };
    const bind = { verb: 'bind', group: rbacGroup, resource: rolePlural, name: roleName, ...scope };
    if (authorizer.authorize(context.user, bind).allowed) return;
    throw notFound(resource, roleName);
  }
  refuseEscalation(authorizer, context.user, {
    resource: { group: rbacGroup, plural },
    name: getString(draft, 'metadata', 'name') ?? '',
    namespace,
    rules: readRules(role),
    allowedBy: { verb: 'bind', plural: rolePlural, name: roleName },
  });
}
