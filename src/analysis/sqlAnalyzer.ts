import type { MacroCaller, Slot } from '../adapters/runtime.js';
import { createMacroCaller } from '../context/macroCaller.js';
import type { ContextEnvironment } from '../context/types.js';
import type { Project } from '../project/types.js';
import { createPolyglotLineage } from './lineage/polyglotLineage.js';
import { openShadowCatalog, type ShadowCatalog } from './shadow/shadowCatalog.js';
import type { BindProvider, LineageProvider } from './types.js';

/** The providers for a project's engine: the binder is DuckDB's, so only DuckDB has one. */
export interface SqlAnalyzer {
  readonly binder?: BindProvider;
  readonly shadow?: ShadowCatalog;
  /** Only when asked for. */
  readonly lineage?: LineageProvider;
  macroCaller(environment: ContextEnvironment, slot: Slot): MacroCaller;
  close(): Promise<void>;
}

/** Polyglot's name of an engine where it is not ours. */
const DIALECTS: Readonly<Record<string, string>> = { postgres: 'postgresql' };

export async function openAnalyzer(
  project: Project,
  databases: readonly string[],
  wantsLineage: boolean,
): Promise<SqlAnalyzer> {
  const { plugin, credentials } = project.target;
  const { type } = plugin;
  const shadow =
    type === 'duckdb'
      ? await openShadowCatalog({ databases, extensions: extensionNames(credentials['extensions']) })
      : undefined;
  const lineage = wantsLineage ? await createPolyglotLineage(DIALECTS[type] ?? type) : undefined;
  return {
    ...(shadow && { binder: shadow, shadow }),
    ...(lineage && { lineage }),
    macroCaller: createMacroCaller,
    close: async () => shadow?.close(),
  };
}

function extensionNames(given: unknown): string[] {
  if (!Array.isArray(given)) return [];
  return given.map((item) =>
    String(typeof item === 'object' && item !== null ? (item as { name?: string }).name : item),
  );
}
