import type { RuntimeContext } from '../../context/runtimeContext.js';
import type { ContextEnvironment } from '../../context/types.js';
import type { Value } from '../../jinja/values/types.js';
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

/** Replaces macros (`name` or `package.name`) by functions that give a fixed value. */
export function overrideMacros(context: RuntimeContext, test: UnitTest): void {
  for (const [name, value] of Object.entries(overridesOf(test).macros)) context.replaceMacro(name, value);
}
