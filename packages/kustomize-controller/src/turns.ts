/** Lets others have their turn on the main loop, in the middle of work that takes long for thousands of objects. */
export function othersTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
