import { type FluxObject, unreferencedFiles } from '@fluxts/flux-api';
import type { KubeObject } from '@fluxts/kube-client';
import type { Table } from '../output/table.ts';

/** One row a file, for `get kustomizations --unreferenced`. */
export function unreferencedTable(
  objects: readonly KubeObject[],
  options: { readonly withNamespace: boolean },
): Table {
  return {
    headers: [...(options.withNamespace ? ['NAMESPACE'] : []), 'NAME', 'UNREFERENCED FILE'],
    rows: objects.flatMap((object) =>
      unreferencedFiles(object as unknown as FluxObject).map((file) => [
        ...(options.withNamespace ? [object.metadata.namespace ?? ''] : []),
        object.metadata.name,
        file,
      ]),
    ),
  };
}
