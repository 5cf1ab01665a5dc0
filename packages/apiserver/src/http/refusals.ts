import { ApiError } from '../api-error.ts';

/** The refusal of an address that names nothing. */
export function nowhere(): ApiError {
  return new ApiError('NotFound', 'the server could not find the requested resource', {});
}

/** The refusal of a method that the address does not have. */
export function methodNotAllowed(): ApiError {
  return new ApiError(
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

/** The refusal of one request too many. */
export function tooMany(): ApiError {
  return new ApiError('TooManyRequests', 'too many requests, please try again later', {
    retryAfterSeconds: 1,
  });
}
