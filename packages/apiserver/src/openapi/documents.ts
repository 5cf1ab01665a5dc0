import type { ResourceRegistry } from '../registry.ts';

/** A document ready to send. */
export interface OpenApiDocument {
  readonly body: Buffer;
  /** The hash of the content, without quotes. */
  readonly hash: string;
}

/** The OpenAPI documents of what a registry serves, made when asked for and kept until it changes. */
export declare class OpenApiDocuments {
  constructor(registry: ResourceRegistry);
  /** `/openapi/v3`: names every group and version with the address of its document, hash included. */
  index(): OpenApiDocument;
  /** `/openapi/v3/<path>`, such as `api/v1` or `apis/apps/v1`. */
  document(path: string): OpenApiDocument | undefined;
  /** `/openapi/v2` in JSON: the same, in one Swagger document. */
  swagger(): OpenApiDocument;
}
