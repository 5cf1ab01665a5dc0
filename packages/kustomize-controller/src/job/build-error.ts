import { errorMessage, FluxtsError, formatPlace } from '@fluxts/base';

/** Raised by a build. The message is what the Ready condition says. */
export class BuildError extends FluxtsError<'BuildFailed' | 'PostBuildFailed'> {}

/**
 * Puts the stage before a message, and the place in the tree behind it where the message does not name it
 * itself.
 */
export function buildError(stage: string, thrown: unknown): BuildError {
  if (!(thrown instanceof FluxtsError)) {
    return new BuildError('BuildFailed', `${stage}: ${errorMessage(thrown)}`, { cause: thrown });
  }
  const place = thrown.place;
  const where =
    place === undefined || thrown.message.includes(formatPlace(place))
      ? ''
      : ` (${formatPlace(place)})`;
  return new BuildError('BuildFailed', `${stage}: ${thrown.message}${where}`, {
    cause: thrown,
    retry: thrown.retry,
    ...(place === undefined ? {} : { place }),
    ...(thrown.subject === undefined ? {} : { subject: thrown.subject }),
  });
}
