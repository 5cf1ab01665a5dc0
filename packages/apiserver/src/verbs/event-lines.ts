/** The lines of watches. Watches that send the same object share its line, so it is put together once. */
export class EventLines {
  readonly #lines = new WeakMap<Uint8Array, Map<string, Uint8Array>>();

  /** @param object JSON; its identity stands for its content */
  of(type: string, object: Uint8Array): Uint8Array {
    let byType = this.#lines.get(object);
    if (byType === undefined) {
      byType = new Map();
      this.#lines.set(object, byType);
    }
    let line = byType.get(type);
    if (line === undefined) {
      line = Buffer.concat([Buffer.from(`{"type":"${type}","object":`), object, tail]);
      byType.set(type, line);
    }
    return line;
  }
}

const tail = Buffer.from('}\n');
