import { PyDateTime } from '../jinja/modules/datetime.js';
import { createModules } from '../jinja/modules/modules.js';
import { pytzUtc } from '../jinja/modules/pytz.js';
import type { Value } from '../jinja/values/types.js';
import { DBT_VERSION } from '../util/version.js';
import { setFunction, setStrictFunction, zipFunction, zipStrictFunction } from './collections.js';
import { createEnvVar, metadataEnvs } from './envVar.js';
import { createExceptions } from './exceptions.js';
import { createFlags } from './flags.js';
import { diffOfTwoDicts, localMd5, tryOrCompilerError, validation } from './helpers.js';
import { createLog, createPrint } from './logging.js';
import { createFromYaml, fromjson, tojson, toyaml } from './serialization.js';
import { createTarget } from './target.js';
import type { BaseName, BaseScope } from './types.js';
import { createVar } from './var.js';

/** A name whose value is new in each run: the render that asks for it cannot be cached. */
function volatile(name: string, value: BaseName): BaseName {
  return (scope) => {
    scope.onRead?.('volatile', name, undefined);
    return value(scope);
  };
}

/**
 * What YAML files and templates alike see, by name. A value is made when a template first asks for it; names of a node
 * (ref, this, model, ...), of the connection and `return` belong to others.
 */
export const BASE_NAMES: Readonly<Record<string, BaseName>> = {
  dbt_version: () => DBT_VERSION,
  var: (scope) => createVar(scope.vars, scope.onRead),
  env_var: (scope) =>
    createEnvVar({ env: scope.invocation.env, allowSecrets: scope.allowSecrets, onRead: scope.onRead }),
  target: (scope) => scope.target && createTarget(scope.target, scope.onRead),
  env: (scope) => scope.target && createTarget(scope.target, scope.onRead),
  flags: (scope) => createFlags(scope.flags, scope.onRead),
  fromjson: () => fromjson,
  tojson: () => tojson,
  fromyaml: (scope) => createFromYaml(scope.parseYaml),
  toyaml: () => toyaml,
  set: () => setFunction,
  set_strict: () => setStrictFunction,
  zip: () => zipFunction,
  zip_strict: () => zipStrictFunction,
  log: createLog,
  print: createPrint,
  exceptions: createExceptions,
  modules: (scope) => createModules((name) => scope.onRead?.('volatile', name, undefined)),
  validation: () => validation,
  local_md5: () => localMd5,
  diff_of_two_dicts: () => diffOfTwoDicts,
  try_or_compiler_error: () => tryOrCompilerError,
  run_started_at: volatile('run_started_at', ({ invocation }) => startOf(invocation.startedAt)),
  invocation_id: volatile('invocation_id', ({ invocation }) => invocation.id),
  invocation_args_dict: volatile('invocation_args_dict', ({ invocation }) => ({ ...invocation.args })),
  dbt_metadata_envs: volatile('dbt_metadata_envs', ({ invocation }) => metadataEnvs(invocation.env)),
};

function startOf(iso: string): PyDateTime {
  return PyDateTime.fromIso(iso).inZone(pytzUtc);
}

/** The base names of one scope as thunks. */
export function createBaseContext(scope: BaseScope): Readonly<Record<string, () => Value | undefined>> {
  return Object.fromEntries(Object.entries(BASE_NAMES).map(([name, make]) => [name, () => make(scope)]));
}
