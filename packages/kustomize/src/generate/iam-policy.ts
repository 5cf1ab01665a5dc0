import type { JsonObject } from '@fluxts/base';
import { KustomizeError } from '../error.ts';
import { objectOf, textOf } from '../kustomization/fields.ts';
import { Resource } from '../model/resource.ts';

/** Generates the ServiceAccount that Google's workload identity wants. @throws KustomizeError `Generator` */
export function generateIamPolicy(config: JsonObject): Resource {
  const cloud = textOf(config, 'cloud');
  if (cloud !== 'gke') {
    throw new KustomizeError('Generator', `cloud provider ${cloud} not supported yet`, {
      retry: 'on-change',
    });
  }
  const service = objectOf(config, 'kubernetesService') ?? {};
  const account = objectOf(config, 'serviceAccount') ?? {};
  const namespace = textOf(service, 'namespace');
  return new Resource({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      annotations: {
        'iam.gke.io/gcp-service-account': `${textOf(account, 'name')}@${textOf(account, 'projectId')}.iam.gserviceaccount.com`,
      },
      name: textOf(service, 'name'),
      ...(namespace === '' ? {} : { namespace }),
    },
  });
}
