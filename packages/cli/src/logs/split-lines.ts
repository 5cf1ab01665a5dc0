/** The longest line that is kept; the rest of a longer one is dropped. */
const maxLineLength = 1024 * 1024;

/** The lines of a text that comes in pieces, without their ends. */
export async function* splitLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = (lines.pop() as string).slice(0, maxLineLength);
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
