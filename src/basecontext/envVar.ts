import { XformError } from '../errors/error.js';
import { pyFunction } from '../jinja/pyFunction.js';
import { pyStr } from '../jinja/values/operations.js';
import type { Callable, Value } from '../jinja/values/types.js';
import { didYouMean } from '../util/didYouMean.js';
import { SECRET_PREFIX } from './secrets.js';
import { ignoreRead, type OnRead } from './types.js';

export interface EnvVarOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly allowSecrets?: boolean;
  readonly onRead?: OnRead;
}

/** `env_var(name, default)`: a string; the default, as it is, when the variable is not set. */
export function createEnvVar({ env, allowSecrets = false, onRead = ignoreRead }: EnvVarOptions): Callable {
  return pyFunction('env_var', ['var', 'default?'], (name: Value, fallback: Value) => {
    if (typeof name !== 'string') {
      throw new XformError(
        'compilation',
        `env_var() takes the name of a variable as a string, not ${pyStr(name)}`,
      );
    }
    if (name.startsWith(SECRET_PREFIX) && !allowSecrets) throw secretNotAllowed(name);
    const value = env[name];
    onRead('env', name, value ?? null);
    if (value !== undefined) return value;
    if (fallback !== undefined && fallback !== null) return fallback;
    throw new XformError('parse', `Env var required but not provided: '${name}'`, {
      hint:
        didYouMean(name, Object.keys(env)) ??
        `Set it before running (export ${name}=...), or give a default: env_var('${name}', 'default').`,
    });
  });
}

function secretNotAllowed(name: string): XformError {
  return new XformError(
    'parse',
    `the secret env var '${name}' may only be used in profiles.yml or packages.yml`,
    {
      hint: `Variables whose names begin with ${SECRET_PREFIX} are kept out of SQL, logs and artifacts; use another name here.`,
    },
  );
}

/** `dbt_metadata_envs`: the variables DBT_ENV_CUSTOM_ENV_*, without that prefix. */
export function metadataEnvs(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const prefix = 'DBT_ENV_CUSTOM_ENV_';
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith(prefix) && value !== undefined) found[name.slice(prefix.length)] = value;
  }
  return found;
}
