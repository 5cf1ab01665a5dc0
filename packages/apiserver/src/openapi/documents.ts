import { createHash } from 'node:crypto';
import type { JsonObject } from '@fluxts/base';
import type { ResourceRegistry } from '../registry.ts';
import { type ResourceInfo, apiVersionOf } from '../resource.ts';
import { pathsOf } from './paths.ts';
import { SchemaComponents } from './schemas.ts';
import { type ApiDescription, toSwagger } from './swagger.ts';

/** A document ready to send. */
export interface OpenApiDocument {
  readonly body: Buffer;
  /** The hash of the content, without quotes. */
  readonly hash: string;
}

/**
 * The OpenAPI documents of what a registry serves, made when asked for and kept until the resources of
 * their group and version change.
 */
export class OpenApiDocuments {
  readonly #registry: ResourceRegistry;
  readonly #info: JsonObject;
  readonly #byPath = new Map<string, { of: readonly ResourceInfo[]; document: OpenApiDocument }>();
  #whole: { of: readonly ResourceInfo[]; swagger?: OpenApiDocument; index?: OpenApiDocument };

  /** @param version what the server says it is, such as `v1.35.0` */
  constructor(registry: ResourceRegistry, version = 'v1.35.0') {
    this.#registry = registry;
    this.#info = { title: 'Kubernetes', version };
    this.#whole = { of: [] };
  }

  /** `/openapi/v3`: names every group and version with the address of its document, hash included. */
  index(): OpenApiDocument {
    const whole = this.#current();
    if (whole.index === undefined) {
      const paths: JsonObject = {};
      for (const path of this.#groups().keys()) {
        const hash = this.document(path)?.hash ?? '';
        paths[path] = { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` };
      }
      whole.index = seal({ paths });
    }
    return whole.index;
  }

  /** `/openapi/v3/<path>`, such as `api/v1` or `apis/apps/v1`; undefined when nothing is served there. */
  document(path: string): OpenApiDocument | undefined {
    const resources = this.#groups().get(path);
    if (resources === undefined) {
      this.#byPath.delete(path);
      return undefined;
    }
    const known = this.#byPath.get(path);
    const same =
      known?.of.length === resources.length && known.of.every((info, at) => info === resources[at]);
    if (known !== undefined && same) return known.document;
    const document = seal({ openapi: '3.0.0', info: this.#info, ...describe(resources) });
    this.#byPath.set(path, { of: resources, document });
    return document;
  }

  /** `/openapi/v2` in JSON: the same, in one Swagger document. */
  swagger(): OpenApiDocument {
    const whole = this.#current();
    whole.swagger ??= seal(toSwagger(this.#info, describe(whole.of)));
    return whole.swagger;
  }

  #current(): { of: readonly ResourceInfo[]; swagger?: OpenApiDocument; index?: OpenApiDocument } {
    const all = this.#registry.all();
    if (this.#whole.of !== all) this.#whole = { of: all };
    return this.#whole;
  }

  #groups(): ReadonlyMap<string, readonly ResourceInfo[]> {
    const groups = new Map<string, ResourceInfo[]>();
    for (const info of this.#registry.all()) {
      const path = `${info.group === '' ? 'api' : 'apis'}/${apiVersionOf(info)}`;
      const group = groups.get(path);
      if (group === undefined) groups.set(path, [info]);
      else group.push(info);
    }
    return groups;
  }
}

function describe(resources: readonly ResourceInfo[]): ApiDescription {
  const components = new SchemaComponents();
  const paths: JsonObject = {};
  for (const info of resources) {
    const names = components.addKind(info);
    const scale =
      info.scale === undefined
        ? {}
        : {
            scale: components.addNamed('autoscaling/v1.Scale', {
              group: 'autoscaling',
              kind: 'Scale',
              version: 'v1',
            }),
          };
    Object.assign(paths, pathsOf(info, { ...names, ...scale }));
  }
  return { paths, components: { schemas: components.toJson() } };
}

function seal(document: object): OpenApiDocument {
  const body = Buffer.from(
    JSON.stringify(document, (_key, value: unknown) =>
      typeof value === 'bigint' ? Number(value) : value,
    ),
  );
  const hash = createHash('sha512').update(body).digest('hex').toUpperCase();
  return { body, hash };
}
