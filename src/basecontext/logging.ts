import { pyFunction } from '../jinja/pyFunction.js';
import { pyStr, pyTruthy } from '../jinja/values/operations.js';
import type { Callable } from '../jinja/values/types.js';
import { scrubSecrets } from './secrets.js';
import type { BaseScope } from './types.js';

type LogScope = Pick<BaseScope, 'log' | 'invocation' | 'flags'>;

/** `log(msg, info=False)`: a line at debug or info level; ''. */
export function createLog({ log, invocation }: LogScope): Callable {
  return pyFunction('log', ['msg', 'info?'], (message, info) => {
    const msg = scrubSecrets(pyStr(message), invocation.env);
    if (info !== undefined && pyTruthy(info))
      log.fire({ name: 'JinjaLogInfo', code: 'I062', level: 'info', msg });
    else log.fire({ name: 'JinjaLogDebug', code: 'I063', level: 'debug', msg });
    return '';
  });
}

/** `print(msg)`: a line to stdout, also when quiet, unless --no-print; ''. */
export function createPrint({ log, invocation, flags }: LogScope): Callable {
  return pyFunction('print', ['msg'], (message) => {
    if (flags['print'] !== false) log.print(scrubSecrets(pyStr(message), invocation.env));
    return '';
  });
}
