import { describe, expect, it } from 'vitest';
import { TemplateSet } from '../src/index.ts';
import { failure, render } from './render.ts';

describe('actions', () => {
  it.each([
    ['{{ if .a }}A{{ else if .b }}B{{ else }}C{{ end }}', 'B'],
    ['{{ with .b }}<{{ . }}>{{ end }}', '<1>'],
    ['{{ with .none }}x{{ else with .b }}y{{ . }}{{ end }}', 'y1'],
    ['{{ range $i, $e := .list }}{{ $i }}={{ $e }};{{ end }}', '0=x;1=y;'],
    ['{{ range $k, $v := .map }}{{ $k }}{{ $v }}{{ end }}', 'a1b2'],
    ['{{ range 3 }}{{ . }}{{ end }}', '012'],
    ['{{ range .none }}x{{ else }}none{{ end }}', 'none'],
    ['{{ range .list }}{{ if eq . "y" }}{{ break }}{{ end }}{{ . }}{{ end }}', 'x'],
    ['{{ range .list }}{{ if eq . "x" }}{{ continue }}{{ end }}{{ . }}{{ end }}', 'y'],
    ['{{ define "d" }}[{{ . }}]{{ end }}{{ template "d" .b }}', '[1]'],
    ['{{ block "d" .b }}[{{ . }}]{{ end }}', '[1]'],
    ['a {{- /* gone */ -}} b', 'ab'],
    ['{{ $x := 1 }}{{ range .list }}{{ $x = . }}{{ end }}{{ $x }}', 'y'],
    ['{{ "x" | printf "%s-%s" "y" }}', 'y-x'],
  ])('%s prints %s', (text, wanted) => {
    expect(render(text, { b: 1, list: ['x', 'y'], map: { b: 2, a: 1 } })).toBe(wanted);
  });

  it('evaluates no more arguments of and and or than it takes', () => {
    expect(render('{{ or true (fail "x") }}{{ and false (fail "x") }}')).toBe('truefalse');
  });
});

describe('errors', () => {
  it.each([
    ['{{ if }}', 'template: t:1: missing value for if'],
    ['{{ nope }}', 'template: t:1: function "nope" not defined'],
    ['a\n{{ .x', 'template: t:2: unclosed action'],
    ['{{ .x\n', 'template: t:2: unclosed action started at t:1'],
    ['{{ end }}', 'template: t:1: unexpected {{end}}'],
    ['{{ break }}', 'template: t:1: {{break}} outside {{range}}'],
    [
      'é\n é{{ .s.x }}',
      'template: t:2:8: executing "t" at <.s.x>: can\'t evaluate field x in type interface {}',
    ],
    [
      '{{ eq 1 1.0 }}',
      'template: t:1:3: executing "t" at <eq 1 1.0>: error calling eq: incompatible types for comparison: int and float64',
    ],
    [
      '{{ template "no" }}',
      'template: t:1:12: executing "t" at <{{template "no"}}>: template "no" not defined',
    ],
  ])('%j fails as in Go', (text, wanted) => {
    expect(failure(text, { s: 'text' })).toBe(wanted);
  });
});

describe('missing keys', () => {
  it('are no value, a zero or an error, as asked', () => {
    expect(render('{{ .a }}')).toBe('<no value>');
    expect(render('{{ .a.b }}')).toBe('<no value>');
    expect(failure('{{ .a.b }}', {}, { missingKey: 'zero' })).toContain(
      'nil pointer evaluating interface {}.b',
    );
    expect(failure('{{ .a }}', {}, { missingKey: 'error' })).toContain(
      'map has no entry for key "a"',
    );
  });

  it('never are what objects of JavaScript inherit', () => {
    expect(render('{{ .constructor }}{{ .__proto__ }}')).toBe('<no value><no value>');
    expect(render('{{ set . "__proto__" "own" | keys }}')).toBe('[__proto__]');
  });
});

describe('a set', () => {
  it('keeps what it has when a text cannot be parsed, and when an empty one comes', () => {
    const set = new TemplateSet();
    set.parse('a', 'first');
    expect(() => {
      set.parse('a', '{{');
    }).toThrow('unclosed action');
    set.parse('a', '  ');
    expect(set.execute('a', {})).toBe('first');
  });

  it('is not changed by what is parsed into a clone', () => {
    const set = new TemplateSet();
    set.parse('a', 'first');
    const copy = set.clone();
    copy.parse('a', 'second');
    expect([set.execute('a', {}), copy.execute('a', {})]).toEqual(['first', 'second']);
  });
});
