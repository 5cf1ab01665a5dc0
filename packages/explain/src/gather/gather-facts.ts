import { normalizePath } from '@fluxts/base';
import { parseRevision } from '@fluxts/flux-api';
import { ExplainError } from '../error.ts';
import { type Seen, seen, unseen } from '../why/explanation.ts';
import type { CloneFacts, Facts, Lane, LiveObject, ObjectName, Question } from '../why/facts.ts';
import { type Clone, findClone, gatherClone, pathInClone, sameRepository } from './clone.ts';
import { type FluxObjects, gatherFluxObjects } from './cluster.ts';
import type { GatherOptions } from './gather-options.ts';
import { bestFirst, closeLane, openLanes, originIn, ownersFirst } from './lanes.ts';
import { gatherLive } from './live.ts';
import { objectText } from '../why/names.ts';

/**
 * Gathers what a question is answered from: the API objects, then the clone around the current folder if
 * its remote is that of a source, then the artifacts. What cannot be seen is said, not thrown.
 */
export async function gatherFacts(question: Question, options: GatherOptions): Promise<Facts> {
  const { client, namespace, signal } = options;
  const objects = await gatherFluxObjects(client, namespace, signal);
  const clone = ofSource(await findClone(options.cwd, options.git), objects);
  if (question.kind === 'path') return pathFacts(question.path, objects, clone, options);
  return objectFacts(question.object, objects, clone, options);
}

/** Another repository's clone has nothing to say. */
function ofSource(clone: Seen<Clone>, objects: Seen<FluxObjects>): Seen<Clone> {
  if (!clone.seen || !objects.seen) return clone;
  const matches = clone.value.remotes.some((remote) =>
    objects.value.sources.some((source) => sameRepository(remote.url, source.spec.url)),
  );
  return matches ? clone : unseen('the clone in the current folder is of no source in the cluster');
}

async function pathFacts(
  typed: string,
  objects: Seen<FluxObjects>,
  clone: Seen<Clone>,
  options: GatherOptions,
): Promise<Facts> {
  const path = inRepository(
    clone.seen ? pathInClone(clone.value, options.cwd, typed) : typed,
    typed,
  );
  const question: Question = { kind: 'path', path };
  if (!objects.seen) {
    return {
      question,
      clone: await cloneFacts(clone, undefined, path),
      lanes: objects,
      live: unseen(objects.reason),
    };
  }
  const { lanes: open, remote } = await openLanes(objects.value, clone, options);
  const lanes = await Promise.all(open.map((lane) => closeLane(lane, path, options)));
  const best = bestFirst(lanes, path);
  const fetched = best[0]?.source.status?.artifact?.revision;
  return {
    question,
    clone: await cloneFacts(clone, remote, path, fetched),
    lanes: seen(best),
    live: await liveOf(best[0], options),
  };
}

async function objectFacts(
  object: ObjectName,
  objects: Seen<FluxObjects>,
  clone: Seen<Clone>,
  options: GatherOptions,
): Promise<Facts> {
  const question: Question = { kind: 'object', object };
  const live = await gatherLive(options.client, [object], options.signal);
  const name = live.seen ? (live.value[0]?.name ?? object) : object;
  const asked: Question = { kind: 'object', object: name };
  if (!objects.seen) return { question, clone: unseen(objects.reason), lanes: objects, live };
  const owner = live.seen ? live.value[0]?.owner : undefined;
  const { lanes: open, remote } = await openLanes(objects.value, clone, options);
  const ordered = owner === undefined ? open : ownersFirst(open, owner);
  const origin = originIn(ordered, name);
  const path = origin?.path ?? '';
  const lanes = await Promise.all(ordered.map((lane) => closeLane(lane, path, options)));
  const best = origin === undefined ? lanes : bestFirst(lanes, path);
  return {
    question: asked,
    clone:
      origin === undefined
        ? unseen('the file that defines the object is not known')
        : await cloneFacts(clone, remote, path, best[0]?.source.status?.artifact?.revision),
    lanes: seen(best),
    live,
    ...(origin === undefined ? {} : { origin }),
  };
}

async function liveOf(
  lane: Lane | undefined,
  options: GatherOptions,
): Promise<Seen<readonly LiveObject[]>> {
  const names = new Map<string, ObjectName>();
  for (const { build } of lane?.kustomizations ?? []) {
    // Two Kustomizations may make the same object.
    for (const name of build.seen ? build.value.objects : []) names.set(objectText(name), name);
  }
  return gatherLive(options.client, [...names.values()], options.signal);
}

async function cloneFacts(
  clone: Seen<Clone>,
  remote: { readonly name: string; readonly url: string } | undefined,
  path: string,
  revision?: string,
): Promise<Seen<CloneFacts>> {
  if (!clone.seen) return clone;
  if (remote === undefined) {
    return unseen('the clone in the current folder is of another repository');
  }
  const fetched = revision === undefined ? undefined : parseRevision(revision).hash;
  return seen(await gatherClone(clone.value, remote, path, fetched));
}

/** The path, counted from the root of the repository. @throws ExplainError `QuestionUnclear` */
function inRepository(path: string, typed: string): string {
  try {
    return normalizePath(path);
  } catch (error) {
    throw new ExplainError('QuestionUnclear', `${typed} lies outside of the repository`, {
      cause: error,
    });
  }
}
