import { bool, choice, type Flag, string } from '../command/flag.ts';
import type { Invocation } from '../command/command.ts';
import { UsageError } from '../error.ts';
import { parseStatusSelector, type StatusSelector } from './status-selector.ts';

/** The flags of every `get`. */
export type GetFlags = {
  readonly 'all-namespaces': Flag<boolean>;
  readonly 'no-header': Flag<boolean>;
  readonly watch: Flag<boolean>;
  readonly 'status-selector': Flag<string>;
  readonly 'label-selector': Flag<string>;
  readonly output: Flag<'json' | 'yaml' | ''>;
};

/** The flags of every `get`, as flux 2.9 has them; `--output` is ours. */
export const getFlags: GetFlags = {
  'all-namespaces': bool(false, 'list the requested object(s) across all namespaces', {
    short: 'A',
  }),
  'no-header': bool(false, 'skip the header when printing the results'),
  watch: bool(false, 'After listing/getting the requested object, watch for changes.', {
    short: 'w',
  }),
  'status-selector': string(
    '',
    'specify the status condition name and the desired state to filter the get result, e.g. ready=false or ready!=true',
  ),
  'label-selector': string('', 'filter objects by label selector', { short: 'l' }),
  output: choice(['json', 'yaml'], '', "print the objects themselves: 'json' or 'yaml'", {
    short: 'o',
  }),
};

/** What a `get` was asked for. */
export interface Query {
  readonly name: string | undefined;
  /** The namespace asked for; `undefined` for all. */
  readonly namespace: string | undefined;
  readonly header: boolean;
  readonly watch: boolean;
  readonly labelSelector: string;
  readonly status: StatusSelector | undefined;
  readonly output: 'json' | 'yaml' | '';
}

/** Reads operands and flags. @throws UsageError */
export function readQuery({ args, flags }: Invocation<GetFlags>, namespace: string): Query {
  if (args.length > 1) {
    throw new UsageError('InvalidArguments', `one name can be given, not ${args.length}`);
  }
  return {
    name: args[0],
    namespace: flags['all-namespaces'] ? undefined : namespace,
    header: !flags['no-header'],
    watch: flags.watch,
    labelSelector: flags['label-selector'],
    status: parseStatusSelector(flags['status-selector']),
    output: flags.output,
  };
}
