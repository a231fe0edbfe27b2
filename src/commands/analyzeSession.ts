import { type AnalyzeOptions, analyzeProject, type ProjectAnalysis } from '../analysis/analyzeProject.js';
import type { Session } from './session.js';

/** The analysis of a command's project, with the cache unless --no-partial-parse is set. */
export function analyzeSession(
  { parsed, graph, targetFolder, effects }: Session,
  options: Pick<AnalyzeOptions, 'lineage' | 'trustSources' | 'relationsOnly' | 'useCompiled'>,
): Promise<ProjectAnalysis> {
  return analyzeProject({
    parsed,
    graph,
    targetFolder,
    useCache: parsed.project.flags.partial_parse,
    signal: effects.signal,
    ...options,
  });
}
