import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ResourceInfo } from '../resource.ts';
import type { Negotiated } from '../represent/negotiate.ts';
import type { UserInfo } from '../user.ts';
import type { ResourceAddress } from './request-info.ts';
import type { Reply } from './reply.ts';

/** An authenticated and authorized request for a resource. */
export interface ApiRequest {
  readonly http: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  readonly address: ResourceAddress;
  readonly info: ResourceInfo;
  /** `undefined` for cluster-wide resources and for all namespaces. */
  readonly namespace: string | undefined;
  readonly user: UserInfo;
  readonly negotiated: Negotiated;
  /** What `Warning` headers will say. */
  readonly warnings: readonly string[];
  readonly warn: (message: string) => void;
  /** Asks for another right that the request turns out to need. @throws ApiError `Forbidden` */
  readonly authorize: (verb: string) => void;
}

/** Answers a request; `streamed` when the handler sends the answer itself. */
export type ApiHandler = (request: ApiRequest) => Promise<Reply | 'streamed'>;
