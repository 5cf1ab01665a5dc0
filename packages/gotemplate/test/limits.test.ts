import { LimitError } from '@fluxts/base';
import { describe, expect, it } from 'vitest';
import { sprigFunctions, TemplateSet } from '../src/index.ts';

const limits = { steps: 100_000, depth: 100, bytes: 1_000_000 };

function run(text: string): string {
  const set = new TemplateSet({ functions: sprigFunctions() });
  set.parse('t', text);
  return set.execute('t', {}, { limits });
}

describe('a run ends with a limit error', () => {
  it.each([
    '{{ repeat 1000000000 "x" }}',
    '{{ until 1000000000 }}',
    '{{ seq 1 1000000000 }}',
    '{{ range 1000000000 }}{{ end }}',
    '{{ define "a" }}{{ template "a" }}{{ end }}{{ template "a" }}',
    '{{ indent 1000000 "a\\nb\\nc" }}',
    '{{ randAlpha 1000000000 }}',
    '{{ $s := "xx" }}{{ range 100 }}{{ $s = cat $s $s }}{{ end }}',
    '{{ $l := list 1 }}{{ range 60 }}{{ $l = list $l $l }}{{ end }}{{ toJson $l }}',
    '{{ $l := list 1 }}{{ range 60 }}{{ $l = list $l $l }}{{ end }}{{ deepCopy $l | len }}',
    '{{ range 1000 }}{{ bcrypt "x" }}{{ end }}',
    '{{ $s := "xxxxxxxxxx" }}{{ range 100 }}{{ $s = printf "%s%s" $s $s }}{{ end }}',
    '{{ range 1000 }}{{ printf "%999999d" 1 }}{{ end }}',
  ])('%s', (text) => {
    expect(() => run(text)).toThrow(LimitError);
  });

  it('for a map that holds itself', () => {
    expect(() => run('{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ $d }}')).toThrow(LimitError);
  });
});

describe('parsing', () => {
  it('refuses brackets and actions that nest without end', () => {
    const deep = 10_000;
    expect(() => run(`{{ ${'('.repeat(deep)}1${')'.repeat(deep)} }}`)).toThrow(
      'max expression depth exceeded',
    );
    expect(() => run('{{ if 1 }}'.repeat(deep))).toThrow('max nesting depth exceeded');
  });
});
