import { fieldManagers, statusManager } from '@fluxts/flux-api';

const names: ReadonlySet<string> = new Set([
  fieldManagers.kustomize,
  statusManager(fieldManagers.kustomize),
]);

/** Whether a field manager is one of our own; what others write is somebody's change. */
export function isOwnManager(name: string): boolean {
  return names.has(name);
}
