import {
  type Field,
  type FieldOptions,
  type Fields,
  dateTime,
  group,
  integer,
  list,
  text,
  textMap,
} from './field.ts';

/** What an interval may look like: Go durations of hours, minutes, seconds and milliseconds. */
export const intervalPattern = '^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$';

/** As {@link intervalPattern}, without hours. */
export const timeoutPattern = '^([0-9]+(\\.[0-9]+)?(ms|s|m))+$';

const digestPattern = '^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$';

/** A reference to an object in the same namespace. */
export function localReference(doc: string, options: FieldOptions = {}): Field {
  return group(doc, { name: text('Name of the object.', { required: true }) }, options);
}

/** `status.conditions`. */
const conditionsField: Field = list(
  'What the controller observed of the object.',
  group('One observation.', {
    type: text('What is observed, in CamelCase.', {
      required: true,
      maxLength: 316,
      pattern:
        '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$',
    }),
    status: text('Whether it holds.', { required: true, enum: ['True', 'False', 'Unknown'] }),
    reason: text('Why, as a word that programs can compare.', {
      required: true,
      minLength: 1,
      maxLength: 1024,
      pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$',
    }),
    message: text('Why, for people.', { required: true, maxLength: 32768 }),
    lastTransitionTime: dateTime('When the status last became what it is.', { required: true }),
    observedGeneration: integer('The generation that was observed.', { minimum: 0 }),
  }),
);

/** A stored artifact, as `status.artifact` of a source has it. */
export function artifactField(doc: string): Field {
  return group(doc, artifactProperties);
}

const artifactProperties: Fields = {
  path: text('Where it lies, relative to the root of the store.', { required: true }),
  url: text('Where controllers of the cluster download it.', { required: true }),
  revision: text('The source’s own name of the content: a commit, a digest, a version.', {
    required: true,
    older: { v1beta1: { required: false }, v1beta2: { required: false } },
  }),
  digest: text('Digest of the file, `<algorithm>:<checksum>`.', {
    required: true,
    pattern: digestPattern,
    since: 'v1beta2',
    older: { v1beta2: { required: false } },
  }),
  checksum: text('Checksum of the file in hex. Replaced by `digest`.', { until: 'v1beta2' }),
  lastUpdateTime: dateTime('When this content was first stored.', {
    required: true,
    older: { v1beta1: { required: false }, v1beta2: { required: false } },
  }),
  size: integer('Bytes of the file.', { since: 'v1beta2' }),
  metadata: textMap('What the source tells of the content.', { since: 'v1beta2' }),
};

/** The fields that every status has. */
const statusFields: Fields = {
  observedGeneration: integer('The last generation that was fully reconciled, or has stalled.'),
  lastHandledReconcileAt: text(
    'The last value of the `reconcile.fluxcd.io/requestedAt` annotation that was acted on.',
  ),
  conditions: conditionsField,
};

/** `status` of a kind; the default tells clients that nothing was observed yet. */
export function statusField(doc: string, fields: Record<string, Field>): Field {
  return group(doc, { ...statusFields, ...fields }, { default: { observedGeneration: -1 } });
}
