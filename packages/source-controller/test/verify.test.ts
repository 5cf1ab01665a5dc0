import { readFileSync } from 'node:fs';
import { parseCommit, parseTag } from '@fluxts/git';
import { describe, expect, it } from 'vitest';
import { trustedKeys, verifyObject } from '@fluxts/source-controller';

const read = (name: string): string =>
  readFileSync(new URL(`./signatures/${name}`, import.meta.url), 'utf8');
const oid = 'a'.repeat(40);
const commitOf = (name: string): ReturnType<typeof parseCommit> =>
  parseCommit(oid, Buffer.from(read(`${name}.commit`)));
const tagOf = (name: string): ReturnType<typeof parseTag> =>
  parseTag(oid, Buffer.from(read(`${name}.tag`)));
const now = new Date('2027-01-01T00:00:00Z');

/** A secret with these keys. */
function keys(...names: readonly string[]): ReturnType<typeof trustedKeys> {
  return trustedKeys(new Map(names.map((name) => [name, read(name)])));
}

const pgp = [
  ['pgp-rsa3072', 'E8A1BFF17A588FE1'],
  ['pgp-ed25519', '54405F6C6472FE20'],
  ['pgp-nistp256', '669C2F7298A4B658'],
  ['pgp-subkey', 'E28289ECF2957795'],
] as const;
const ssh = [
  ['ssh-ed25519', 'SHA256:CbgZbwVsxL9I1lu7EMPHk2++yQafJNVG18LsWlaTfrg'],
  ['ssh-rsa', 'SHA256:NGCdiP/wpeSoEYBzRNkiz5RAT2vMB/Czfn07l0+Y05w'],
  ['ssh-ecdsa', 'SHA256:R2d8lw6gJJdUzALs04kuam7ojh/rHL5jOGlGl3Mb/ek'],
] as const;

describe('what the real gpg signed', () => {
  it.each(pgp)('%s is verified by its key', async (name, id) => {
    const trusted = keys('pgp-ed25519.asc', `${name}.asc`, 'pgp-rsa3072.asc');
    expect(await verifyObject('commit', commitOf(name).signature, trusted, now)).toBe(id);
    expect(await verifyObject('tag', tagOf(name).signature, trusted, now)).toBe(id);
  });

  it('is refused with another key, with no key, and with something that is none', async () => {
    const { signature } = commitOf('pgp-rsa3072');
    await expect(verifyObject('commit', signature, keys('pgp-ed25519.asc'), now)).rejects.toThrow(
      /^unable to verify Git commit: unable to verify payload with any of the given key rings: /,
    );
    await expect(verifyObject('commit', signature, keys('ssh-rsa.sshpub'), now)).rejects.toThrow(
      'PGP signature detected but no PGP public keys found in secret (keys with .asc suffix)',
    );
    await expect(
      verifyObject('commit', signature, { pgp: ['no key'], ssh: [] }, now),
    ).rejects.toThrow(/unable to read armored key ring/);
    // One that cannot be read does not hide another that fits.
    expect(
      await verifyObject(
        'commit',
        signature,
        { pgp: ['no key', read('pgp-rsa3072.asc')], ssh: [] },
        now,
      ),
    ).toBe('E8A1BFF17A588FE1');
  });
});

describe('what the real ssh-keygen signed', () => {
  it.each(ssh)('%s is verified by its key', async (name, id) => {
    const trusted = keys('ssh-ed25519.sshpub', `${name}.sshpub`);
    expect(await verifyObject('commit', commitOf(name).signature, trusted, now)).toBe(id);
    expect(await verifyObject('tag', tagOf(name).signature, trusted, now)).toBe(id);
  });

  it('is refused with another key, and when it was made for something else', async () => {
    await expect(
      verifyObject('commit', commitOf('ssh-rsa').signature, keys('ssh-ecdsa.sshpub'), now),
    ).rejects.toThrow(
      /^unable to verify Git commit SSH signature: unable to verify payload with any of the given authorized keys: /,
    );
    await expect(
      verifyObject(
        'commit',
        commitOf('ssh-other-namespace').signature,
        keys('ssh-ed25519.sshpub'),
        now,
      ),
    ).rejects.toThrow(/made for 'file', not for git/);
    await expect(
      verifyObject('commit', commitOf('ssh-rsa').signature, keys('pgp-rsa3072.asc'), now),
    ).rejects.toThrow('SSH signature detected but no SSH public keys found in secret');
  });

  it('takes keys with options, comments and several lines', async () => {
    const text = `# team\n\nnamespaces="git" ${read('ssh-ed25519.sshpub')}\n${read('ssh-rsa.sshpub')}`;
    expect(
      await verifyObject('commit', commitOf('ssh-rsa').signature, { pgp: [], ssh: [text] }, now),
    ).toBe(ssh[1][1]);
  });
});

describe('a changed object', () => {
  it.each([...pgp, ...ssh])('%s is refused', async (name) => {
    const trusted = keys(
      ...pgp.map(([key]) => `${key}.asc`),
      ...ssh.map(([key]) => `${key}.sshpub`),
    );
    const { signature } = commitOf(name);
    const payload = Buffer.from(signature!.payload);
    payload[payload.length - 2]! ^= 1;
    await expect(verifyObject('commit', { ...signature!, payload }, trusted, now)).rejects.toThrow(
      /^unable to verify Git commit/,
    );
    await expect(
      verifyObject(
        'commit',
        { ...signature!, armored: tagOf(name).signature!.armored },
        trusted,
        now,
      ),
    ).rejects.toThrow(/^unable to verify Git commit/);
  });

  it('is refused without a signature, or with garbage for one', async () => {
    const trusted = keys('pgp-rsa3072.asc', 'ssh-rsa.sshpub');
    await expect(verifyObject('commit', undefined, trusted, now)).rejects.toThrow(
      'unsupported signature type: none',
    );
    for (const armored of [
      '-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----',
      '-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAQAAADM=\n-----END SSH SIGNATURE-----',
      '-----BEGIN SSH SIGNATURE-----',
    ]) {
      await expect(
        verifyObject('commit', { kind: 'ssh', armored, payload: Buffer.from('x') }, trusted, now),
      ).rejects.toThrow(/unable to unarmor SSH signature/);
    }
    await expect(
      verifyObject(
        'commit',
        {
          kind: 'pgp',
          armored: '-----BEGIN PGP SIGNATURE-----\n\nAAAA\n',
          payload: Buffer.from('x'),
        },
        trusted,
        now,
      ),
    ).rejects.toThrow(/unable to verify Git commit/);
  });
});
