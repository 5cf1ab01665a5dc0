/** The object was deleted while it was reconciled; there is nothing more to do, or to tell. */
export class ObjectGone extends Error {
  constructor() {
    super('the Kustomization was deleted while it was reconciled');
    this.name = 'ObjectGone';
  }
}
