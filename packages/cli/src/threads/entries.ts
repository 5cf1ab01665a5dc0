/**
 * The modules that run in threads. They are bundled beside the entry of the command line, whichever chunk
 * this code ends up in.
 */
export interface ThreadModules {
  readonly apiServer: URL;
  readonly worker: URL;
}

/** Finds the thread modules of a bundle. @param bundle the folder of the bundle's entry */
export function threadModules(bundle: URL): ThreadModules {
  return {
    apiServer: new URL('api-server-thread.js', bundle),
    worker: new URL('worker-thread.js', bundle),
  };
}
