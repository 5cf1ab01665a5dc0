import { type Field, type Fields, flag, group, list, text, textMap } from './field.ts';
import {
  artifactField,
  intervalPattern,
  localReference,
  statusField,
  timeoutPattern,
} from './shared-fields.ts';

const unpatterned = { pattern: undefined };

const includeFields: Fields = {
  repository: localReference('The GitRepository to take from, in the same namespace.', {
    required: true,
  }),
  fromPath: text('What to copy out of it; all of it if not said.'),
  toPath: text('Where to put it; a directory with the name of the repository if not said.'),
};

const spec: Field = group(
  'What to fetch, from where, and how often.',
  {
    url: text('Address of the repository, HTTP, HTTPS or SSH.', {
      required: true,
      pattern: '^(http|https|ssh)://.*$',
    }),
    secretRef: localReference(
      'The Secret to log in with: `username` and `password`, `bearerToken`, or `identity` and `known_hosts`; with `ca.crt`, `tls.crt` and `tls.key` for TLS.',
    ),
    provider: text('How to get credentials: from the Secret (generic), or from a cloud.', {
      enum: ['generic', 'aws', 'azure', 'github'],
      since: 'v1',
    }),
    serviceAccountName: text('The ServiceAccount to ask a cloud for credentials as.', {
      since: 'v1',
    }),
    interval: text('How often to look for something new.', {
      required: true,
      pattern: intervalPattern,
      older: { v1beta1: unpatterned, v1beta2: unpatterned },
    }),
    timeout: text('How long one look may take.', {
      default: '60s',
      pattern: timeoutPattern,
      older: { v1beta1: unpatterned, v1beta2: unpatterned },
    }),
    ref: group('The commit to take; the head of `master` if not said.', {
      branch: text('The head of a branch.'),
      tag: text('A tag; wins over branch.'),
      semver: text('The newest tag within a range of versions; wins over tag.'),
      name: text('A full reference name, such as `refs/pull/420/head`; wins over semver.', {
        since: 'v1beta2',
      }),
      commit: text('A commit; wins over everything else. A branch may say where it is found.'),
    }),
    verify: group('Take nothing that is not signed.', {
      mode: text('What must be signed. `head` is an older spelling of `HEAD`.', {
        default: 'HEAD',
        enum: ['head', 'HEAD', 'Tag', 'TagAndHEAD'],
        older: {
          v1beta1: { required: true, default: undefined, enum: ['head'] },
          v1beta2: { required: true, default: undefined, enum: ['head'] },
        },
      }),
      secretRef: localReference('The Secret with the public keys of those who may sign.', {
        required: true,
        older: { v1beta1: { required: false }, v1beta2: { required: false } },
      }),
    }),
    proxySecretRef: localReference(
      'The Secret with `address`, `username` and `password` of a proxy.',
      { since: 'v1' },
    ),
    ignore: text(
      'What to leave out of the artifact, in the syntax of .gitignore. Wins over .sourceignore files.',
    ),
    suspend: flag('Fetch nothing until this is taken back. What is stored stays.'),
    gitImplementation: text('The git library to use. Has no effect.', {
      default: 'go-git',
      enum: ['go-git', 'libgit2'],
      until: 'v1beta2',
    }),
    recurseSubmodules: flag('Fetch submodules too, all the way down, with the same credentials.'),
    include: list(
      'Other repositories whose artifacts are copied into this one.',
      group('One repository.', includeFields),
    ),
    sparseCheckout: list('The directories to take; all if not said.', text('A directory.'), {
      since: 'v1',
    }),
    accessFrom: group(
      'Who may refer to this repository from other namespaces. Has no effect.',
      {
        namespaceSelectors: list(
          'Namespaces, any of which may.',
          group('Labels that a namespace must have.', {
            matchLabels: textMap('Labels and their values.'),
          }),
          { required: true },
        ),
      },
      { until: 'v1beta2' },
    ),
  },
  {
    rules: [
      {
        rule: "!has(self.serviceAccountName) || (has(self.provider) && (self.provider == 'azure' || self.provider == 'aws'))",
        message: "serviceAccountName can only be set when provider is 'azure' or 'aws'",
      },
    ],
    older: { v1beta1: { rules: undefined }, v1beta2: { rules: undefined } },
  },
);

const status: Field = statusField('What was fetched.', {
  artifact: artifactField('The last content that was stored.'),
  includedArtifacts: list(
    'The artifacts of the included repositories that went into it.',
    artifactField('One artifact.'),
  ),
  url: text('A stable address of the newest artifact. Replaced by `artifact.url`.', {
    until: 'v1beta2',
  }),
  contentConfigChecksum: text('Replaced by the `observed…` fields.', {
    since: 'v1beta2',
    until: 'v1beta2',
  }),
  observedIgnore: text('`spec.ignore` of the stored artifact.', { since: 'v1beta2' }),
  observedRecurseSubmodules: flag('`spec.recurseSubmodules` of the stored artifact.', {
    since: 'v1beta2',
  }),
  observedInclude: list(
    '`spec.include` of the stored artifact.',
    group('One repository.', includeFields),
    { since: 'v1beta2' },
  ),
  observedSparseCheckout: list(
    '`spec.sparseCheckout` of the stored artifact.',
    text('A directory.'),
    { since: 'v1' },
  ),
  sourceVerificationMode: text('What was verified of the stored artifact.', { since: 'v1' }),
});

/** All fields of a GitRepository, in all its versions. */
export const gitRepositoryFields: Fields = { spec, status };
