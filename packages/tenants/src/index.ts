export {
  type ExtraRoleBinding,
  parseTenantsConfig,
  type Subject,
  type Tenant,
  type TenantsConfig,
} from './config.ts';
export { TenantsError } from './errors.ts';
export type { ApiVersions } from './flux-objects.ts';
export {
  type GeneratedFile,
  generatedMarker,
  generateFleetFiles,
  tenantsFolder,
} from './generate.ts';
export { commitSubject, type FileChange, type FleetPlan, planFleet } from './plan.ts';
export { proxyConfig, type ProxyCredentials } from './proxy-config.ts';
export { repositoryUrl, type RepositoryRef } from './repository-url.ts';
export { tenantsSchema } from './schema.ts';
