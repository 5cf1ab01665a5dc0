export { type Environment, type Io } from './context.ts';
export { run, type RunOptions } from './run.ts';
export { compatibleFluxVersion, fluxtsVersion } from './version.ts';
