/*
 * The naming rules of Kubernetes (apimachinery's util/validation). Each function returns what is
 * wrong, in the API server's words; nothing when the value is valid.
 */

const labelPattern = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomainPattern = `${labelPattern}(\\.${labelPattern})*`;
const qualifiedPattern = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const label1035Pattern = '[a-z]([-a-z0-9]*[a-z0-9])?';

const label: RegExp = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const label1035: RegExp = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const qualified: RegExp = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** RFC 1123 label: a namespace, a container, a port. */
export function dnsLabelProblems(value: string): string[] {
  const problems = lengthProblems(value, 63);
  if (!label.test(value)) {
    problems.push(
      regexProblem(
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
        labelPattern,
        'my-name',
        '123-abc',
      ),
    );
  }
  return problems;
}

/** RFC 1035 label: a Service. */
export function dns1035LabelProblems(value: string): string[] {
  const problems = lengthProblems(value, 63);
  if (!label1035.test(value)) {
    problems.push(
      regexProblem(
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
        label1035Pattern,
        'my-name',
        'abc-123',
      ),
    );
  }
  return problems;
}

/** RFC 1123 subdomain: the name of most objects. */
export function dnsSubdomainProblems(value: string): string[] {
  const problems = lengthProblems(value, 253);
  if (!value.split('.').every((part) => label.test(part))) {
    problems.push(
      regexProblem(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        subdomainPattern,
        'example.com',
      ),
    );
  }
  return problems;
}

/** A name that is a segment of a URL path: RBAC objects. */
export function pathSegmentProblems(value: string): string[] {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  const problems: string[] = [];
  for (const bad of ['/', '%']) if (value.includes(bad)) problems.push(`may not contain '${bad}'`);
  return problems;
}

/** A label or annotation key: `name` or `prefix.dns/name`. */
export function labelKeyProblems(value: string): string[] {
  const problems: string[] = [];
  const parts = value.split('/');
  let name = value;
  if (parts.length === 2) {
    const [prefix = '', rest = ''] = parts;
    name = rest;
    if (prefix === '') problems.push('prefix part must be non-empty');
    else problems.push(...dnsSubdomainProblems(prefix).map((text) => `prefix part ${text}`));
  } else if (parts.length > 2) {
    return [
      `a qualified name ${regexProblem(
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        qualifiedPattern,
        'MyName',
        'my.name',
        '123-abc',
      )} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  if (name === '') problems.push('name part must be non-empty');
  else problems.push(...lengthProblems(name, 63).map((text) => `name part ${text}`));
  if (!qualified.test(name)) problems.push(`name part ${qualifiedProblem}`);
  return problems;
}

/** A label's value; empty is valid. */
export function labelValueProblems(value: string): string[] {
  const problems = lengthProblems(value, 63);
  if (value !== '' && !qualified.test(value)) {
    problems.push(
      regexProblem(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        `(${qualifiedPattern})?`,
        'MyValue',
        'my_value',
        '12345',
      ),
    );
  }
  return problems;
}

const qualifiedProblem = regexProblem(
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  qualifiedPattern,
  'MyName',
  'my.name',
  '123-abc',
);

function lengthProblems(value: string, most: number): string[] {
  return value.length > most ? [`must be no more than ${most} bytes`] : [];
}

function regexProblem(message: string, pattern: string, ...examples: string[]): string {
  const quoted = examples.map((example) => `'${example}'`).join(',  or ');
  return `${message} (e.g. ${quoted}, regex used for validation is '${pattern}')`;
}
