import type { ObjectName } from './facts.ts';

/** `Deployment/tenant1/app`, as Flux names objects in its messages. */
export function objectText(name: ObjectName): string {
  return name.namespace === undefined
    ? `${name.kind}/${name.name}`
    : `${name.kind}/${name.namespace}/${name.name}`;
}

/** `GitRepository tenant1/gitops`. */
export function fluxText(object: {
  readonly kind: string;
  readonly metadata: { readonly namespace: string; readonly name: string };
}): string {
  return `${object.kind} ${object.metadata.namespace}/${object.metadata.name}`;
}

/** The first eight digits of a commit or digest. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}

/** A revision with its hash cut: `main@sha1:9baa4016`. */
export function shortRevision(revision: string): string {
  return revision.replace(/[0-9a-f]{40,128}/g, (hash) => hash.slice(0, 8));
}

/** A word that a shell takes as it is, whatever is in it: commands in an answer are there to be copied. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) && !text.startsWith('-')
    ? text
    : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
