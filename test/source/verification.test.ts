import { execFileSync } from 'node:child_process';
import { createMessage, generateKey, type PrivateKey, readPrivateKey, sign } from 'openpgp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Working } from '../support/working.ts';
import { condition, World } from './world.ts';

/** A key pair for signing, armored. */
async function makeKey(
  name: string,
): Promise<{ readonly key: PrivateKey; readonly publicKey: string; readonly id: string }> {
  const { privateKey, publicKey } = await generateKey({
    type: 'ecc',
    curve: 'ed25519Legacy',
    userIDs: [{ name, email: `${name}@example.com` }],
    date: new Date(Date.now() - 60_000),
    format: 'armored',
  });
  const key = await readPrivateKey({ armoredKey: privateKey });
  return { key, publicKey, id: key.getKeyID().toHex().toUpperCase() };
}

/** Makes an object of the repository from its text, as git would write it. */
function writeObject(working: Working, type: 'commit' | 'tag', text: string): string {
  return execFileSync('git', ['hash-object', '-t', type, '-w', '--stdin'], {
    cwd: working.directory,
    input: text,
    encoding: 'utf8',
  }).trim();
}

async function signature(text: string, key: PrivateKey): Promise<string> {
  const message = await createMessage({ binary: Buffer.from(text) });
  const armored = await sign({
    message,
    signingKeys: key,
    detached: true,
    date: new Date(Date.now() - 1000),
  });
  return String(armored).replaceAll('\r\n', '\n').trim();
}

/** Puts a signed commit on top of the branch main. */
async function signedCommit(working: Working, key: PrivateKey): Promise<string> {
  const raw = `${working.git('cat-file', 'commit', 'HEAD')}\n`;
  const armored = await signature(raw, key);
  const end = raw.indexOf('\n\n');
  const text = `${raw.slice(0, end)}\ngpgsig ${armored.replaceAll('\n', '\n ')}${raw.slice(end)}`;
  const oid = writeObject(working, 'commit', text);
  working.git('update-ref', 'refs/heads/main', oid);
  return oid;
}

async function signedTag(
  working: Working,
  name: string,
  commit: string,
  key: PrivateKey,
): Promise<string> {
  const text = `object ${commit}\ntype commit\ntag ${name}\ntagger Ada <ada@example.com> 1704067200 +0000\n\nrelease\n`;
  const oid = writeObject(working, 'tag', `${text}${await signature(text, key)}\n`);
  working.git('update-ref', `refs/tags/${name}`, oid);
  return oid;
}

