import { parseTenantsConfig, type TenantsConfig } from '@fluxts/tenants';

/** A cluster on Azure DevOps with two tenants, one of them with everything. */
export const azureText = `environment: dev
clusterId: we-dev-aks1
provider: azuredevops
organization: Org1
project: project1
namespaces:
  - name: tenant1
    repository: gitops
  - name: tenant2
    repository: Tenant Two
    project: other
    labels: {team: two}
    createCRDs: true
    includeTenantName: true
    resourceQuota: {pods: 20, requests.cpu: 500m}
    defaultDeny: true
    roleBindings:
      - name: readers
        clusterRole: view
        subjects:
          - {kind: Group, name: team-two}
          - {kind: ServiceAccount, name: ci}
`;

export const azure: TenantsConfig = parseTenantsConfig(azureText, 'tenants.yaml');

export const gitHub: TenantsConfig = parseTenantsConfig(
  `environment: prod
clusterId: eu1
provider: github
organization: acme
proxy: {enabled: false}
namespaces: [{name: tenant1, repository: gitops}]
`,
  'tenants.yaml',
);
