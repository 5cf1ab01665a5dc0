import { formatApiVersion } from '@fluxts/kube';
import { isClusterScoped } from './cluster-scope.ts';

/** Group, version and kind; '' stands for anything in a selector, and for the core group. */
export interface Gvk {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** `Deployment.v1.apps`, as kustomize prints it; what is missing in brackets. */
export function formatGvk({ group, version, kind }: Gvk): string {
  return [kind || '[noKind]', version || '[noVer]', group || '[noGrp]'].join('.');
}

/** Whether a selector, whose empty parts take anything, takes a kind. */
export function selectsGvk(selector: Gvk, gvk: Gvk): boolean {
  return (
    (selector.group === '' || selector.group === gvk.group) &&
    (selector.version === '' || selector.version === gvk.version) &&
    (selector.kind === '' || selector.kind === gvk.kind)
  );
}

/** Whether two are the same in all three parts. */
export function sameGvk(a: Gvk, b: Gvk): boolean {
  return a.group === b.group && a.version === b.version && a.kind === b.kind;
}

/** Whether objects of a kind are known to lie in no namespace. */
export function isClusterKind(gvk: Gvk): boolean {
  return isClusterScoped(formatApiVersion(gvk.group, gvk.version), gvk.kind);
}
