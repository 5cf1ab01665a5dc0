import { Quantity } from '@fluxts/kube';
import type { Environment } from '@marcbachmann/cel-js';
import { failure } from './failure.ts';

const type = 'kubernetes.Quantity';
const maxInt = 2n ** 63n - 1n;

/** `quantity`, `isQuantity` and the methods of a quantity. */
export function registerQuantities(environment: Environment): void {
  environment.registerType(type, { ctor: Quantity, fields: {} });
  environment.registerFunction(`quantity(string): ${type}`, parse);
  environment.registerFunction('isQuantity(string): bool', (text: string) => {
    try {
      Quantity.parse(text);
      return true;
    } catch {
      return false;
    }
  });
  environment.registerFunction(`${type}.sign(): int`, (value: Quantity) => BigInt(value.sign));
  environment.registerFunction(`${type}.isInteger(): bool`, isInteger);
  environment.registerFunction(`${type}.asInteger(): int`, (value: Quantity) => {
    if (!isInteger(value)) throw failure('cannot convert value to integer');
    return value.value;
  });
  environment.registerFunction(
    `${type}.asApproximateFloat(): double`,
    (value: Quantity) => value.asNumber,
  );
  environment.registerFunction(`${type}.add(${type}): ${type}`, (a: Quantity, b: Quantity) =>
    a.add(b),
  );
  environment.registerFunction(`${type}.add(int): ${type}`, (a: Quantity, b: bigint) =>
    a.add(Quantity.ofInteger(b)),
  );
  environment.registerFunction(`${type}.sub(${type}): ${type}`, (a: Quantity, b: Quantity) =>
    a.subtract(b),
  );
  environment.registerFunction(`${type}.sub(int): ${type}`, (a: Quantity, b: bigint) =>
    a.subtract(Quantity.ofInteger(b)),
  );
  environment.registerFunction(
    `${type}.isLessThan(${type}): bool`,
    (a: Quantity, b: Quantity) => a.compare(b) < 0,
  );
  environment.registerFunction(
    `${type}.isGreaterThan(${type}): bool`,
    (a: Quantity, b: Quantity) => a.compare(b) > 0,
  );
  environment.registerFunction(`${type}.compareTo(${type}): int`, (a: Quantity, b: Quantity) =>
    BigInt(a.compare(b)),
  );
  environment.registerOperator(
    `${type} == ${type}`,
    (a: Quantity, b: Quantity) => a.compare(b) === 0,
  );
}

function parse(text: string): Quantity {
  try {
    return Quantity.parse(text);
  } catch (error) {
    throw failure(`quantity format is invalid: ${(error as Error).message}`);
  }
}

function isInteger(value: Quantity): boolean {
  return value.isInteger && value.value <= maxInt && value.value >= -maxInt - 1n;
}
