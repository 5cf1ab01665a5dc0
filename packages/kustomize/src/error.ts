import { FluxtsError } from '@fluxts/base';

/**
 * Why a tree did not build:
 * - `KustomizationFile`: there is none, there are two, or it is malformed or has an unknown field
 * - `Resource`: a file or a directory could not be read, or holds something that is no Kubernetes object
 * - `LoadRestriction`: a path leaves the kustomization root
 * - `Cycle`: a directory includes itself
 * - `Conflict`: two objects with one id
 * - `Generator`, `Patch`, `Replacement`, `Variable`, `Reference`, `Transformer`, `Validator`: the step that failed
 * - `Remote`, `Helm`: something outside the tree that is not there or not allowed
 */
export type KustomizeErrorCode =
  | 'KustomizationFile'
  | 'Resource'
  | 'LoadRestriction'
  | 'Cycle'
  | 'Conflict'
  | 'Generator'
  | 'Patch'
  | 'Replacement'
  | 'Variable'
  | 'Reference'
  | 'Transformer'
  | 'Validator'
  | 'Remote'
  | 'Helm';

/**
 * Raised by collecting and building. The message contains what the real kustomize says where that is
 * well known; `place` names the file, and the line where one can be blamed.
 */
export class KustomizeError extends FluxtsError<KustomizeErrorCode> {}
