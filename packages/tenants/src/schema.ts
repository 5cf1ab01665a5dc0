import type { JsonObject } from '@fluxts/base';

const name: JsonObject = {
  type: 'string',
  pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
  maxLength: 63,
};

const hostName: JsonObject = {
  type: 'string',
  pattern: '^[A-Za-z0-9]([A-Za-z0-9._ -]*[A-Za-z0-9_-])?$',
  maxLength: 128,
};

const quantity: JsonObject = {
  anyOf: [
    { type: 'string', pattern: '^[0-9]+(\\.[0-9]+)?([numkMGTPE]|[KMGTPE]i|[eE][0-9]+)?$' },
    { type: 'integer' },
  ],
};

const subject: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'name'],
  properties: {
    kind: { enum: ['User', 'Group', 'ServiceAccount'] },
    name: { type: 'string', minLength: 1, maxLength: 253 },
    namespace: { ...name, description: 'Of a ServiceAccount; the tenant itself unless said.' },
  },
};

const roleBinding: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'subjects'],
  oneOf: [{ required: ['clusterRole'] }, { required: ['role'] }],
  properties: {
    name: { ...name, description: 'Name of the RoleBinding.' },
    clusterRole: {
      type: 'string',
      minLength: 1,
      description: 'ClusterRole that is bound within the namespace.',
    },
    role: { type: 'string', minLength: 1, description: 'Role of the namespace that is bound.' },
    subjects: { type: 'array', minItems: 1, items: subject },
  },
};

const namespace: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'repository'],
  properties: {
    name: { ...name, description: 'The tenant, and its namespace.' },
    labels: {
      type: 'object',
      description: 'Labels of the namespace.',
      propertyNames: {
        pattern: '^([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$',
      },
      additionalProperties: {
        type: 'string',
        pattern: '^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$',
      },
    },
    repository: { ...hostName, description: "The tenant's git repository." },
    project: {
      ...hostName,
      description: 'Its Azure DevOps project; the one of the fleet unless said.',
    },
    createCRDs: {
      type: 'boolean',
      description: 'Whether the tenant may manage CustomResourceDefinitions, in the whole cluster.',
    },
    includeTenantName: {
      type: 'boolean',
      description: 'Deploy ./tenant/<environment>/<tenant> instead of ./tenant/<environment>.',
    },
    resourceQuota: {
      type: 'object',
      description: 'Hard limits of a ResourceQuota: cpu, memory, pods, requests.storage and so on.',
      minProperties: 1,
      additionalProperties: quantity,
    },
    roleBindings: {
      type: 'array',
      description: 'Further RoleBindings in the namespace.',
      items: roleBinding,
    },
    defaultDeny: {
      type: 'boolean',
      description: 'Whether a NetworkPolicy denies all traffic that no other one allows.',
    },
  },
};

/** JSON schema (draft 7) of a tenants file. */
export const tenantsSchema: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Tenants of a cluster',
  type: 'object',
  additionalProperties: false,
  required: ['environment', 'clusterId', 'provider', 'organization', 'namespaces'],
  if: { required: ['provider'], properties: { provider: { const: 'azuredevops' } } },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON schema
  then: { required: ['project'] },
  properties: {
    environment: {
      ...name,
      description: 'dev, qa, prod: the folder below ./tenant that is deployed.',
    },
    clusterId: { ...name, description: 'The cluster: the folder below ./clusters and ./tenants.' },
    provider: { enum: ['azuredevops', 'github'] },
    host: {
      type: 'string',
      pattern: '^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?$',
      description: 'The git host; dev.azure.com or github.com unless said.',
    },
    organization: hostName,
    project: {
      ...hostName,
      description: 'Azure DevOps project of the fleet repository, and of tenants that name none.',
    },
    fleetRepository: {
      ...hostName,
      description: 'The repository that this cluster is described in; fleet-infra unless said.',
    },
    branch: {
      type: 'string',
      pattern: '^[A-Za-z0-9][A-Za-z0-9._/-]*$',
      maxLength: 255,
      description: 'Branch of every repository; main unless said.',
    },
    proxy: {
      type: 'object',
      additionalProperties: false,
      description: 'How repositories are reached: through git-auth-proxy unless switched off.',
      properties: {
        enabled: { type: 'boolean' },
        url: {
          type: 'string',
          pattern: '^https?://[A-Za-z0-9.:-]+$',
          description: 'http://git-auth-proxy.flux-system.svc.cluster.local unless said.',
        },
      },
    },
    notifications: {
      description: 'Needs the notification kinds, which no controller here serves yet.',
    },
    namespaces: { type: 'array', maxItems: 4000, items: namespace },
  },
};
