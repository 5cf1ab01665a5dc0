import { ArtifactError } from './error.ts';
import type { ArtifactOwner } from './store.ts';

/** A directory or file name of the store: no leading dot, nothing that a URL or shell gives a meaning. */
const segment = /^[A-Za-z0-9_][A-Za-z0-9._:+@-]{0,252}$/;

/** Ends of names that artifacts have; temporary files have another. */
const artifactEnd = /\.(?:tar\.gz|tgz|yaml|json)$/;

/**
 * The directory of an owner, relative to the store's root.
 * @throws ArtifactError `PathInvalid` for names that Kubernetes would not have let in
 */
export function ownerPath(owner: ArtifactOwner): string {
  const parts = [owner.kind.toLowerCase(), owner.namespace, owner.name];
  if (!parts.every((part) => segment.test(part))) {
    throw new ArtifactError(
      'PathInvalid',
      `no directory can be named after '${parts.join('/').slice(0, 256)}'`,
      {
        retry: 'never',
      },
    );
  }
  return parts.join('/');
}

/** The path of an artifact, relative to the store's root. @throws ArtifactError `PathInvalid` */
export function artifactPath(owner: ArtifactOwner, file: string): string {
  const path = `${ownerPath(owner)}/${file}`;
  if (!isArtifactPath(path)) {
    throw new ArtifactError('PathInvalid', `'${file.slice(0, 256)}' cannot be an artifact's file`, {
      retry: 'never',
    });
  }
  return path;
}

/** Says whether a path is one that {@link artifactPath} could have made. */
export function isArtifactPath(path: string): boolean {
  const parts = path.split('/');
  return parts.length === 4 && parts.every((part) => segment.test(part)) && artifactEnd.test(path);
}

/**
 * Says whether a path is one that {@link artifactPath} makes for an owner. A status can be written by others
 * than the controller: what it says of an artifact must not lead to somebody else's.
 */
export function isArtifactOf(owner: ArtifactOwner, path: string): boolean {
  return isArtifactPath(path) && path.startsWith(`${ownerPath(owner)}/`);
}

/**
 * Brings the path of an archive's entry to one form: relative, no `.`; the empty text for the root.
 * @throws ArtifactError `ArchiveRefused` for one that leads out, or that no file should have
 */
export function entryPath(path: string, maxDepth: number): string {
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is refused
  if (path.startsWith('/') || path.length > 4096 || /[\u0000-\u001f\u007f\\]/.test(path))
    throw refused(path);
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw refused(path);
  if (parts.some((part) => Buffer.byteLength(part) > 255)) throw refused(path);
  if (parts.length > maxDepth) {
    throw new ArtifactError('TooLarge', `the archive nests deeper than ${maxDepth} directories`, {
      retry: 'on-change',
    });
  }
  return parts.join('/');
}

function refused(path: string): ArtifactError {
  // oxlint-disable-next-line eslint/no-control-regex -- it must not reach a terminal raw
  const shown = path.slice(0, 256).replace(/[\u0000-\u001f\u007f]/g, '?');
  return new ArtifactError(
    'ArchiveRefused',
    `the archive has an entry '${shown}', which is not allowed`,
    {
      retry: 'on-change',
    },
  );
}
