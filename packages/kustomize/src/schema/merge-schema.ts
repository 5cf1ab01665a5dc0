/** What a strategic merge has to know of a value's type: which lists below it merge, and by which keys. */
export interface MergeSchema {
  /** The type of a field; undefined where nothing is known. */
  field(name: string): MergeSchema | undefined;
  /** The type of the items, for a list. */
  readonly items: MergeSchema | undefined;
  /** How a list merges: undefined is replaced as a whole; no keys means a set of scalars. */
  readonly mergeKeys: readonly string[] | undefined;
}

/** Finds the type of a kind. */
export interface SchemaSource {
  /** Undefined for a kind that is not known: its lists are replaced. */
  schemaOf(apiVersion: string, kind: string): MergeSchema | undefined;
  /** Whether objects of a kind certainly lie in no namespace. */
  isClusterScoped(apiVersion: string, kind: string): boolean;
}

/** Of a known type, with no list that merges. */
export const plainSchema: MergeSchema = Object.freeze({
  field: () => plainSchema,
  items: undefined,
  mergeKeys: undefined,
});
