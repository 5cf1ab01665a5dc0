import { UsageError } from '../error.ts';
import type { CliKind } from '../kinds/kind.ts';

/** The one name that a verb takes. @throws UsageError `InvalidArguments` */
export function oneName(args: readonly string[], kind: CliKind): string {
  const [name, ...rest] = args;
  if (name === undefined) {
    throw new UsageError('InvalidArguments', `${kind.api.kind} name is required`);
  }
  if (rest.length > 0) {
    throw new UsageError(
      'InvalidArguments',
      `one ${kind.api.kind} name can be given, not ${args.length}`,
    );
  }
  return name;
}
