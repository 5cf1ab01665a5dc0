/** A setting for one git process, handed over by its environment, where other users cannot read it. */
export type ConfigEntry = readonly [key: string, value: string];

/** Where programs are looked for unless said otherwise. */
export const defaultSearchPath =
  '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin';

/** What a git process may reach. */
export type AllowedProtocols = 'none' | 'http' | 'https' | 'ssh' | 'http:https';

/** What {@link gitEnvironment} takes. */
export interface EnvironmentOptions {
  readonly searchPath: string;
  /** An empty directory that stands for the home. */
  readonly home: string;
  readonly protocols: AllowedProtocols;
  readonly config?: readonly ConfigEntry[];
  readonly extra?: Readonly<Record<string, string>>;
}

/**
 * Settings that shut whatever a hostile repository or a strange machine could bring in: hooks, helpers,
 * filters, links, replacement objects, automatic maintenance.
 */
const hardening: readonly ConfigEntry[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.symlinks', 'false'],
  ['core.protectHFS', 'true'],
  ['core.protectNTFS', 'true'],
  ['core.bigFileThreshold', '16m'],
  ['core.alternateRefsCommand', ''],
  ['core.askPass', ''],
  ['credential.helper', ''],
  ['credential.interactive', 'never'],
  ['uploadpack.packObjectsHook', ''],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['fetch.unpackLimit', '1'],
  ['fetch.writeCommitGraph', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['fetch.fsckObjects', 'true'],
  ['pack.threads', '1'],
  ['http.followRedirects', 'false'],
  ['http.lowSpeedLimit', '1'],
  ['http.lowSpeedTime', '60'],
  ['protocol.version', '2'],
];

/** Flaws that old but honest repositories have, and that can harm nobody who never checks out. */
const forgivenFlaws: readonly string[] = [
  'badDateOverflow',
  'badEmail',
  'badTimezone',
  'missingEmail',
  'missingNameBeforeEmail',
  'missingSpaceBeforeDate',
  'missingSpaceBeforeEmail',
  'multipleAuthors',
  'zeroPaddedDate',
  'zeroPaddedFilemode',
];

/** The whole environment of a git process; nothing of our own process' is handed on. */
export function gitEnvironment(options: EnvironmentOptions): Record<string, string> {
  const config: ConfigEntry[] = [
    ...hardening,
    ...forgivenFlaws.map((flaw): ConfigEntry => [`fetch.fsck.${flaw}`, 'ignore']),
    ...(options.config ?? []),
  ];
  const environment: Record<string, string> = {
    PATH: options.searchPath,
    HOME: options.home,
    XDG_CONFIG_HOME: options.home,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_ALLOW_PROTOCOL: options.protocols,
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_CONFIG_COUNT: String(config.length),
    ...options.extra,
  };
  config.forEach(([key, value], index) => {
    environment[`GIT_CONFIG_KEY_${index}`] = key;
    environment[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return environment;
}
