import { randomBytes as platformRandomBytes } from 'node:crypto';
import { timeFromDate } from '@fluxts/gocompat';
import { fixed, type FunctionMap } from '../functions/function.ts';
import { certificateFunctions } from './certificates.ts';
import { cryptoFunctions } from './crypto.ts';
import { dateFunctions } from './dates.ts';
import { defaultFunctions } from './defaults.ts';
import { dictFunctions } from './dicts.ts';
import { encodingFunctions } from './encoding.ts';
import { generateKey } from './keys.ts';
import { listFunctions } from './lists.ts';
import { mathFunctions } from './math.ts';
import type { SprigOptions } from './options.ts';
import { pathFunctions } from './paths.ts';
import { randomFunctions } from './random.ts';
import { regexFunctions } from './regex.ts';
import { semverFunctions } from './semver.ts';
import { stringFunctions } from './strings.ts';
import { urlFunctions } from './url.ts';

/**
 * The functions of sprig 3, by name. `env` and `expandenv` are not there, as in Helm: a template learns
 * nothing of the process. `getHostByName` is, and always gives an empty text: nothing is asked of the
 * network.
 */
export function sprigFunctions(options: SprigOptions = {}): FunctionMap {
  const now = options.now ?? (() => timeFromDate(new Date()));
  const random = options.randomBytes ?? ((count: number) => platformRandomBytes(count));
  return {
    ...stringFunctions,
    ...mathFunctions,
    ...listFunctions,
    ...dictFunctions,
    ...defaultFunctions,
    ...encodingFunctions,
    ...regexFunctions,
    ...semverFunctions,
    ...pathFunctions,
    ...urlFunctions,
    ...dateFunctions(now),
    ...cryptoFunctions(random),
    ...certificateFunctions({
      now,
      random,
      generateKey: options.generateKey ?? generateKey,
    }),
    ...randomFunctions(random),
    getHostByName: fixed(['string'], () => ''),
  };
}
