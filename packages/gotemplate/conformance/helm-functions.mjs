// The few functions and objects of Helm that the expression cases need, on the public face alone.
// What loads charts, merges values or writes TOML is the helm package's.
import { parse, stringify } from '@fluxts/yaml';
import {
  fixed,
  functionError,
  GoObject,
  GoTemplateError,
  sprigFunctions,
  fromJsonValue,
  toJsonValue,
  withType,
} from '@fluxts/gotemplate';

/** The functions of Helm that run in `set`, which may be a clone of the one they are registered in. */
export function helmFunctions(getSet) {
  const toYaml = fixed(['any'], (run, value) =>
    stringify(toJsonValue(value, run.budget)).replace(/\n$/, ''),
  );
  return {
    ...sprigFunctions(),
    include: fixed(['string', 'any'], (run, name, data) => run.execute(name, data)),
    tpl: fixed(['string', 'any'], (run, text, data) => {
      const set = getSet().clone();
      try {
        set.parse('gotpl', text);
      } catch (error) {
        throw functionError(
          `cannot parse template ${JSON.stringify(text)}: ${error.message}`,
          error,
        );
      }
      try {
        return set.execute('gotpl', data, { budget: run.budget }).replaceAll('<no value>', '');
      } catch (error) {
        throw functionError(
          `error during tpl function execution for ${JSON.stringify(text)}: ${error.message}`,
          error,
        );
      }
    }),
    required: fixed(['string', 'any'], (_run, message, value) => {
      if (value === null || value === undefined || value === '') throw warning(message);
      return value;
    }),
    fail: fixed(['string'], (_run, message) => {
      throw warning(message);
    }),
    lookup: fixed(['string', 'string', 'string', 'string'], () => ({})),
    toYaml,
    mustToYaml: toYaml,
    fromYaml: fixed(['string'], (_run, text) => {
      try {
        const value = parse(text) ?? {};
        if (Array.isArray(value) || typeof value !== 'object') throw new Error(notMap(value));
        return fromJsonValue(value);
      } catch (error) {
        return { Error: error.reason ?? error.message };
      }
    }),
    fromYamlArray: fixed(['string'], (_run, text) => fromJsonValue(parse(text) ?? [])),
    fromJson: fixed(['string'], (_run, text) => {
      try {
        return fromJsonValue(JSON.parse(text));
      } catch (error) {
        return { Error: error.message };
      }
    }),
    fromJsonArray: fixed(['string'], (_run, text) => fromJsonValue(JSON.parse(text))),
  };
}

function notMap(value) {
  const kind = Array.isArray(value) ? 'array' : typeof value;
  return `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`;
}

/** What Helm marks the messages of `fail` and `required` with. */
function warning(message) {
  return functionError(`HELM_ERR_START${message}HELM_ERR_END`);
}

class Capabilities extends GoObject {
  typeName = '*common.Capabilities';
  kind = 'ptr';
  field(name) {
    if (name === 'KubeVersion') return kubeVersion;
    if (name === 'APIVersions') return apiVersions;
    if (name === 'HelmVersion') return { Version: 'v4.1.4', GoVersion: 'go1.25.9' };
    return undefined;
  }
  entries() {
    return [];
  }
}

class KubeVersion extends GoObject {
  typeName = 'common.KubeVersion';
  field(name) {
    return { Version: 'v1.35.0', Major: '1', Minor: '35' }[name];
  }
  method(name) {
    return name === 'GitVersion' || name === 'String'
      ? { parameters: [], call: () => 'v1.35.0' }
      : undefined;
  }
  text() {
    return 'v1.35.0';
  }
  entries() {
    return [];
  }
}

const kubeVersion = new KubeVersion();
const apiVersions = withType([], 'common.VersionSet');

class Files extends GoObject {
  typeName = 'engine.files';
  kind = 'map';
  // A missing file is an empty `[]byte`, the zero of the map's elements.
  field() {
    return new Uint8Array();
  }
  entries() {
    return [];
  }
}

/** What `.` is for a case. */
export function topLevel(testCase) {
  const templateName =
    testCase.mode === 'direct' ? 'exprs/templates/expr.yaml' : 'exprs/templates/out.yaml';
  return withType(
    {
      Values: withType(fromJsonValue(testCase.values ?? {}), 'common.Values'),
      Release: {
        Name: testCase.releaseName ?? 'rel',
        Namespace: testCase.namespace ?? 'ns',
        Service: 'Helm',
        Revision: 1n,
        IsInstall: true,
        IsUpgrade: false,
      },
      Chart: chart(),
      Files: new Files(),
      Capabilities: new Capabilities(),
      Subcharts: {},
      Template: withType({ Name: templateName, BasePath: 'exprs/templates' }, 'common.Values'),
    },
    'common.Values',
  );
}

function chart() {
  return { Name: 'exprs', Version: '0.1.0', APIVersion: 'v2', IsRoot: true, Type: 'application' };
}

/** An error as Helm's engine words it. */
export function helmError(error) {
  const message = error.message;
  if (error.code === 'Parse') {
    // Helm shows what comes after the last colon.
    const parts = message.split(': ');
    return `parse error at (${parts[1]}): ${parts.at(-1)}`;
  }
  const at = message.split(': ')[1];
  const marked = /HELM_ERR_START([^]*)HELM_ERR_END/.exec(message);
  if (marked !== null) return `execution error at (${at}): ${marked[1]}`;
  const places = [];
  for (let current = error; current !== undefined; current = current.cause) {
    const place = traceable(current);
    if (place === undefined) return message;
    if (places.at(-1) !== place) places.push(place);
  }
  return places.join('').trim();
}

function traceable(error) {
  if (!(error instanceof GoTemplateError) && !(error instanceof Error)) return undefined;
  const missing = /^template: no template "/.exec(error.message);
  if (missing !== null) return `${error.message}\n`;
  const match = /^template: (.*?): (executing "[^]*?" at <[^]*?>): ([^]*)$/.exec(error.message);
  if (match === null) return undefined;
  const [, location, executing, text] = match;
  const cut = text.indexOf(': template: ');
  return `${location}\n  ${executing}:\n    ${cut < 0 ? text : `${text.slice(0, cut)}:`}\n`;
}
