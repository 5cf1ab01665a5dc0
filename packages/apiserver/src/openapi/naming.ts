const packages: ReadonlyMap<string, string> = new Map([
  ['apiextensions.k8s.io', 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions'],
  ['apiregistration.k8s.io', 'io.k8s.kube-aggregator.pkg.apis.apiregistration'],
  ['meta', 'io.k8s.apimachinery.pkg.apis.meta'],
]);

/** The OpenAPI name of a built-in type: `io.k8s.api.apps.v1.Deployment` of `apps/v1.Deployment`. */
export function builtinName(typeName: string): string {
  const slash = typeName.indexOf('/');
  const group = typeName.slice(0, slash);
  const prefix = packages.get(group) ?? `io.k8s.api.${group.split('.')[0] ?? group}`;
  return `${prefix}.${typeName.slice(slash + 1)}`;
}

/** The OpenAPI name of a custom kind: `io.fluxcd.toolkit.source.v1.GitRepository`. */
export function customName(group: string, version: string, kind: string): string {
  return [...group.split('.').reverse(), version, kind].join('.');
}

/** Types that stand for one scalar, and their schemas. */
export const scalarTypes: Readonly<
  Record<'intOrString' | 'microTime' | 'quantity' | 'rawExtension' | 'time', string>
> = {
  intOrString: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
  microTime: 'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime',
  quantity: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
  rawExtension: 'io.k8s.apimachinery.pkg.runtime.RawExtension',
  time: 'io.k8s.apimachinery.pkg.apis.meta.v1.Time',
};

/** Where a document keeps its schemas. */
export function reference(name: string): string {
  return `#/components/schemas/${name}`;
}
