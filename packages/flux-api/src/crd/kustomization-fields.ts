import {
  type Field,
  type Fields,
  anything,
  dateTime,
  flag,
  group,
  integer,
  list,
  text,
  textMap,
} from './field.ts';
import { intervalPattern, localReference, statusField } from './shared-fields.ts';

const unpatterned = { v1beta1: { pattern: undefined }, v1beta2: { pattern: undefined } };

const selectorFields: Fields = {
  group: text('API group, an anchored expression.'),
  version: text('API version, an anchored expression.'),
  kind: text('Kind, an anchored expression.'),
  name: text('Name, an anchored expression.'),
  namespace: text('Namespace, an anchored expression.'),
  annotationSelector: text('Annotations, as a label selector is written.'),
  labelSelector: text('Labels, as a label selector.'),
};

const scheduleFields: Fields = {
  interval: text('How often to look whether the cluster still is as it should be.', {
    required: true,
    pattern: intervalPattern,
    older: unpatterned,
  }),
  retryInterval: text('How long to wait after a failure; `interval` if not said.', {
    pattern: intervalPattern,
    older: unpatterned,
  }),
  timeout: text('How long building, applying and health checks may take; `interval` if not said.', {
    pattern: intervalPattern,
    older: unpatterned,
  }),
  suspend: flag('Do nothing until this is taken back.'),
  dependsOn: list(
    'Kustomizations that must be ready first.',
    group('One Kustomization.', {
      name: text('Name of the object.', { required: true }),
      namespace: text('Its namespace; the same one if not said.'),
      readyExpr: text(
        'CEL over `self` and `dep` that says when it is ready, instead of its Ready condition.',
        { since: 'v1' },
      ),
    }),
  ),
};

const sourceFields: Fields = {
  sourceRef: group(
    'The source whose artifact is built.',
    {
      apiVersion: text('API version of the source.'),
      kind: text('Kind of the source.', {
        required: true,
        enum: ['OCIRepository', 'GitRepository', 'Bucket', 'ExternalArtifact'],
        older: {
          v1beta1: { enum: ['GitRepository', 'Bucket'] },
          v1beta2: { enum: ['OCIRepository', 'GitRepository', 'Bucket'] },
        },
      }),
      name: text('Name of the source.', { required: true }),
      namespace: text('Its namespace; the same one if not said.'),
    },
    { required: true },
  ),
  path: text('The directory to build; the root of the artifact if not said.'),
};

const applyFields: Fields = {
  prune: flag('Delete from the cluster what is no longer built.', { required: true }),
  deletionPolicy: text(
    'What becomes of the managed objects when this one is deleted; as `prune` says if not said.',
    { enum: ['MirrorPrune', 'Delete', 'WaitForTermination', 'Orphan'], since: 'v1' },
  ),
  force: flag('Delete and create again what cannot be changed in place.', { default: false }),
  validation: text('How to validate before applying. Has no effect: the server always does.', {
    enum: ['none', 'client', 'server'],
    until: 'v1beta2',
  }),
  serviceAccountName: text('The ServiceAccount, in the same namespace, to apply as.'),
  kubeConfig: group(
    'Another cluster to apply to.',
    {
      secretRef: group(
        'The Secret with a kubeconfig.',
        {
          name: text('Name of the Secret.', { required: true }),
          key: text('The key in it; `value` or `value.yaml` if not said.', { since: 'v1beta2' }),
        },
        { older: { v1beta1: { required: false }, v1beta2: { required: false } } },
      ),
      configMapRef: localReference(
        'The ConfigMap that says how to log in to a cluster of a cloud.',
        { since: 'v1' },
      ),
    },
    {
      rules: [
        {
          rule: 'has(self.configMapRef) || has(self.secretRef)',
          message:
            'exactly one of spec.kubeConfig.configMapRef or spec.kubeConfig.secretRef must be specified',
        },
        {
          rule: '!has(self.configMapRef) || !has(self.secretRef)',
          message:
            'exactly one of spec.kubeConfig.configMapRef or spec.kubeConfig.secretRef must be specified',
        },
      ],
      older: { v1beta1: { rules: undefined }, v1beta2: { rules: undefined } },
    },
  ),
  ignore: list(
    'Parts of objects that others may own.',
    group('One rule.', {
      paths: list('JSON pointers into the object.', text('A JSON pointer.'), { required: true }),
      target: group('The objects it is for; all if not said.', selectorFields),
    }),
    { since: 'v1' },
  ),
};

const healthFields: Fields = {
  wait: flag('Wait for all applied objects to be healthy.', { since: 'v1beta2' }),
  healthChecks: list(
    'The objects whose health counts, unless `wait` says all do.',
    group('One object.', {
      apiVersion: text('API version; `apps/v1` if not said.'),
      kind: text('Kind.', { required: true }),
      name: text('Name.', { required: true }),
      namespace: text('Namespace.'),
    }),
  ),
  healthCheckExprs: list(
    'What health means for kinds of your own.',
    group('One kind.', {
      apiVersion: text('API version of the objects.', { required: true }),
      kind: text('Kind of the objects.'),
      inProgress: text('CEL that is true while the object is not there yet.'),
      failed: text('CEL that is true when the object has failed.'),
      current: text('CEL that is true when the object is healthy.', { required: true }),
    }),
    { since: 'v1' },
  ),
};

