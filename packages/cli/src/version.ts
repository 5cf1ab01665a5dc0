/** The version of fluxts: one for all its packages. */
export const fluxtsVersion = '0.1.0';

/** The release of Flux whose commands, flags, defaults and APIs these are. */
export const compatibleFluxVersion = 'v2.9';
