/**
 * Does work for every item, at most `limit` at a time, and waits for all of it.
 * @returns the results in the order of the items
 * @throws the first error, once everything that had begun has ended; nothing new begins after it
 */
export async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = Array.from({ length: items.length });
  const failure: { error?: unknown; happened: boolean } = { happened: false };
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length && !failure.happened) {
      const index = next++;
      try {
        results[index] = await work(items[index] as T);
      } catch (error) {
        if (!failure.happened) failure.error = error;
        failure.happened = true;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  if (failure.happened) throw failure.error;
  return results;
}
