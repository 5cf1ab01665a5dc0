export { addSourceController, type SourceController } from './source-controller.ts';
export type { FeatureGates, SourceControllerOptions } from './options.ts';
export type { AzureIdentity } from './credentials/azure.ts';
