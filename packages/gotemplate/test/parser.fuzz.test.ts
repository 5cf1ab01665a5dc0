import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GoTemplateError, TemplateSet } from '../src/index.ts';

const words = [
  '{{', '}}', '{{-', '-}}', ' ', '\n', '|', ':=', '=', '(', ')', '.', '.a', '$', '$x', ',',
  '"s"', '`r`', "'c'", '1', '-1.5e3', '0x1F', '1i', 'nil', 'true', 'if', 'else', 'end', 'range',
  'with', 'define', 'template', 'block', 'break', 'continue', 'print', 'eq', 'index', '/*', '*/', 'é', '\u0000',
]; // prettier-ignore

describe('any text', () => {
  it('is a template, or is refused with a place; running one ends', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 30 }), (parts) => {
        const set = new TemplateSet();
        try {
          set.parse('t', parts.join(''));
          set.execute('t', { a: { a: [1, 'x', null] } });
        } catch (error) {
          expect(error).toBeInstanceOf(GoTemplateError);
          expect((error as Error).message).toMatch(/^template: /);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('without delimiters prints itself', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('{{')),
        (text) => {
          const set = new TemplateSet();
          set.parse('t', text);
          expect(set.execute('t', {})).toBe(text);
        },
      ),
    );
  });
});
