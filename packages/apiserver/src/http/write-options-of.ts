import { badRequest } from '../api-error.ts';
import type { WriteOptions } from '../write/write-options.ts';
import type { ApiRequest } from './api-request.ts';

const longestManager = 128;

/**
 * Reads what a write asks for from the query.
 * @param managerRequired whether `fieldManager` must be given, as an apply must
 * @throws ApiError `BadRequest`
 */
export function writeOptionsOf(request: ApiRequest, managerRequired = false): WriteOptions {
  const { query, user, warn } = request;
  return {
    user,
    warn,
    dryRun: isDryRun(query.getAll('dryRun')),
    fieldManager: managerOf(request, managerRequired),
    fieldValidation: fieldValidationOf(query.get('fieldValidation')),
  };
}

/** @throws ApiError `BadRequest` for anything but `All` */
export function isDryRun(values: readonly string[]): boolean {
  for (const value of values) {
    if (value !== '' && value !== 'All') {
      throw badRequest(
        `dryRun: Unsupported value: ${JSON.stringify(value)}: supported values: "All"`,
      );
    }
  }
  return values.includes('All');
}

function managerOf(request: ApiRequest, required: boolean): string {
  const given = request.query.get('fieldManager') ?? '';
  if (given === '') {
    if (required) throw badRequest('fieldManager: Required value: is required for apply patch');
    const agent = request.http.headers['user-agent'] ?? '';
    return agent.split('/')[0]?.slice(0, longestManager) || 'unknown';
  }
  if (given.length > longestManager) {
    throw badRequest(`fieldManager: Too long: may not be more than ${longestManager} bytes`);
  }
  // oxlint-disable-next-line no-control-regex -- a manager's name must be printable
  if (/[\u0000-\u001f\u007f]/.test(given)) {
    throw badRequest('fieldManager: Invalid value: should only contain printable characters');
  }
  return given;
}

function fieldValidationOf(text: string | null): WriteOptions['fieldValidation'] {
  switch (text) {
    case null:
    case '':
      return 'Warn';
    case 'Ignore':
    case 'Strict':
    case 'Warn':
      return text;
    default:
      throw badRequest(
        `fieldValidation: Unsupported value: ${JSON.stringify(text)}: supported values: "Ignore", "Strict", "Warn"`,
      );
  }
}
