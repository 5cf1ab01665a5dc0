import type { ResourceSet } from '../model/resource-set.ts';

/** One step over all objects of a directory, prepared and checked. */
export type Operation = (resources: ResourceSet) => void;
