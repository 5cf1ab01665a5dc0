import type { JsonObject } from '@fluxts/base';
import type { ResourceInfo } from '../resource.ts';

/**
 * The versions that a CustomResourceDefinition serves: none before its `Established` condition is
 * true, none once its names are not accepted. The server calls it for each stored definition when it starts; later
 * changes come from the controller.
 */
export declare function servedVersions(definition: JsonObject): readonly ResourceInfo[];
