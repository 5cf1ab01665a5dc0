import type { IncomingMessage } from 'node:http';
import { isObject, type Json, type JsonObject } from '@fluxts/base';
import { parse, parseJson, YamlError } from '@fluxts/yaml';
import { ApiError, badRequest } from '../api-error.ts';
import { ProtobufDecoder, protobufMediaType } from '../protobuf/decode-object.ts';
import { findDuplicateKeys } from './scan-json.ts';

/** What the real server takes of one request: 3 MiB. */
const maxBodyBytes = 3 * 1024 * 1024;

/**
 * Reads the body of a request.
 * @throws ApiError `RequestEntityTooLarge`
 */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBodyBytes) {
        request.removeAllListeners('data');
        request.resume();
        reject(
          new ApiError(
            'RequestEntityTooLarge',
            `Request entity too large: limit is ${maxBodyBytes}`,
          ),
        );
        return;
      }
      chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('aborted', () => reject(badRequest('the client went away')));
  });
}

const protobuf = new ProtobufDecoder();

/** A body that has been read. */
export interface DecodedBody {
  readonly value: Json;
  /** Dotted paths of keys that the text had twice; the last value counts. */
  readonly duplicates: readonly string[];
}

/**
 * Reads a body as its `Content-Type` says.
 * @throws ApiError `UnsupportedMediaType`, `BadRequest`
 */
export function decodeBody(body: Buffer, contentType: string | undefined): DecodedBody {
  const mediaType = (contentType ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaType === 'application/json' || mediaType.endsWith('+json')) return decodeJson(body);
  if (mediaType === 'application/yaml' || mediaType === 'application/apply-patch+yaml') {
    return decodeYaml(body);
  }
  if (mediaType === protobufMediaType) return { value: protobuf.decode(body), duplicates: [] };
  throw new ApiError(
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, ${protobufMediaType}`,
  );
}

function decodeJson(body: Buffer): DecodedBody {
  const text = body.toString('utf8');
  const duplicates = findDuplicateKeys(text);
  try {
    return { value: parseJson(text), duplicates };
  } catch (error) {
    throw undecodable(error);
  }
}

const brace = 0x7b;

/** YAML, of which JSON is a part; most clients send JSON under this name too. */
function decodeYaml(body: Buffer): DecodedBody {
  if (body[0] === brace) {
    try {
      return decodeJson(body);
    } catch {
      // A flow mapping in YAML begins with a brace as well.
    }
  }
  try {
    return { value: parse(body), duplicates: [] };
  } catch (error) {
    throw undecodable(error);
  }
}

/** What is wrong with a body, without a word of what stands in it. */
function undecodable(error: unknown): unknown {
  if (!(error instanceof YamlError)) return error;
  const at = /position \d+/.exec(error.message)?.[0];
  const { place } = error;
  const where = place === undefined ? at : `line ${place.line ?? 1} column ${place.column ?? 1}`;
  return badRequest(
    `error decoding the body of the request${where === undefined ? '' : ` at ${where}`}`,
  );
}

/** @throws ApiError `BadRequest` for anything but a mapping */
export function asObject(value: Json): JsonObject {
  if (isObject(value)) return value;
  throw badRequest('the body of the request must be an object');
}
