import { Relation } from '../adapters/relation.js';
import type { QueryResult } from '../adapters/types.js';
import { compileNode } from '../compiler/compileNode.js';
import { createMacroCaller } from '../context/macroCaller.js';
import type { ContextEnvironment } from '../context/types.js';
import { errorsOf } from '../errors/error.js';
import { graphNodes } from '../graph/graph.js';
import type { CompiledManifestNode } from '../manifest/types.js';
import type { ParsedProject } from '../parser/parseProject.js';
import { relationNameOf } from './knownColumns.js';
import { createStandIn } from './shadow/standIn.js';
import type { KnownRelation } from './types.js';

export type OfflineResult = { readonly sql: string } | { readonly unknown: string };

/** Compiles nodes with no warehouse behind them. */
export interface OfflineCompiler {
  /** The node's SQL, or why it cannot be told without the warehouse; never throws. */
  compile(node: CompiledManifestNode): Promise<OfflineResult>;
  /** Lets templates find the relation as one that exists. */
  addRelation(relation: KnownRelation): void;
  close(): Promise<void>;
}

export function createOfflineCompiler(
  parsed: ParsedProject,
  answer: ((sql: string) => Promise<QueryResult | undefined>) | undefined,
  /** The node's SQL where it is known already. */
  compiledSql: (node: CompiledManifestNode) => string | undefined = () => undefined,
): OfflineCompiler {
  const { project, manifest } = parsed;
  const { runtime, takeUnanswered } = createStandIn(project, answer);
  const environment: ContextEnvironment = {
    ...parsed.environment,
    // What templates say is said by the run, not by looking at their SQL.
    log: { ...parsed.environment.log, fire() {}, warn() {} },
    // Templates are told that it is a build: what runs in the warehouse is what counts, whatever the command is.
    project: { ...project, flags: { ...project.flags, which: 'build' } },
    run: { selectedResources: [], writeFile: () => undefined },
  };
  for (const node of graphNodes(manifest)) {
    const { database, schema } = relationNameOf(node);
    if (schema && !runtime.cache.hasSchema(database, schema)) runtime.cache.setSchema(database, schema);
  }
  /** Said when the template asked what only the warehouse knows: what it does without an answer tells nothing. */
  function dependence(): { unknown: string } | undefined {
    const [query] = takeUnanswered();
    if (query === undefined) return undefined;
    return { unknown: `its SQL depends on a query: ${query.trim().replace(/\s+/g, ' ').slice(0, 80)}` };
  }

  return {
    async compile(node) {
      const known = compiledSql(node);
      if (known !== undefined) return { sql: known };
      const slot = runtime.connect({
        name: node.unique_id,
        callMacro: (name, args, kwargs) => createMacroCaller(environment, slot)(name, args, kwargs),
      });
      takeUnanswered();
      try {
        const { sql } = await compileNode(environment, node, slot);
        return dependence() ?? { sql };
      } catch (error) {
        const message = errorsOf(error)[0]!.message.split('\n')[0]!;
        return dependence() ?? { unknown: `it does not compile: ${message}` };
      } finally {
        await slot.release().catch(() => undefined);
      }
    },
    addRelation({ name: { database, schema, identifier } }) {
      const { dialect } = project.target.plugin;
      runtime.cache.add(Relation.create({ dialect, database, schema, identifier, type: 'table' }));
    },
    close: () => runtime.close(),
  };
}
