import { type GoValue, sprigFunctions, TemplateSet, type TemplateOptions } from '../src/index.ts';

/** Runs one template with the sprig functions. */
export function render(text: string, data: GoValue = {}, options: TemplateOptions = {}): string {
  const set = new TemplateSet({ functions: sprigFunctions(), ...options });
  set.parse('t', text);
  return set.execute('t', data);
}

/** The message of what running a template throws. */
export function failure(text: string, data: GoValue = {}, options: TemplateOptions = {}): string {
  try {
    return `printed ${render(text, data, options)}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
