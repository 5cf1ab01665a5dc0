import { describe, expect, it } from 'vitest';
import { Cel, toCel } from '../src/index.ts';

const cel = new Cel();
const self = toCel({
  n: 3,
  d: 1.5,
  s: 'abc',
  list: [3, 1, 2],
  map: { a: 1, b: 2, constructor: 7 },
  nothing: null,
});

function evaluate(expression: string): unknown {
  return cel.compile(expression, { variables: ['self'] }).evaluate({ self });
}

describe('the function library', () => {
  it.each([
    // the language
    'self.n == 3 && self.d < self.n && self.n > 2.5',
    'self.n == 3.0 && self.n != "3" && self.nothing == null',
    'has(self.map.a) && !has(self.map.z) && "a" in self.map',
    'self.map.constructor == 7',
    'self.list.all(x, x > 0) && self.list.exists(x, x == 2) && self.list.exists_one(x, x == 2)',
    'self.list.map(x, x * 2) == [6, 2, 4] && self.list.filter(x, x > 1).size() == 2',
    'self.?map.?z.orValue(5) == 5 && self.?n.hasValue() && self[?"q"].orValue(1) == 1',
    'type(self.n) == int && string(self.n) == "3"',
    // two variables
    'self.list.all(i, v, i < 3 && v > 0) && self.map.exists(k, v, k == "b" && v == 2)',
    'self.list.existsOne(i, v, i == 0 && v == 3)',
    '["a", "b"].transformList(i, v, string(i) + v) == ["0a", "1b"]',
    '["a", "b"].transformList(i, v, i > 0, v) == ["b"]',
    '{"a": 1, "b": 2}.transformMap(k, v, v * 10) == {"a": 10, "b": 20}',
    '{"a": "x"}.transformMapEntry(k, v, {v: k}) == {"x": "a"}',
    // strings
    '"Ünder".lowerAscii() == "Ünder" && "ABC".lowerAscii() == "abc" && "aé".upperAscii() == "Aé"',
    '"abc".charAt(1) == "b" && "abc".charAt(3) == "" && "abc".reverse() == "cba"',
    '"a-b-c".replace("-", "+") == "a+b+c" && "a-b-c".replace("-", "+", 1) == "a+b-c"',
    '"ab".replace("", "_") == "_a_b_" && "ab".replace("", "_", 1) == "_ab"',
    'strings.quote("a\\"b") == "\\"a\\\\\\"b\\""',
    '"%s is %d, %.2f, %x, %b%%".format(["n", 5, 1.5, 255, true]) == "n is 5, 1.50, ff, 1%"',
    '"%s".format([[1, 2]]) == "[1, 2]" && "%e".format([12345.678]) == "1.234568e+04"',
    '"a,b".split(",").join("-") == "a-b" && " x ".trim() == "x" && "abc".substring(1, 2) == "b"',
    // regular expressions
    '"abc123".matches("^[a-z]+\\\\d+$") && matches("x", ".") && "abc".find("b.") == "bc"',
    '"a1b2".findAll("[0-9]") == ["1", "2"] && "a1b2".findAll("[0-9]", 1) == ["1"]',
    // lists and sets
    'self.list.sum() == 6 && self.list.min() == 1 && self.list.max() == 3 && !self.list.isSorted()',
    '[1.5, 2.5].sum() == 4.0 && ["a", "b"].isSorted() && [true, false].max()',
    '[1, 2, 1].indexOf(1) == 0 && [1, 2, 1].lastIndexOf(1) == 2 && [1].indexOf(5) == -1',
    '[1, 2, 1].distinct() == [1, 2] && [3, 1].sort() == [1, 3] && [1, 2, 3].slice(1, 3) == [2, 3]',
    '[[1], [2, 3]].flatten() == [1, 2, 3] && [1, 2].reverse() == [2, 1]',
    'sets.contains([1, 2], [1]) && !sets.contains([1], [2]) && sets.intersects([1, 2], [2, 3])',
    'sets.equivalent(["a", "b"], ["b", "a", "a"])',
    // quantities
    'quantity("1Gi").isGreaterThan(quantity("1G")) && quantity("1.5").add(1) == quantity("2500m")',
    'quantity("5").asInteger() == 5 && quantity("0.5").asApproximateFloat() == 0.5',
    'isQuantity("100m") && !isQuantity("x") && quantity("-1").sign() == -1',
    'quantity("2").sub(quantity("1")).compareTo(quantity("1")) == 0',
    // versions
    'semver("1.2.3").isLessThan(semver("1.10.0")) && semver("1.2.3").minor() == 2',
    'isSemver("1.2.3-rc.1") && !isSemver("v1.2") && isSemver("v1.02", true)',
    'semver("v1", true) == semver("1.0.0") && semver("1.0.0").compareTo(semver("2.0.0")) == -1',
    // URLs
    'url("https://user@example.com:8080/a%20b?x=1&x=2").getHost() == "example.com:8080"',
    'url("https://[::1]:80/").getHostname() == "::1" && url("https://[::1]:80/").getPort() == "80"',
    'url("/p?q=1").getEscapedPath() == "/p" && url("http://h/?x=1&x=2").getQuery() == {"x": ["1", "2"]}',
    'isURL("https://a.b/c") && !isURL("../x") && !isURL("a b")',
    // addresses
    'ip("127.0.0.1").isLoopback() && ip("fe80::1").isLinkLocalUnicast() && ip("::1").family() == 6',
    'isIP("10.0.0.1") && !isIP("010.0.0.1") && !isIP("::ffff:1.2.3.4") && ip.isCanonical("2001:db8::1")',
    '!ip.isCanonical("2001:DB8::1") && string(ip("2001:DB8:0:0:0:0:0:1")) == "2001:db8::1"',
    'ip("8.8.8.8").isGlobalUnicast() && ip("0.0.0.0").isUnspecified() && !ip("224.0.0.5").isGlobalUnicast()',
    'cidr("10.0.0.0/8").containsIP("10.1.2.3") && cidr("10.0.0.0/8").containsCIDR("10.1.0.0/16")',
    '!cidr("10.1.0.0/16").containsCIDR(cidr("10.0.0.0/8")) && cidr("10.1.2.3/8").masked() == cidr("10.0.0.0/8")',
    'isCIDR("::/0") && !isCIDR("10.0.0.0/33") && cidr("10.0.0.0/8").prefixLength() == 8',
    'cidr("10.0.0.1/8").ip() == ip("10.0.0.1")',
    // formats
    '!format.dns1123Label().validate("my-name").hasValue()',
    'format.dns1123Label().validate("My").value().size() == 1',
    'format.named("uuid").hasValue() && !format.named("nope").hasValue()',
    // conversions and encoders
    'string(timestamp("2024-01-01T00:00:00Z")) == "2024-01-01T00:00:00Z"',
    'int(timestamp("1970-01-01T00:01:00Z")) == 60 && string(duration("90s")) == "90s"',
    'base64.encode(b"hello") == "aGVsbG8=" && base64.decode("aGVsbG8=") == b"hello"',
  ])('%s', (expression) => {
    expect(evaluate(expression)).toBe(true);
  });

  it.each([
    ['Syntax', '1 +'],
    ['Syntax', 'x'.repeat(40_000)],
    ['Type', 'other == 1'],
    ['Type', 'nonsense(1)'],
    ['Type', '1 + "a"'],
    ['Evaluation', 'self.missing'],
    ['Evaluation', '1 / (self.n - 3)'],
    ['Evaluation', 'self.list[9]'],
    ['Evaluation', 'quantity("x").sign() == 0'],
    ['Evaluation', '"a".matches("(")'],
    ['Evaluation', '[1].slice(0, 9)'],
    ['Evaluation', 'ip("x").isLoopback()'],
    ['Evaluation', 'self.list.all(i, v, self.missing)'],
  ])('%s error: %.40s', (code, expression) => {
    expect(() => evaluate(expression)).toThrowError(expect.objectContaining({ code }));
  });

  it('refuses a result of the wrong type', () => {
    expect(() => cel.compile('1 + 1', { variables: [], result: 'bool' })).toThrowError(
      'CEL expression output type mismatch: expected bool, got int',
    );
    expect(() => cel.compile('self.n', { result: 'bool' }).evaluateBoolean({ self })).toThrowError(
      "failed to evaluate CEL expression as boolean: 'self.n'",
    );
    expect(cel.compile('self.s').evaluateString({ self })).toBe('abc');
  });
});
