import type { ProjectLineage } from '../../analysis/lineage/projectLineage.js';
import type { Graph } from '../../graph/graph.js';
import type { ParsedProject } from '../../parser/parseProject.js';
import type { Catalog } from '../catalog.js';
import type { LastResults } from './lastResults.js';

/** Everything the site is made from. */
export interface SiteInput {
  readonly parsed: ParsedProject;
  readonly graph: Graph;
  readonly catalog: Catalog;
  /** Undefined when columns were not traced. */
  readonly lineage?: ProjectLineage;
  /** About how many rows, by unique_id. */
  readonly rowCounts: ReadonlyMap<string, number>;
  readonly results: LastResults;
  /** ISO 8601 UTC. */
  readonly generatedAt: string;
}
