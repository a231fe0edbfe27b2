import { parseMetric } from '../semantic/metrics.js';
import { parseSavedQuery } from '../semantic/savedQueries.js';
import { parseSemanticModel } from '../semantic/semanticModels.js';
import type { ParseSession } from '../session.js';
import { parseNodeTests } from '../tests/genericTests.js';
import { parseExposure } from './exposures.js';
import { parseGroup } from './groups.js';
import type { PropertyEntry } from './readProperties.js';
import type { Section } from './sections.js';
import { parseSource } from './sources.js';
import { parseUnitTest } from './unitTests.js';

type EntryParser = (session: ParseSession, entry: PropertyEntry) => void;

/** Sections whose entries are resources of their own, or carry tests. */
const PARSERS: Readonly<Partial<Record<Section, EntryParser>>> = {
  groups: parseGroup,
  models: parseNodeTests,
  seeds: parseNodeTests,
  snapshots: parseNodeTests,
  sources: parseSource,
  exposures: parseExposure,
  unit_tests: parseUnitTest,
  semantic_models: parseSemanticModel,
  metrics: parseMetric,
  saved_queries: parseSavedQuery,
};

/** Everything that is defined in property files, after the nodes that it is about. */
export function parseEntries(session: ParseSession, entries: readonly PropertyEntry[]): void {
  for (const entry of entries) PARSERS[entry.section]?.(session, entry);
}
