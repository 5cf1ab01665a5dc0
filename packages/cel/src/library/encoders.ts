import type { Environment } from '@marcbachmann/cel-js';
import { failure } from './failure.ts';
import { declareNamespace } from './namespace.ts';

/** `base64.encode(bytes)` and `base64.decode(string)`. */
export function registerEncoders(environment: Environment): void {
  const base64 = declareNamespace(environment, 'base64');
  environment.registerFunction(`${base64}.encode(bytes): string`, (_, bytes: Uint8Array) =>
    Buffer.from(bytes).toString('base64'),
  );
  environment.registerFunction(`${base64}.decode(string): bytes`, (_, text: string) => {
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw failure('illegal base64 data');
    return new Uint8Array(Buffer.from(text, 'base64'));
  });
}
