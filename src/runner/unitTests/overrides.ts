import { LazyMapping } from '../../context/lazyMapping.js';
import type { RuntimeContext } from '../../context/runtimeContext.js';
import type { ContextEnvironment } from '../../context/types.js';
import { findItem } from '../../jinja/values/operations.js';
import { callable, type Value } from '../../jinja/values/types.js';
import type { UnitTest } from '../../manifest/types.js';

interface Overrides {
  readonly macros: Readonly<Record<string, Value>>;
  readonly vars: Readonly<Record<string, Value>>;
  readonly env_vars: Readonly<Record<string, Value>>;
}

function overridesOf(test: UnitTest): Overrides {
  return { macros: {}, vars: {}, env_vars: {}, ...test.overrides };
}

/** The environment with the test's vars before all others, and its environment variables. */
export function withOverriddenVars(environment: ContextEnvironment, test: UnitTest): ContextEnvironment {
  const { vars, env_vars: envVars } = overridesOf(test);
  if (Object.keys(vars).length + Object.keys(envVars).length === 0) return environment;
  const { project } = environment;
  const env = { ...project.invocation.env };
  for (const [name, value] of Object.entries(envVars)) env[name] = String(value);
  return {
    ...environment,
    project: {
      ...project,
      cliVars: { ...project.cliVars, ...vars },
      invocation: { ...project.invocation, env },
    },
  };
}

/** Replaces macros by functions that give a fixed value: `name`, or `package.name` inside its namespace. */
export function overrideMacros(context: RuntimeContext, test: UnitTest): void {
  const byPackage = new Map<string, Map<string, Value>>();
  for (const [name, value] of Object.entries(overridesOf(test).macros)) {
    const constant = callable(name, () => value);
    const dot = name.indexOf('.');
    if (dot < 0) {
      context.define(name, constant);
      continue;
    }
    const packageName = name.slice(0, dot);
    const own = byPackage.get(packageName) ?? new Map<string, Value>();
    byPackage.set(packageName, own.set(name.slice(dot + 1), constant));
  }
  for (const [packageName, own] of byPackage) {
    const original = context.lookup(packageName);
    const namespace = new LazyMapping({
      get: (name) => own.get(name) ?? (original === undefined ? undefined : findItem(original, name)),
      keys: () => own.keys(),
    });
    context.define(packageName, namespace);
  }
}
