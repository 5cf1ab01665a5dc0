import { ApiError, notFound } from '../api-error.ts';
import { groupResourceName } from '../resource.ts';
import type { StorageReader } from '../storage-access.ts';
import { isDeleting } from './finalizers.ts';
import type { WriteTarget } from './write-options.ts';

const namespaces = { group: '', plural: 'namespaces' };

/**
 * Refuses to create an object in a namespace that is not there or is going away.
 * @throws ApiError `NotFound`, `Forbidden`
 */
export function refuseOutsideNamespaces(reader: StorageReader, target: WriteTarget): void {
  const { info, namespace, name } = target;
  if (namespace === undefined) return;
  const object = reader.get(namespaces, undefined, namespace);
  if (object === undefined) throw notFound(namespaces, namespace);
  if (!isDeleting(object)) return;
  throw new ApiError(
    'Forbidden',
    `${groupResourceName(info)} "${name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
    {
      name,
      ...(info.group === '' ? {} : { group: info.group }),
      kind: info.plural,
      causes: [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    },
  );
}
