export { addSourceController, type SourceController } from './source-controller.ts';
export type { FeatureGates, SourceControllerOptions } from './options.ts';
export type { AzureIdentity } from './credentials/azure.ts';
export { type IgnoreFile, ignoreFileName, sourceIgnore } from './ignore/source-ignore.ts';
export { type TrustedKeys, trustedKeys, verifyObject } from './verify/verify-object.ts';
export { VerificationError } from './verify/verification-error.ts';
