import type { CompiledManifestNode, Manifest } from '../manifest/types.js';

/** What a template may ask to tell a build from other commands. */
const ASKS_COMMAND = /\bWHICH\b|\bflags\.which\b|\[['"]which['"]\]|\binvocation_args_dict\b/;

/**
 * The SQL that this command has compiled already with the warehouse behind it, where that is what a build would run, too.
 * Incremental models are left out, since their SQL may read what they made before, and nodes whose templates may ask
 * which command runs.
 */
export function createCompiledSql(manifest: Manifest): (node: CompiledManifestNode) => string | undefined {
  const asking = macrosThatAsk(manifest);
  return (node) => {
    const { compiled, compiled_code: sql, config, raw_code: source, depends_on: dependsOn } = node;
    if (compiled !== true || typeof sql !== 'string' || config.materialized === 'incremental')
      return undefined;
    return ASKS_COMMAND.test(source) || dependsOn.macros.some((id) => asking.has(id)) ? undefined : sql;
  };
}

/** Macros that ask which command runs, and those that call them. */
function macrosThatAsk({ macros }: Manifest): ReadonlySet<string> {
  const callers = new Map<string, string[]>();
  for (const { unique_id: id, depends_on: dependsOn } of Object.values(macros)) {
    for (const called of dependsOn.macros) {
      const known = callers.get(called);
      if (known === undefined) callers.set(called, [id]);
      else known.push(id);
    }
  }
  const asking = new Set(
    Object.values(macros)
      .filter((macro) => ASKS_COMMAND.test(macro.macro_sql))
      .map((macro) => macro.unique_id),
  );
  for (const id of asking) for (const caller of callers.get(id) ?? []) asking.add(caller);
  return asking;
}