describe('verification', () => {
  const world = new World();
  let team: Awaited<ReturnType<typeof makeKey>>;
  let stranger: Awaited<ReturnType<typeof makeKey>>;
  beforeAll(async () => {
    await world.start();
    team = await makeKey('team');
    stranger = await makeKey('stranger');
    await world.secret('team', { 'team.asc': team.publicKey });
  });
  afterAll(() => world.end());

  it('accepts a commit of the team, refuses one of a stranger, and keeps the last good artifact', async () => {
    const working = world.repository('signed');
    working.commit({ a: '1' });
    const good = await signedCommit(working, team.key);
    const verify = { mode: 'HEAD', secretRef: { name: 'team' } };
    const name = await world.apply({
      url: `${world.base}/signed`,
      ref: { branch: 'main' },
      verify,
    });
    const object = await world.ready(name);
    expect(condition(object, 'SourceVerified')).toMatchObject({
      status: 'True',
      reason: 'Succeeded',
      message: `verified signature of\n\t- commit '${good}' with key '${team.id}'`,
    });
    expect(object.status?.sourceVerificationMode).toBe('HEAD');

    working.git('reset', '--quiet', '--hard');
    working.commit({ a: 'evil' });
    const bad = await signedCommit(working, stranger.key);
    await world.request(name, 'bad');
    const failed = await world.failed(name, 'InvalidCommitSignature');
    expect(condition(failed, 'SourceVerified')).toMatchObject({
      status: 'False',
      reason: 'InvalidCommitSignature',
    });
    expect(condition(failed, 'Ready')?.message).toMatch(
      new RegExp(
        `^signature verification of commit '${bad}' failed: unable to verify Git commit: `,
      ),
    );
    expect(failed.status?.artifact?.revision).toBe(`main@sha1:${good}`);
    expect(await world.files(failed)).toEqual({ a: '1' });

    // The secret is mended: the stranger is one of the team now.
    await world.secret('team', { 'team.asc': team.publicKey, 'stranger.asc': stranger.publicKey });
    await world.ready(name, `main@sha1:${bad}`);
    await world.secret('team', { 'team.asc': team.publicKey });
    await world.apply({ url: `${world.base}/signed`, ref: { branch: 'main' } }, { name });
    const plain = await world.until(
      name,
      (found) =>
        condition(found, 'SourceVerified') === undefined &&
        condition(found, 'Ready')?.status === 'True',
    );
    expect(plain.status?.sourceVerificationMode).toBeUndefined();
  });

  it('reads the word of years ago for HEAD', async () => {
    const working = world.repository('head');
    working.commit({ a: '1' });
    await signedCommit(working, team.key);
    const name = await world.apply(
      {
        url: `${world.base}/head`,
        ref: { branch: 'main' },
        verify: { mode: 'head', secretRef: { name: 'team' } },
      },
      { apiVersion: 'source.toolkit.fluxcd.io/v1beta1' },
    );
    expect((await world.ready(name)).status?.sourceVerificationMode).toBe('HEAD');
  });

  it('checks tags, alone and with their commit', async () => {
    const working = world.repository('tagged');
    working.commit({ a: '1' });
    const commit = await signedCommit(working, team.key);
    const tag = await signedTag(working, 'v1.0.0', commit, team.key);
    await signedTag(working, 'v2.0.0', commit, stranger.key);
    working.git('tag', '-a', 'v3.0.0', '-m', 'unsigned', commit);
    working.git('tag', 'v4.0.0', commit);
    const apply = (ref: object, mode: string): Promise<string> =>
      world.apply({
        url: `${world.base}/tagged`,
        ref: { ...ref },
        verify: { mode, secretRef: { name: 'team' } },
      });
    const both = await world.ready(await apply({ tag: 'v1.0.0' }, 'TagAndHEAD'));
    expect(condition(both, 'SourceVerified')?.message).toBe(
      `verified signature of\n\t- tag 'v1.0.0@${tag}' with key '${team.id}'\n\t- commit '${commit}' with key '${team.id}'`,
    );
    await world.ready(await apply({ semver: '~1.0' }, 'Tag'));
    await world.failed(await apply({ tag: 'v2.0.0' }, 'Tag'), 'InvalidTagSignature');
    const unsigned = await world.failed(await apply({ tag: 'v3.0.0' }, 'Tag'), 'InvalidGitObject');
    expect(condition(unsigned, 'Ready')?.message).toMatch(
      /^cannot verify signature of tag 'v3\.0\.0@[0-9a-f]{40}' since it is not signed$/,
    );
    await world.failed(await apply({ tag: 'v4.0.0' }, 'Tag'), 'InvalidGitObject');
    const stalled = await world.failed(
      await apply({ branch: 'main' }, 'Tag'),
      'InvalidVerificationMode',
    );
    expect(condition(stalled, 'Stalled')?.status).toBe('True');
    const missing = await world.apply({
      url: `${world.base}/tagged`,
      ref: { branch: 'main' },
      verify: { mode: 'HEAD', secretRef: { name: 'nowhere' } },
    });
    expect(condition(await world.failed(missing, 'VerificationError'), 'Ready')?.message).toBe(
      'public keys secret error: secrets "nowhere" not found',
    );
  });
});
