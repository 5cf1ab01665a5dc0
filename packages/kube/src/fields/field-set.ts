/** A set of field paths, as managedFields record them. */
export interface FieldSet {
  readonly empty: boolean;
}
