import { fieldNumbers } from './field-numbers.ts';

/*
 * The notation of the table. A line is a type, by the name that @fluxts/kube gives it, and its fields:
 *
 *   2name      field 2 is `name`
 *   1replicas? the same, and a zero in it is a value: without the mark zeros and empty texts, which Go
 *              always writes, stand for nothing
 *   1^core/v1.Other   field 1 is a struct whose fields stand in this one in JSON
 */

/** What a field number of a message means. */
export type MessageField =
  | { readonly name: string; readonly keepsZero: boolean; readonly embedded?: undefined }
  | { readonly embedded: string };

/** The fields of a message by number. */
export type MessageType = ReadonlyMap<number, MessageField>;

/** Finds a message by its type's name. Lines are read when they are first asked for. */
export class MessageTypes {
  readonly #lines = new Map<string, string>();
  readonly #types = new Map<string, MessageType>();

  constructor(table: string = fieldNumbers) {
    for (const line of table.split('\n')) {
      const space = line.indexOf(' ');
      if (line !== '') this.#lines.set(space < 0 ? line : line.slice(0, space), line);
    }
  }

  /** Undefined for a type that is not in the table. */
  find(name: string): MessageType | undefined {
    const known = this.#types.get(name);
    if (known !== undefined) return known;
    const line = this.#lines.get(name);
    if (line === undefined) return undefined;
    const type = new Map(line.split(' ').slice(1).map(readField));
    this.#types.set(name, type);
    return type;
  }
}

function readField(text: string): [number, MessageField] {
  const parts = /^(?<number>\d+)(?<mark>\^?)(?<name>.*?)(?<zero>\??)$/.exec(text)?.groups ?? {};
  const { number = '0', mark, name = '', zero } = parts;
  return [Number(number), mark === '^' ? { embedded: name } : { name, keepsZero: zero === '?' }];
}
