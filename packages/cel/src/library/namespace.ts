import type { Environment } from '@marcbachmann/cel-js';

/**
 * Declares a name that functions are called on, such as `sets` in `sets.contains(…)`: to the engine
 * it is a constant with a type of its own.
 * @returns the name of the type, to be the receiver in signatures
 */
export function declareNamespace(environment: Environment, name: string): string {
  const Namespace = class {
    readonly name: string = name;
  };
  const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Namespace`;
  environment.registerType(type, Namespace);
  environment.registerConstant(name, type, new Namespace());
  return type;
}
