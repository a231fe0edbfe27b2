import { join } from 'node:path';
import { LINEAGE_FORMATS } from '../analysis/lineage/formats.js';
import {
  createProjectLineage,
  type Direction,
  type LineageColumn,
  lineageRecord,
  type ProjectLineage,
  traceColumn,
} from '../analysis/lineage/projectLineage.js';
import { XformError } from '../errors/error.js';
import { findGraphNode, graphNodes } from '../graph/graph.js';
import { writeAtomically } from '../runner/resultsJournal.js';
import { didYouMean } from '../util/didYouMean.js';
import { analyzeSession } from './analyzeSession.js';
import { dataOptions } from './dataOptions.js';
import { openSession, type Session } from './session.js';
import type { CommandOptions, Effects } from './types.js';

/** Tells where a column comes from and goes to; without a column writes the lineage of the whole project. */
export async function run(options: CommandOptions, effects: Effects): Promise<number> {
  const session = openSession('lineage', dataOptions(options), effects);
  const { parsed } = session;
  const analysis = await analyzeSession(session, { lineage: true, relationsOnly: true });
  const lineage = createProjectLineage(analysis);
  effects.record?.({ lineage });
  const asked: unknown = options['column'];
  if (asked === undefined) {
    writeAll(session, lineage);
    return 0;
  }
  const directions = directionsOf(options);
  const trace = traceColumn(lineage, resolveAsked(session, lineage, String(asked)), directions);
  effects.record?.({ trace });
  const format = LINEAGE_FORMATS[String(options['output'] ?? 'text')]!;
  const findNode = (id: string) => findGraphNode(parsed.manifest, id);
  const namespace = session.project.target.plugin.type;
  effects.stdout(format(trace, { lineage, findNode, namespace, now: effects.now() }, directions));
  return 0;
}

function directionsOf(options: CommandOptions): ReadonlySet<Direction> {
  const given = (['upstream', 'downstream'] as const).filter((direction) => options[direction] === true);
  return new Set(given.length > 0 ? given : ['upstream', 'downstream']);
}

function writeAll({ targetFolder, effects, parsed }: Session, lineage: ProjectLineage): void {
  const path = join(targetFolder, 'column_lineage.json');
  writeAtomically(path, `${JSON.stringify(lineageRecord(lineage))}\n`);
  const { columns, known, unknownNodes } = lineage.coverage;
  const percent = columns === 0 ? 100 : Math.floor((known / columns) * 1000) / 10;
  const lines = [
    `Column lineage of ${lineage.columns.size} relations: ${known} of ${columns} columns known (${percent} %)`,
  ];
  for (const { id, reason } of unknownNodes)
    lines.push(`  unknown: ${findGraphNode(parsed.manifest, id)?.name ?? id}: ${reason}`);
  effects.stdout(`${lines.join('\n')}\nWritten to ${path}\n`);
}

/** `model.column`, `source.table.column` or `unique_id.column`. */
function resolveAsked({ parsed }: Session, lineage: ProjectLineage, asked: string): LineageColumn {
  const at = asked.lastIndexOf('.');
  const [name, column] = [asked.slice(0, Math.max(at, 0)), asked.slice(at + 1)];
  const columnsOf = (wanted: string): LineageColumn[] =>
    [...graphNodes(parsed.manifest)]
      .filter((node) => {
        const { source_name: source } = node as { source_name?: string };
        return [node.unique_id, node.name, `${source}.${node.name}`].includes(wanted);
      })
      .flatMap((node) => [...(lineage.columns.get(node.unique_id)?.values() ?? [])]);
  const columns = columnsOf(name);
  const found = columns.find((each) => each.name.toLowerCase() === column.toLowerCase());
  if (found !== undefined) return found;
  const known = [...new Set(columns.map((each) => each.name))];
  if (known.length > 0) {
    throw new XformError('usage', `${name} has no column '${column}'`, {
      hint: didYouMean(column, known) ?? `It has ${known.join(', ')}.`,
    });
  }
  const whole = columnsOf(asked).map((each) => `${asked}.${each.name}`);
  if (at <= 0 || whole.length > 0) {
    const example = whole.length > 0 ? `, for example ${whole.slice(0, 3).join(', ')}` : '';
    throw new XformError('usage', `'${asked}' does not name a column`, {
      hint: `Write it as model.column${example}.`,
    });
  }
  const nodes = [...lineage.columns.keys()].map((id) => findGraphNode(parsed.manifest, id)!);
  const isKnown = nodes.some((node) => [node.unique_id, node.name].includes(name));
  throw new XformError(
    'usage',
    isKnown
      ? `${name} has no column '${column}' that is known`
      : `There is no model, seed, snapshot or source '${name}'`,
    {
      hint: isKnown
        ? undefined
        : didYouMean(
            name,
            nodes.map((node) => node.name),
          ),
    },
  );
}
