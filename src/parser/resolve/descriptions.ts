import { createDocContext } from '../../context/docContext.js';
import { XformError } from '../../errors/error.js';
import { compileTemplate, hasJinja } from '../../jinja/engine.js';
import type { ColumnInfo } from '../../manifest/types.js';
import { type ParseSession, subjectOf } from '../session.js';

interface Described {
  readonly name: string;
  readonly resource_type: string;
  readonly package_name: string;
  readonly unique_id: string;
  readonly original_file_path: string;
  readonly patch_path?: string | null;
  description: string | null;
}

/** Renders the descriptions of everything that is enabled (features B17, D28). */
export function renderDescriptions(session: ParseSession): void {
  const { manifest } = session;
  for (const node of [...Object.values(manifest.nodes), ...Object.values(manifest.functions)]) {
    renderInto(session, node, node);
    renderColumns(session, node, node.columns);
  }
  for (const source of Object.values(manifest.sources)) {
    renderInto(session, source, source);
    source.source_description = render(session, source, source.source_description, []);
    renderColumns(session, source, source.columns);
  }
  for (const exposure of Object.values(manifest.exposures)) renderInto(session, exposure);
  for (const group of Object.values(manifest.groups)) renderInto(session, group);
  for (const macro of Object.values(manifest.macros)) {
    renderInto(session, macro);
    for (const argument of macro.arguments)
      argument.description = render(session, macro, argument.description, []);
  }
  for (const others of [manifest.metrics, manifest.semantic_models, manifest.saved_queries]) {
    for (const one of Object.values(others)) renderInto(session, one as unknown as Described);
  }
}

function renderInto(session: ParseSession, node: Described, docs?: { doc_blocks: string[] }): void {
  if (!node.description) return;
  const found: string[] = [];
  node.description = render(session, node, node.description, found);
  if (docs && found.length > 0) docs.doc_blocks = found;
}

function renderColumns(session: ParseSession, node: Described, columns: Record<string, ColumnInfo>): void {
  for (const column of Object.values(columns)) {
    if (!hasJinja(column.description)) continue;
    const found: string[] = [];
    column.description = render(session, node, column.description, found);
    column.doc_blocks = found;
  }
}

function render(session: ParseSession, node: Described, text: string, docIds: string[]): string {
  if (!hasJinja(text)) return text;
  // Descriptions stand in the file that describes the node, which is not the one it is defined in.
  const [patchPackage, patchFile] = node.patch_path?.split('://') ?? [];
  const described = {
    package_name: patchPackage ?? node.package_name,
    original_file_path: patchFile ?? node.original_file_path,
  };
  try {
    const context = createDocContext(session.environment, node, docIds);
    return compileTemplate(text, { file: session.places.shownPathOf(described) }).renderSync(context);
  } catch (error) {
    if (!(error instanceof XformError)) throw error;
    error.place = session.places.placeOfText(described, text);
    session.errors.add(error, subjectOf(node));
    return text;
  }
}
