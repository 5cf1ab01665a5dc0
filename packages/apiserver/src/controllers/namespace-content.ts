import { type JsonObject, getString } from '@fluxts/base';
import { ApiError } from '../api-error.ts';
import type { GroupResource } from '../resource.ts';
import type { Controller, ControllerEnvironment } from './controller.ts';
import { isResource, nameOf, namespaceOf } from './identity.ts';
import { isDeleting } from '../write/finalizers.ts';

const namespaces: GroupResource = { group: '', plural: 'namespaces' };
const serviceAccounts: GroupResource = { group: '', plural: 'serviceaccounts' };
const configMaps: GroupResource = { group: '', plural: 'configmaps' };
const rootCertificateName = 'kube-root-ca.crt';

/** Gives every namespace its `default` service account and the certificate that its pods trust. */
export function namespaceContent(environment: ControllerEnvironment): Controller {
  const { storage, rootCertificate } = environment;
  const queue = environment.queue('namespace-content', fill);

  async function fill(name: string): Promise<void> {
    const namespace = storage.get(namespaces, undefined, name);
    if (namespace === undefined || isDeleting(namespace)) return;
    if (storage.get(serviceAccounts, name, 'default') === undefined) {
      await create(serviceAccounts, {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default', namespace: name },
      });
    }
    const present = storage.get(configMaps, name, rootCertificateName);
    if (present === undefined) {
      await create(configMaps, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: rootCertificateName,
          namespace: name,
          annotations: {
            'kubernetes.io/description':
              'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
          },
        },
        data: { 'ca.crt': rootCertificate },
      });
    } else if (getString(present, 'data', 'ca.crt') !== rootCertificate) {
      await storage.modify(configMaps, name, rootCertificateName, (draft) => {
        draft['data'] = { 'ca.crt': rootCertificate };
      });
    }
  }

  async function create(resource: GroupResource, object: JsonObject): Promise<void> {
    try {
      await storage.create(resource, object);
    } catch (error) {
      // Somebody else made it, or the namespace has gone meanwhile: both leave nothing to do.
      const settled = ['AlreadyExists', 'Forbidden', 'NotFound'];
      if (!(error instanceof ApiError && settled.includes(error.code))) throw error;
    }
  }

  return {
    observe({ resource, object, type }) {
      if (isResource(resource, '', 'namespaces')) {
        if (type !== 'DELETED') queue.add(nameOf(object));
        return;
      }
      const watched =
        (isResource(resource, '', 'serviceaccounts') && nameOf(object) === 'default') ||
        (isResource(resource, '', 'configmaps') && nameOf(object) === rootCertificateName);
      if (watched && type !== 'ADDED') queue.add(namespaceOf(object) ?? '');
    },
  };
}
