import { formatJson } from '../adapters/table/print.js';
import type { AgateTable } from '../adapters/table.js';
import { lineageRecord } from '../analysis/lineage/projectLineage.js';
import type { Catalog } from '../docs/catalog.js';
import { manifestJson } from '../manifest/artifact.js';
import type { RunResult, SourceResult } from '../manifest/runResult.js';
import type { GraphNode, Manifest } from '../manifest/types.js';
import type { CommandOutcome } from './runCommand.js';
import type {
  CheckReport,
  CompileReport,
  DocsReport,
  FreshnessReport,
  ImpactReport,
  LineageReport,
  ListReport,
  ProjectReport,
  RunReport,
  ShownTable,
  ShowReport,
} from './types.js';

/** Sections of a manifest that hold resources. */
const RESOURCES = [
  'nodes',
  'sources',
  'exposures',
  'metrics',
  'saved_queries',
  'semantic_models',
  'unit_tests',
  'functions',
] as const;

export function projectReport({ report, records }: CommandOutcome): ProjectReport {
  let manifest: Manifest | undefined;
  return {
    ...report,
    get manifest() {
      manifest ??= JSON.parse(manifestJson(records.parsed!)) as Manifest;
      return manifest;
    },
  };
}

export function runReport(outcome: CommandOutcome): RunReport {
  const { executed = [], unlisted = [], results = executed.map((each) => each.result) } = outcome.records;
  return extend(projectReport(outcome), {
    results: plain(results) as RunResult[],
    errors: [...executed, ...unlisted].flatMap((each) => each.errors),
  });
}

export function listReport(outcome: CommandOutcome): ListReport {
  const report = projectReport(outcome);
  const { selected = [] } = outcome.records;
  return extend(report, {
    get nodes() {
      const all = new Map<string, GraphNode>();
      for (const section of RESOURCES) {
        for (const [id, node] of Object.entries(report.manifest[section])) all.set(id, node);
      }
      return selected.map((id) => all.get(id)!);
    },
  });
}

export function compileReport(outcome: CommandOutcome): CompileReport {
  const { executed = [] } = outcome.records;
  const compiled = executed.map(({ result }) => [result.unique_id, result.compiled_code ?? ''] as const);
  return extend(runReport(outcome), { compiled: Object.fromEntries(compiled) });
}

export function showReport(outcome: CommandOutcome): ShowReport {
  const { selected = [], tables } = outcome.records;
  const shown = selected.flatMap((id) => (tables?.has(id) ? [shownTable(id, tables.get(id)!)] : []));
  return extend(runReport(outcome), { tables: shown });
}

function shownTable(id: string, table: AgateTable): ShownTable {
  return { unique_id: id, columns: table.columnNames, rows: JSON.parse(formatJson(table, undefined)) };
}

export function lineageReport(outcome: CommandOutcome): LineageReport {
  const { lineage, trace } = outcome.records;
  return extend(projectReport(outcome), {
    lineage: lineageRecord(lineage!),
    ...(trace && { trace }),
  });
}

export function checkReport(outcome: CommandOutcome): CheckReport {
  return extend(projectReport(outcome), outcome.records.check!);
}

export function impactReport(outcome: CommandOutcome): ImpactReport {
  return extend(projectReport(outcome), outcome.records.impact!);
}

export function docsReport(outcome: CommandOutcome): DocsReport {
  return extend(projectReport(outcome), { catalog: plain(outcome.records.catalog) as Catalog });
}

export function freshnessReport(outcome: CommandOutcome): FreshnessReport {
  return extend(runReport(outcome), { sources: plain(outcome.records.freshness) as SourceResult[] });
}

/** Adds to a report without asking for what it makes on demand. */
function extend<A extends object, B extends object>(report: A, more: B): A & B {
  return Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(report),
      ...Object.getOwnPropertyDescriptors(more),
    },
  ) as A & B;
}

/** Values as they are in artifacts. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? Number(item) : item)));
}