const buildFields: Fields = {
  targetNamespace: text('The namespace that all namespaced objects are put into.', {
    minLength: 1,
    maxLength: 63,
  }),
  namePrefix: text('Put before the names of all objects.', {
    minLength: 1,
    maxLength: 200,
    since: 'v1',
  }),
  nameSuffix: text('Put after the names of all objects.', {
    minLength: 1,
    maxLength: 200,
    since: 'v1',
  }),
  commonMetadata: group(
    'Metadata put on all objects.',
    { labels: textMap('Labels.'), annotations: textMap('Annotations.') },
    { since: 'v1beta2' },
  ),
  patches: list(
    'Strategic merge and JSON 6902 patches.',
    group('One patch.', {
      patch: text('The patch, in YAML.', {
        required: true,
        older: { v1beta1: { required: false }, v1beta2: { required: false } },
      }),
      target: group('The objects it is for; those it names itself if not said.', selectorFields),
    }),
  ),
  patchesStrategicMerge: list(
    'Strategic merge patches. Replaced by `patches`.',
    anything('One patch.'),
    { until: 'v1beta2' },
  ),
  patchesJson6902: list(
    'JSON 6902 patches. Replaced by `patches`.',
    group('One patch.', {
      patch: list(
        'The operations.',
        group('One operation.', {
          op: text('What to do.', {
            required: true,
            enum: ['test', 'remove', 'add', 'replace', 'move', 'copy'],
          }),
          path: text('Where, as a JSON pointer.', { required: true }),
          from: text('From where, for move and copy.'),
          value: anything('The value, for add, replace and test.'),
        }),
        { required: true },
      ),
      target: group('The objects it is for.', selectorFields, { required: true }),
    }),
    { until: 'v1beta2' },
  ),
  images: list(
    'New names, tags and digests for images.',
    group('One image.', {
      name: text('The image as it is written now, without a tag.', { required: true }),
      newName: text('The name to write instead.'),
      newTag: text('The tag to write instead.'),
      digest: text('The digest to write; wins over the tag.'),
    }),
  ),
  components: list('Directories of kustomize components to build in.', text('A directory.'), {
    since: 'v1',
  }),
  ignoreMissingComponents: flag('Leave out components whose directory does not exist.', {
    since: 'v1',
  }),
  buildMetadata: list(
    'What to note on the objects about how they were built.',
    text('One kind of note.', { enum: ['originAnnotations', 'transformerAnnotations'] }),
    { since: 'v1' },
  ),
  decryption: group('How to decrypt secrets that are kept in the source.', {
    provider: text('The decryption engine.', { required: true, enum: ['sops'] }),
    secretRef: localReference('The Secret with the private keys.'),
    serviceAccountName: text('The ServiceAccount to ask a key service of a cloud as.', {
      since: 'v1',
    }),
  }),
  postBuild: group('What to do with the built objects before they are applied.', {
    substitute: textMap('Variables and their values.'),
    substituteFrom: list(
      'Where more variables come from. Later ones win, and `substitute` wins over all.',
      group('One ConfigMap or Secret; its keys are variables.', {
        kind: text('ConfigMap or Secret.', { required: true, enum: ['Secret', 'ConfigMap'] }),
        name: text('Name of the object.', { required: true, minLength: 1, maxLength: 253 }),
        optional: flag('Go on without it if it is not there.', {
          default: false,
          since: 'v1beta2',
        }),
      }),
    ),
    substituteStrategy: text('Whether to substitute even if there are no variables.', {
      enum: ['WithVariables', 'Always'],
      since: 'v1',
    }),
  }),
};

const status: Field = statusField('What was applied.', {
  lastAppliedRevision: text('The revision that was last applied successfully.'),
  lastAppliedOriginRevision: text('The same in the terms of the source’s own origin.', {
    since: 'v1',
  }),
  lastAttemptedRevision: text('The revision of the last attempt.'),
  inventory: group(
    'The objects that were applied and are not deleted yet.',
    {
      entries: list(
        'One entry an object.',
        group('One object.', {
          id: text('`<namespace>_<name>_<group>_<kind>`.', { required: true }),
          v: text('API version.', { required: true }),
        }),
        { required: true },
      ),
    },
    { since: 'v1beta2' },
  ),
  snapshot: group(
    'The kinds of the objects that were applied. Replaced by `inventory`.',
    {
      checksum: text('Of the manifests.', { required: true }),
      entries: list(
        'One entry a namespace.',
        group('One namespace.', {
          namespace: text('Its name; empty for cluster-scoped kinds.'),
          kinds: textMap('Kinds by group and version.', { required: true }),
        }),
        { required: true },
      ),
    },
    { until: 'v1beta1' },
  ),
  history: list(
    'What was reconciled, the newest first.',
    group('One content, and how it went.', {
      digest: text('Of the built objects.', { required: true }),
      firstReconciled: dateTime('When it was first reconciled.', { required: true }),
      lastReconciled: dateTime('When it was last reconciled.', { required: true }),
      lastReconciledDuration: text('How long that took.', { required: true }),
      lastReconciledStatus: text('What came of it.', { required: true }),
      totalReconciliations: integer('How often it was reconciled.', { required: true }),
      metadata: textMap('The revision, and more about the content.'),
    }),
    { since: 'v1' },
  ),
});

/** All fields of a Kustomization, in all its versions. */
export const kustomizationFields: Fields = {
  spec: group('What to build, from where, and how to apply it.', {
    ...scheduleFields,
    ...sourceFields,
    ...applyFields,
    ...healthFields,
    ...buildFields,
  }),
  status,
};
