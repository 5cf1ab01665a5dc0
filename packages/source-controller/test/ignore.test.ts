import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceIgnore } from '@fluxts/source-controller';

/** What is left of these files. */
function kept(
  files: readonly string[],
  spec: string | undefined,
  sourceIgnores: Readonly<Record<string, string>> = {},
): readonly string[] {
  const ignored = sourceIgnore(
    Object.entries(sourceIgnores).map(([path, text]) => ({ path, text })),
    spec,
  );
  return files.filter((path) => !ignored(path));
}

describe('ignore rules', () => {
  it('leave out the usual when nothing is said', () => {
    expect(
      kept(
        [
          'a.yaml',
          'logo.jpg',
          'x/photo.png',
          'x/y.tar.gz',
          'x.zip',
          '.github/w.yaml',
          'x/.github/w.yaml',
          '.gitlab-ci.yml',
          '.sops.yaml',
          'x/.sops.yaml',
          '.flux.yaml',
          '.goreleaser.yml',
          '.gitignore',
          'x/.gitmodules',
          '.sourceignore',
          'appveyor.yml',
          'x.tar',
          '.git/config',
        ],
        undefined,
      ),
    ).toEqual(['a.yaml', '.sourceignore', 'x.tar']);
  });

  it('drop the usual, but not version control, as soon as anything is said', () => {
    expect(kept(['a.md', 'logo.jpg', '.gitignore', '.github/w.yaml'], '*.md')).toEqual([
      'logo.jpg',
      '.github/w.yaml',
    ]);
    expect(kept(['logo.jpg', 'b'], undefined, { 'x/.sourceignore': 'nothing' })).toEqual([
      'logo.jpg',
      'b',
    ]);
    expect(kept(['logo.jpg', 'b'], '# only a comment\n\n')).toEqual(['b']);
    expect(kept(['.gitignore', 'b'], '!.gitignore')).toEqual(['.gitignore', 'b']);
  });

  it('are read as the documentation shows', () => {
    const spec = `
# exclude all
/*
# include deploy dir
!/deploy
# exclude file extensions from deploy dir
/deploy/**/*.md
/deploy/**/*.txt
`;
    expect(
      kept(
        [
          'a.yaml',
          'deploy/a.yaml',
          'deploy/x/b.yaml',
          'deploy/x/r.md',
          'deploy/n.txt',
          'src/deploy/a',
        ],
        spec,
      ),
    ).toEqual(['deploy/a.yaml', 'deploy/x/b.yaml']);
  });

  it('judge each file by itself, so that one comes back out of an excluded directory', () => {
    expect(kept(['a/b.yaml', 'a/c.txt', 'd.yaml'], '*\n!*.yaml')).toEqual(['a/b.yaml', 'd.yaml']);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['dir/', ['dir/a', 'x/dir/b', 'dir', 'x/dir'], ['dir', 'x/dir']],
    ['/dir', ['dir/a', 'x/dir/b'], ['x/dir/b']],
    ['a/*.yaml', ['a/x.yaml', 'a/b/x.yaml', 'b/a/x.yaml'], ['a/b/x.yaml', 'b/a/x.yaml']],
    ['**/x.yaml', ['x.yaml', 'a/x.yaml', 'a/b/x.yaml', 'xx.yaml'], ['xx.yaml']],
    ['a/**', ['a/b', 'a/b/c', 'b/a'], ['b/a']],
    ['a/**/z', ['a/z', 'a/b/z', 'a/b/c/z', 'z'], ['z']],
    ['a**b/c', ['axb/c', 'a/b/c'], ['axb/c', 'a/b/c']],
    ['?.yaml', ['a.yaml', 'ab.yaml'], ['ab.yaml']],
    ['[a-c].yaml', ['a.yaml', 'd.yaml'], ['d.yaml']],
    ['[^a-c].yaml', ['a.yaml', 'd.yaml'], ['a.yaml']],
    ['\\*.yaml', ['*.yaml', 'a.yaml'], ['a.yaml']],
    ['[a', ['[a', 'a'], ['[a', 'a']],
    ['trailing   ', ['trailing', 'x'], ['x']],
  ])('%j', (line, files, left) => {
    expect(kept(files, line)).toEqual(left);
  });

  it('of a directory count there, nearer to the root first, the spec last', () => {
    const files = ['a.txt', 'x/a.txt', 'x/b.txt', 'x/y/a.txt', 'z/a.txt'];
    expect(
      kept(files, undefined, { '.sourceignore': '*.txt', 'x/.sourceignore': '!/a.txt' }),
    ).toEqual(['x/a.txt']);
    expect(
      kept(files, undefined, { 'x/y/.sourceignore': '*.txt', 'x/.sourceignore': '!*.txt' }),
    ).toEqual(['a.txt', 'x/a.txt', 'x/b.txt', 'z/a.txt']);
    expect(kept(files, '!/x/y', { '.sourceignore': '*.txt' })).toEqual(['x/y/a.txt']);
    expect(
      kept(['z/a'], undefined, { 'z/.sourceignore': '/a', 'other/.sourceignore': '/b' }),
    ).toEqual([]);
  });

  it('take linear time on patterns that are meant to take more', () => {
    const pattern = `${'*a'.repeat(200)}b`;
    const start = performance.now();
    expect(kept(['a'.repeat(4000)], pattern)).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('never fail, whatever is written', () => {
    const part = fc.stringMatching(/^[ab*?[\]\\^!/ -]{0,12}$/);
    fc.assert(
      fc.property(fc.array(part), fc.array(part), (lines, files) => {
        expect(kept(files, lines.join('\n')).length).toBeLessThanOrEqual(files.length);
      }),
    );
  });
});
