import { X509Certificate } from 'node:crypto';
import { timeFromDate } from '@fluxts/gocompat';
import { describe, expect, it } from 'vitest';
import { sprigFunctions } from '../src/index.ts';
import { failure, render } from './render.ts';

describe('sprig', () => {
  it.each([
    ['{{ "hello" | upper | repeat 2 | quote }}', '"HELLOHELLO"'],
    ['{{ trunc 3 "abcdef" }}{{ trunc -2 "abcdef" }}', 'abcef'],
    ['{{ snakecase "HTTPServer2xx" }} {{ camelcase "a_b-c" }}', 'http_server_2xx ABC'],
    ['{{ nindent 2 "a\\nb" }}', '\n  a\n  b'],
    ['{{ add 1 2.9 "3" }} {{ mulf 1.1 1.1 }} {{ round 2.5 0 }}', '6 1.21 3'],
    ['{{ seq 1 3 }} {{ until 3 }} {{ untilStep 6 0 -2 }}', '1 2 3 [0 1 2] [6 4 2]'],
    ['{{ list 1 2 2 | uniq | reverse }} {{ list "b" "a" | sortAlpha | join "," }}', '[2 1] a,b'],
    ['{{ merge (dict "a" (dict "x" 1)) (dict "a" (dict "x" 2 "y" 3)) }}', 'map[a:map[x:1 y:3]]'],
    ['{{ dig "a" "b" "none" (dict "a" (dict "b" 1)) }}', '1'],
    ['{{ "aé" | b64enc | b64dec }} {{ "hi" | b32enc | b32dec }}', 'aé hi'],
    ['{{ dict "b" 1 "a" (list true nil) | toJson }}', '{"a":[true,null],"b":1}'],
    ['{{ regexReplaceAll "(a)(b)" "ab" "$2$1" }}', 'ba'],
    ['{{ semverCompare "^1.2" "1.9.0" }} {{ (semver "1.2.3").Minor }}', 'true 2'],
    ['{{ (urlParse "https://u@h:1/p?q#f").hostname }}', 'h'],
    ['{{ "x" | encryptAES "k" | decryptAES "k" }}', 'x'],
    ['{{ adler32sum "Wikipedia" }}', '300286872'],
    ['{{ toDate "2006-01-02" "2024-02-29" | dateModify "24h" | date "Jan 2" }}', 'Mar 1'],
    ['{{ getHostByName "localhost" }}', ''],
  ])('%s prints %s', (text, wanted) => {
    expect(render(text)).toBe(wanted);
  });

  it('knows nothing of the environment', () => {
    expect(failure('{{ env "HOME" }}')).toBe('template: t:1: function "env" not defined');
  });

  it('takes the clock and randomness from outside', () => {
    const functions = sprigFunctions({
      now: () => timeFromDate(new Date(Date.UTC(2024, 0, 2))),
      randomBytes: (count) => new Uint8Array(count),
    });
    expect(
      render('{{ now | date "2006-01-02" }} {{ uuidv4 }} {{ randAlpha 3 }}', {}, { functions }),
    ).toBe('2024-01-02 00000000-0000-4000-8000-000000000000 AAA');
  });
});

describe('certificates', () => {
  const text = `{{ $ca := genCA "root" 10 }}{{ $c := genSignedCert "leaf" (list "10.0.0.1" "::1") (list "leaf.test") 5 $ca }}{{ $ca.Cert }};{{ $c.Cert }};{{ $c.Key }}`;

  it('are signed by the authority that was made for them', () => {
    const [ca = '', leaf = '', key = ''] = render(text).split(';');
    const authority = new X509Certificate(ca);
    const certificate = new X509Certificate(leaf);
    expect(authority.ca).toBe(true);
    expect(certificate.verify(authority.publicKey)).toBe(true);
    expect(certificate.checkIssued(authority)).toBe(true);
    expect(certificate.checkHost('leaf.test')).toBe('leaf.test');
    expect(certificate.checkIP('10.0.0.1')).toBe('10.0.0.1');
    expect(certificate.subject).toBe('CN=leaf');
    expect(key).toContain('BEGIN RSA PRIVATE KEY');
  });

  it('are made for keys of other kinds', () => {
    const own = '{{ (genSelfSignedCertWithKey "x" list list 1 (genPrivateKey "KIND")).Cert }}';
    for (const kind of ['ecdsa', 'ed25519']) {
      const certificate = new X509Certificate(render(own.replace('KIND', kind)));
      expect(certificate.verify(certificate.publicKey)).toBe(true);
    }
  });

  it('never show a key in an error', () => {
    expect(failure('{{ genCAWithKey "x" 1 "secret text" }}')).not.toContain('platform');
    expect(failure('{{ genCAWithKey "x" 1 "secret text" }}')).toMatch(
      /unable to decode private key$/,
    );
  });
});
