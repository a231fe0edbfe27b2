import type { GraphNode, Manifest } from '../manifest/types.js';
import type { ParsedProject } from '../parser/parseProject.js';
import { idsRead } from './nodeOrder.js';
import type { OfflineCompiler } from './offlineCompiler.js';
import type { RelationBook } from './relationBook.js';
import type { KnownRelation, NodeAnalysis } from './types.js';

/** What was found out so far, while the project is gone through from its sources down. */
export interface Analyses {
  readonly manifest: Manifest;
  readonly results: ReadonlyMap<string, NodeAnalysis>;
  readonly relations: RelationBook;
  add(analysis: NodeAnalysis): void;
  /** Makes the relation known to the statements and templates that follow. */
  learn(relation: KnownRelation): KnownRelation;
  /** The analyses of what a node's SQL reads, ephemeral models seen through. */
  readBy(node: GraphNode): readonly NodeAnalysis[];
}

export function createAnalyses(
  { manifest }: ParsedProject,
  relations: RelationBook,
  compiler: OfflineCompiler,
): Analyses {
  const results = new Map<string, NodeAnalysis>();
  return {
    manifest,
    results,
    relations,
    add(analysis) {
      results.set(analysis.node.unique_id, analysis);
    },
    learn(relation) {
      if (relations.add(relation)) compiler.addRelation(relation);
      return relation;
    },
    readBy: (node) =>
      idsRead(node, manifest).flatMap((id) => {
        const known = results.get(id);
        return known === undefined ? [] : [known];
      }),
  };
}
