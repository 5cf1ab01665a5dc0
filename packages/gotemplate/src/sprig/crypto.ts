import { createCipheriv, createDecipheriv, createHash, createHmac, scryptSync } from 'node:crypto';
import { hashSync } from 'bcryptjs';
import { functionError } from '../error.ts';
import { fixed, type FunctionMap, type GoFunction } from '../functions/function.ts';
import { fromBytes, toBytes } from '../value/bytes.ts';
import { decodeBase64 } from './encoding.ts';
import { passwordTemplates, templateCharacters } from './password-templates.ts';

function digest(algorithm: string): GoFunction {
  return fixed(['string'], (_run, text) =>
    createHash(algorithm).update(toBytes(text)).digest('hex'),
  );
}

function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return b * 65_536 + a;
}

/** How many steps a function counts that is slow on purpose: some hundred of them are a run's all. */
const slow = 250_000;

/** The alphabet of bcrypt's own base64. */
const bcryptAlphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const plainAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function bcrypt(password: string, random: (count: number) => Uint8Array): string {
  if (toBytes(password).length > 72) {
    return 'failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes';
  }
  const salt = Buffer.from(random(16))
    .toString('base64')
    .slice(0, 22)
    .replaceAll(/./g, (digit) => bcryptAlphabet[plainAlphabet.indexOf(digit)] ?? '.');
  const hash = hashSync(password, `$2a$10$${salt}`);
  return hash.replace(/^\$2b\$/, '$2a$');
}

function framed(text: string): Buffer {
  const bytes = Buffer.from(toBytes(text));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A password by the Master Password algorithm. */
function derivePassword(
  counter: number,
  type: string,
  password: string,
  user: string,
  site: string,
): string {
  const templates = Object.hasOwn(passwordTemplates, type) ? passwordTemplates[type] : undefined;
  if (templates === undefined) return `cannot find password template ${type}`;
  const scope = Buffer.from('com.lyndir.masterpassword');
  const salt = Buffer.concat([scope, framed(user)]);
  const key = scryptSync(toBytes(password), salt, 64, { N: 32_768, r: 8, p: 2, maxmem: 2 ** 27 });
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter >>> 0);
  const seed = createHmac('sha256', key).update(scope).update(framed(site)).update(count).digest();
  const template = templates[(seed[0] ?? 0) % templates.length] ?? '';
  return Array.from(template)
    .map((place, index) => {
      const characters = templateCharacters[place] ?? '';
      return characters[(seed[index + 1] ?? 0) % characters.length] ?? '';
    })
    .join('');
}

function aesKey(password: string): Buffer {
  const key = Buffer.alloc(32);
  key.set(toBytes(password).subarray(0, 32));
  return key;
}

function encryptAes(password: string, text: string, random: (count: number) => Uint8Array): string {
  const iv = random(16);
  const cipher = createCipheriv('aes-256-cbc', aesKey(password), iv);
  return Buffer.concat([iv, cipher.update(toBytes(text)), cipher.final()]).toString('base64');
}

function decryptAes(password: string, text: string): string {
  const bytes = decodeBase64(text);
  if (!(bytes instanceof Uint8Array)) {
    throw functionError(`illegal base64 data at input byte ${bytes.malformedAt}`);
  }
  if (bytes.length < 16 || bytes.length % 16 !== 0) {
    throw functionError('the text is too short, or no whole number of blocks');
  }
  const cipher = createDecipheriv('aes-256-cbc', aesKey(password), bytes.subarray(0, 16));
  cipher.setAutoPadding(false);
  const plain = Buffer.concat([cipher.update(bytes.subarray(16)), cipher.final()]);
  const padding = plain.at(-1) ?? 0;
  if (padding > plain.length) {
    throw functionError(`runtime error: slice bounds out of range [:${plain.length - padding}]`);
  }
  return fromBytes(plain.subarray(0, plain.length - padding));
}

/** Sprig's group of hashes, passwords and encryption. @param random a source of random bytes */
export function cryptoFunctions(random: (count: number) => Uint8Array): FunctionMap {
  return {
    sha1sum: digest('sha1'),
    sha256sum: digest('sha256'),
    sha512sum: digest('sha512'),
    adler32sum: fixed(['string'], (_run, text) => String(adler32(toBytes(text)))),
    bcrypt: fixed(['string'], (run, password) => {
      run.budget.step(slow);
      return bcrypt(password, random);
    }),
    htpasswd: fixed(['string', 'string'], (run, user, password) => {
      run.budget.step(slow);
      return user.includes(':')
        ? `invalid username: ${user}`
        : `${user}:${bcrypt(password, random)}`;
    }),
    derivePassword: {
      parameters: ['any', 'string', 'string', 'string', 'string'],
      rest: undefined,
      call: (run, [counter, type, password, user, site]) => {
        run.budget.step(slow);
        return derivePassword(
          Number(counter),
          type as string,
          password as string,
          user as string,
          site as string,
        );
      },
    },
    encryptAES: fixed(['string', 'string'], (_run, password, text) =>
      encryptAes(password, text, random),
    ),
    decryptAES: fixed(['string', 'string'], (_run, password, text) => decryptAes(password, text)),
  };
}
