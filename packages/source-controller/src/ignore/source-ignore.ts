import { type Pattern, parsePattern } from './pattern.ts';

/** The name of files whose lines exclude what lies beside and below them. */
export const ignoreFileName = '.sourceignore';

/** Always excluded, unless a line takes it back. */
const versionControl = ['.git/', '.gitignore', '.gitmodules', '.gitattributes'];

/** Excluded as long as nobody gives a line of their own. */
const defaults = (
  '*.jpg *.jpeg *.gif *.png *.wmv *.flv *.tar.gz *.zip ' +
  '.github/ .circleci/ .travis.yml .gitlab-ci.yml appveyor.yml .drone.yml ' +
  'cloudbuild.yaml codeship-services.yml codeship-steps.yml ' +
  '**/.goreleaser.yml **/.sops.yaml **/.flux.yaml'
).split(' ');

/** A `.sourceignore` of the tree. */
export interface IgnoreFile {
  /** The file's path. */
  readonly path: string;
  readonly text: string;
}

/**
 * Decides which files of a tree stay out of its artifact. Lines of `.sourceignore` files count from their
 * own directory, those nearer to the root first, `spec.ignore` last; the last line that matches decides.
 * Specified by https://fluxcd.io/flux/components/source/gitrepositories/#excluding-files
 */
export function sourceIgnore(
  files: readonly IgnoreFile[],
  specIgnore: string | undefined,
): (path: string) => boolean {
  const given = [
    ...[...files].sort(byDirectory).flatMap((file) => readLines(file.text, domainOf(file.path))),
    ...readLines(specIgnore ?? '', []),
  ];
  const builtIn = given.length > 0 ? versionControl : [...versionControl, ...defaults];
  const patterns = [...builtIn.map((line) => parsePattern(line, [])), ...given].reverse();
  return (path) => {
    const parts = path.split('/');
    for (const pattern of patterns) {
      const verdict = pattern.match(parts);
      if (verdict !== undefined) return verdict === 'exclude';
    }
    return false;
  };
}

function readLines(text: string, domain: readonly string[]): Pattern[] {
  return text
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#') && line.trim() !== '')
    .map((line) => parsePattern(line, domain));
}

function domainOf(path: string): readonly string[] {
  return path.split('/').slice(0, -1);
}

function byDirectory(a: IgnoreFile, b: IgnoreFile): number {
  const left = domainOf(a.path);
  const right = domainOf(b.path);
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (part !== other) return part < other ? -1 : 1;
  }
  return left.length - right.length;
}
