import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ApiError } from '../src/index.ts';
import { readAddress } from '../src/http/request-info.ts';
import { warningValue } from '../src/http/reply.ts';
import { findDuplicateKeys } from '../src/http/scan-json.ts';
import { ProtobufDecoder } from '../src/protobuf/decode-object.ts';

/** A message's field of bytes. */
function field(number: number, content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content);
  const length: number[] = [];
  for (let rest = bytes.length; ; rest >>>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) break;
  }
  return Buffer.concat([Buffer.from([number * 8 + 2, ...length]), bytes]);
}

function envelope(apiVersion: string, kind: string, raw: Uint8Array): Buffer {
  const type = Buffer.concat([field(1, apiVersion), field(2, kind)]);
  return Buffer.concat([Buffer.from('k8s\0'), field(1, type), field(2, raw)]);
}

const decoder = new ProtobufDecoder();

test('protobuf: a ConfigMap, with keys that prototypes have', () => {
  const metadata = Buffer.concat([
    field(1, 'name'),
    field(2, ''),
    field(11, Buffer.concat([field(1, 'a'), field(2, 'b')])),
  ]);
  const raw = Buffer.concat([
    field(1, metadata),
    field(2, Buffer.concat([field(1, '__proto__'), field(2, 'x')])),
    field(3, Buffer.concat([field(1, 'bin'), field(2, Buffer.from([0, 255]))])),
  ]);
  const object = decoder.decode(envelope('v1', 'ConfigMap', raw));
  expect(JSON.stringify(object)).toBe(
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"name","labels":{"a":"b"}},"data":{"__proto__":"x"},"binaryData":{"bin":"AP8="}}',
  );
});

test('protobuf: any bytes are an object or a refusal', () => {
  const kinds = fc.constantFrom(
    ['v1', 'Pod'],
    ['apps/v1', 'Deployment'],
    ['v1', 'Secret'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler'],
    ['example.com/v1', 'Widget'],
  );
  const run = (bytes: Buffer): void => {
    try {
      expect(decoder.decode(bytes)).toBeTypeOf('object');
    } catch (error) {
      expect(error).toBeInstanceOf(ApiError);
    }
  };
  fc.assert(
    fc.property(kinds, fc.uint8Array({ maxLength: 200 }), ([version, kind], raw) => {
      run(Buffer.from(raw));
      run(envelope(version as string, kind as string, raw));
    }),
    { numRuns: 500 },
  );
  let nested: Buffer = Buffer.alloc(0);
  // A schema that holds itself, level after level.
  for (let depth = 0; depth < 5000; depth++) nested = field(1, nested);
  run(envelope('v1', 'Pod', nested));
});

test('JSON: nothing is found twice in what JSON.stringify wrote', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(findDuplicateKeys(JSON.stringify(value))).toEqual([]);
    }),
  );
});

test('JSON: any text is looked through', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\ a'.split('')) }), (text) => {
      expect(Array.isArray(findDuplicateKeys(text))).toBe(true);
    }),
    { numRuns: 500 },
  );
  expect(() => findDuplicateKeys('['.repeat(600))).toThrow(ApiError);
  expect(findDuplicateKeys('{"a":[{"b":1},{"b":1,"b":2}],"a":3}')).toEqual(['a[1].b', 'a']);
});

test('any address can be read, or is refused', () => {
  fc.assert(
    fc.property(
      fc.webPath(),
      fc.constantFrom('GET', 'POST', 'DELETE', 'OPTIONS'),
      (path, method) => {
        const address = readAddress(method, new URL(`https://localhost/api/v1${path}`));
        if (address?.kind === 'resource') expect(address.group).toBe('');
      },
    ),
  );
  expect(readAddress('GET', new URL('https://localhost/api/v1/pods/%zz'))).toBeUndefined();
});

test('whatever a warning says, it stays one header', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(warningValue(text)).toMatch(/^299 - "(?:[\x20-\x7e])*"$/);
    }),
  );
});
