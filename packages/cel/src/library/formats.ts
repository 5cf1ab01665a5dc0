import {
  dns1035LabelProblems,
  dnsLabelProblems,
  dnsSubdomainProblems,
  labelKeyProblems,
  labelValueProblems,
} from '@fluxts/kube';
import type { Environment } from '@marcbachmann/cel-js';
import { Optional } from '@marcbachmann/cel-js';
import { declareNamespace } from './namespace.ts';

const type = 'kubernetes.NamedFormat';

/** A format of Kubernetes' format library. */
class NamedFormat {
  readonly name: string;
  readonly problems: (value: string) => readonly string[];

  constructor(name: string, problems: (value: string) => readonly string[]) {
    this.name = name;
    this.problems = problems;
  }
}

const uuid = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i;

/** The names a generated name may begin with: a last dash is cut off before the name is made. */
const prefixOf =
  (problems: (value: string) => readonly string[]) =>
  (value: string): readonly string[] =>
    problems(value.replace(/-$/, 'a'));

const all: Readonly<Record<string, (value: string) => readonly string[]>> = {
  dns1123Label: dnsLabelProblems,
  dns1123Subdomain: dnsSubdomainProblems,
  dns1035Label: dns1035LabelProblems,
  qualifiedName: labelKeyProblems,
  dns1123LabelPrefix: prefixOf(dnsLabelProblems),
  dns1123SubdomainPrefix: prefixOf(dnsSubdomainProblems),
  dns1035LabelPrefix: prefixOf(dns1035LabelProblems),
  labelValue: labelValueProblems,
  uri: matching('invalid URI', (value) => URL.canParse(value) || value.startsWith('/')),
  uuid: matching('does not match the UUID format', (value) => uuid.test(value)),
  byte: matching('invalid base64', (value) => base64.test(value)),
  date: matching('invalid date', (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && isDate(value)),
  datetime: matching('invalid datetime', (value) => dateTime.test(value) && isDate(value)),
};

function matching(
  problem: string,
  test: (value: string) => boolean,
): (value: string) => readonly string[] {
  return (value) => (test(value) ? [] : [problem]);
}

function isDate(value: string): boolean {
  return !Number.isNaN(Date.parse(value));
}

/** `format.dns1123Label().validate(string)` and the like; `format.named(string)`. */
export function registerFormats(environment: Environment): void {
  const formats = new Map(
    Object.entries(all).map(([name, problems]) => [name, new NamedFormat(name, problems)]),
  );
  const namespace = declareNamespace(environment, 'format');
  environment.registerType(type, { ctor: NamedFormat, fields: {} });
  for (const [name, format] of formats) {
    environment.registerFunction(`${namespace}.${name}(): ${type}`, () => format);
  }
  environment.registerFunction(`${namespace}.named(string): optional<${type}>`, (_, name: string) =>
    Optional.of(formats.get(name)),
  );
  environment.registerFunction(
    `${type}.validate(string): optional<list<string>>`,
    (format: NamedFormat, value: string) => {
      const problems = format.problems(value);
      return problems.length === 0 ? Optional.none() : Optional.of(problems);
    },
  );
}
