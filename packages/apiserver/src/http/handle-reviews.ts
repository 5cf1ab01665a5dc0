import { getOwn, getPath, getString, isObject, type Json, type JsonObject } from '@fluxts/base';
import { type ServiceAccountTokens, tokenIssuer } from '../auth/service-account-tokens.ts';
import { badRequest } from '../api-error.ts';
import type { Decision, RbacAuthorizer } from '../rbac/authorizer.ts';
import type { StorageReader } from '../storage-access.ts';
import type { UserInfo } from '../user.ts';
import type { ApiRequest } from './api-request.ts';
import { readObject } from './incoming-object.ts';
import { jsonReply, type Reply } from './reply.ts';
import { writeOptionsOf } from './write-options-of.ts';

/** What answering reviews takes. */
export interface ReviewContext {
  readonly authorizer: RbacAuthorizer;
  readonly tokens: ServiceAccountTokens;
  readonly storage: StorageReader;
}

type Review = (
  context: ReviewContext,
  draft: JsonObject,
  request: ApiRequest,
) => Promise<Json> | Json;

const reviews: ReadonlyMap<string, Review> = new Map<string, Review>([
  [
    'selfsubjectaccessreviews',
    ({ authorizer }, draft, { user }) => decisionJson(decide(authorizer, user, draft)),
  ],
  [
    'subjectaccessreviews',
    ({ authorizer }, draft) => decisionJson(decide(authorizer, subjectOf(draft), draft)),
  ],
  [
    'localsubjectaccessreviews',
    ({ authorizer }, draft, { namespace }) => {
      if (getString(draft, 'spec', 'resourceAttributes', 'namespace') !== namespace) {
        throw badRequest('spec.resourceAttributes.namespace must match metadata.namespace');
      }
      return decisionJson(decide(authorizer, subjectOf(draft), draft));
    },
  ],
  [
    'selfsubjectrulesreviews',
    ({ authorizer }, draft, { user }) =>
      authorizer.rulesReview(user, getString(draft, 'spec', 'namespace') ?? ''),
  ],
  ['selfsubjectreviews', (_context, _draft, { user }) => ({ userInfo: userJson(user) })],
  ['tokenreviews', reviewToken],
]);

/** Whether a resource is a review: a question that is answered and never stored. */
export function isReview(group: string, plural: string): boolean {
  return (
    (group === 'authorization.k8s.io' || group === 'authentication.k8s.io') && reviews.has(plural)
  );
}

/** Answers a review: the question comes back with its `status`. */
export async function handleReview(context: ReviewContext, request: ApiRequest): Promise<Reply> {
  const draft = await readObject(request, writeOptionsOf(request));
  const review = reviews.get(request.info.plural) as Review;
  const status = await review(context, draft, request);
  const metadata = { ...(draft['metadata'] as JsonObject), creationTimestamp: null };
  return jsonReply(201, { ...draft, metadata, status });
}

function decide(authorizer: RbacAuthorizer, user: UserInfo, draft: JsonObject): Decision {
  const resource = getPath(draft, 'spec', 'resourceAttributes');
  const path = getPath(draft, 'spec', 'nonResourceAttributes');
  if (isObject(resource)) {
    const subresource = textOf(resource, 'subresource');
    const namespace = textOf(resource, 'namespace');
    const name = textOf(resource, 'name');
    return authorizer.authorize(user, {
      verb: textOf(resource, 'verb'),
      group: textOf(resource, 'group'),
      resource: textOf(resource, 'resource'),
      ...(subresource === '' ? {} : { subresource }),
      ...(namespace === '' ? {} : { namespace }),
      ...(name === '' ? {} : { name }),
    });
  }
  if (isObject(path)) {
    return authorizer.authorize(user, { verb: textOf(path, 'verb'), path: textOf(path, 'path') });
  }
  throw badRequest(
    'spec.resourceAttributes: Invalid value: exactly one of nonResourceAttributes or resourceAttributes must be specified',
  );
}

function decisionJson({ allowed, reason }: Decision): JsonObject {
  return { allowed, ...(reason === '' ? {} : { reason }) };
}

function subjectOf(draft: JsonObject): UserInfo {
  const name = getString(draft, 'spec', 'user') ?? '';
  const groups = stringsOf(getPath(draft, 'spec', 'groups'));
  if (name === '' && groups.length === 0) {
    throw badRequest('spec.user: Invalid value: at least one of user or group must be specified');
  }
  return { name, groups, extra: {} };
}

async function reviewToken(
  { tokens, storage }: ReviewContext,
  draft: JsonObject,
): Promise<JsonObject> {
  const token = getString(draft, 'spec', 'token') ?? '';
  const wanted = stringsOf(getPath(draft, 'spec', 'audiences'));
  const audiences = wanted.length === 0 ? [tokenIssuer] : wanted;
  const verified = await tokens.verify(token, audiences, storage);
  if (verified === undefined) {
    return { user: {}, error: 'invalid bearer token' };
  }
  return {
    authenticated: true,
    user: userJson(verified.user),
    audiences: [...verified.audiences],
  };
}

function userJson(user: UserInfo): JsonObject {
  const extra = Object.entries(user.extra).map(([key, values]): [string, Json] => [
    key,
    [...values],
  ]);
  return {
    username: user.name,
    ...(user.uid === undefined ? {} : { uid: user.uid }),
    groups: [...user.groups],
    ...(extra.length === 0 ? {} : { extra: Object.fromEntries(extra) }),
  };
}

function textOf(object: JsonObject, key: string): string {
  const value = getOwn(object, key);
  return typeof value === 'string' ? value : '';
}

function stringsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
