import { createAnalyses } from '../../src/analysis/analyses.js';
import type { ProjectAnalysis } from '../../src/analysis/analyzeProject.js';
import { analyzeStatement } from '../../src/analysis/analyzeStatement.js';
import { checkProject, type Finding } from '../../src/analysis/checks/checkProject.js';
import { parseCheckSettings } from '../../src/analysis/checks/rules.js';
import { createOfflineCompiler } from '../../src/analysis/offlineCompiler.js';
import { createAnalyzer } from '../../src/analysis/sqlAnalyzer.js';
import type { RelationName } from '../../src/analysis/types.js';
import type { Session } from '../../src/commands/session.js';
import type { CompiledManifestNode } from '../../src/manifest/types.js';
import type { Mutant } from './sqlMutants.js';

/** The database that tells the truth. */
export interface Engine {
  begin(): Promise<unknown>;
  rollback(): Promise<unknown>;
  /** Builds a relation; what the engine says against it, or undefined. */
  build(name: RelationName, sql: string): Promise<string | undefined>;
}

export interface MutantResult {
  /** What the engine says against the first model that it refuses. */
  readonly refused: string | undefined;
  /** What the checks say of that model; where the engine refuses none, of any. */
  readonly found: Finding | undefined;
  /** The finding stands at the mistake, or, in a model downstream, where the column is used. */
  readonly placed: boolean;
  readonly told: string;
}

export interface MutantCheck {
  (id: string, mutant: Mutant): Promise<MutantResult>;
  close(): Promise<void>;
}

/** Checks a project with one changed model, and builds that model and those downstream of it. */
export function createMutantCheck(session: Session, base: ProjectAnalysis, engine: Engine): MutantCheck {
  const { parsed, graph, project } = session;
  const { manifest } = parsed;

  async function check(id: string, mutant: Mutant): Promise<MutantResult> {
    const original = manifest.nodes[id] as CompiledManifestNode;
    const mutated = { ...original, raw_code: mutant.code } as CompiledManifestNode;
    const changed = [id, ...graph.descendants([id])].filter((each) => each.startsWith('model.'));
    const order = [...base.keys()].filter((each) => changed.includes(each));
    const databases = [project.target.credentials.database];
    const analyzer = createAnalyzer({ project, databases, rowsOf: () => undefined });
    const compiler = createOfflineCompiler(parsed, analyzer.query);
    const analyses = createAnalyses(parsed, analyzer.relations, compiler);
    for (const [other, analysis] of base) {
      if (changed.includes(other)) continue;
      analyses.add(analysis);
      if (analysis.relation !== undefined && !/^(test|analysis)\./.test(other))
        analyses.learn(analysis.relation);
    }
    let refused: string | undefined;
    let at = id;
    await engine.begin();
    for (const each of order) {
      const node = each === id ? mutated : (manifest.nodes[each] as CompiledManifestNode);
      await analyzeStatement(node, { analyses, analyzer, compiler, traced: true });
      const { sql } = analyses.results.get(each)!;
      if (refused !== undefined || sql === undefined) continue;
      const { database, schema, alias } = node;
      const isBuilt = node.config.materialized !== 'ephemeral';
      refused = isBuilt ? await engine.build({ database, schema, identifier: alias }, sql) : undefined;
      if (refused !== undefined) at = each;
    }
    await engine.rollback();
    await compiler.close();
    await analyzer.close();
    const { findings } = checkProject(analyses.results, {
      project,
      manifest,
      graph,
      settings: parseCheckSettings({ unused_cte: 'off', unused_model: 'off' }),
      selected: new Set(order),
    });
    const found = findings.find((finding) => refused === undefined || finding.node === at);
    const code = at === id ? mutant.code : (manifest.nodes[at] as CompiledManifestNode).raw_code;
    const placed = found !== undefined && isPlaced(found, code, mutant, at === id);
    const told = `${mutant.kind} in ${original.name}: ${mutant.was} -> ${mutant.text || 'nothing'}; ${at}: ${refused}; ${JSON.stringify([found?.message, found?.place])}`;
    return { refused, found, placed, told };
  }

  return Object.assign(check, { close: async () => undefined });
}

/** On the line of the mistake, over it; or, where it only shows elsewhere, on a line with the word in question. */
function isPlaced({ place, message }: Finding, code: string, mutant: Mutant, here: boolean): boolean {
  if (place.line === undefined || place.column === undefined) return false;
  const line = code.split('\n')[place.line - 1] ?? '';
  if (here && mutant.kind !== 'drop' && mutant.kind !== 'retype') {
    const before = code.slice(0, mutant.at);
    const from = mutant.at - before.lastIndexOf('\n');
    const isMistake = place.line === before.split('\n').length;
    // `t.column` is told at `t`.
    const head = /[\w$.]*$/.exec(before)![0].length;
    const tail = /^[\w$.]*/.exec(code.slice(mutant.at))![0].length;
    if (isMistake) return place.column >= from - head && place.column <= from + tail;
  }
  // A name that is defined wrong shows where it is used.
  const words = [mutant.was, ...[...message.matchAll(/"(\w+)"/g)].map((match) => match[1]!)];
  const rest = line.slice(place.column - 1);
  const uses = new RegExp(`\\b${mutant.was}\\b`, 'i').test(line);
  return (
    words.some((word) => new RegExp(`^["\\w.]*\\b${word}\\b`, 'i').test(rest)) ||
    (mutant.kind === 'retype' && uses)
  );
}
