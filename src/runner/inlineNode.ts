import { createCapture, createParseContext } from '../context/parseContext.js';
import type { Capture } from '../context/types.js';
import { compileTemplate } from '../jinja/engine.js';
import type { SqlOperationNode } from '../manifest/types.js';
import { NO_CONFIG } from '../parser/nodes/baseNode.js';
import type { ParsedProject } from '../parser/parseProject.js';

const NAME = 'inline_query';

/** Where errors of inline SQL are said to be: users know it by the option that they gave it to. */
const SHOWN_PATH = '--inline';

/**
 * A node for SQL given on the command line: rendered as one of the root project's models would be, never built.
 * Names that lead nowhere are reported when it is compiled. Throws XformError for Jinja that cannot be read.
 */
export function createInlineNode(parsed: ParsedProject, sql: string): SqlOperationNode {
  const { name: packageName } = parsed.project.root;
  const { database, schema } = parsed.project.target.credentials;
  const node: SqlOperationNode = {
    database,
    schema,
    name: NAME,
    resource_type: 'sql_operation',
    package_name: packageName,
    path: SHOWN_PATH,
    original_file_path: SHOWN_PATH,
    unique_id: `sql_operation.${packageName}.${NAME}`,
    fqn: [packageName, 'sql', NAME],
    alias: NAME,
    checksum: { name: 'none', checksum: '' },
    config: NO_CONFIG,
    tags: [],
    description: '',
    columns: {},
    meta: {},
    group: null,
    docs: { show: true, node_color: null },
    patch_path: null,
    build_path: null,
    unrendered_config: {},
    created_at: Date.parse(parsed.project.invocation.startedAt) / 1000,
    relation_name: null,
    raw_code: sql,
    doc_blocks: [],
    language: 'sql',
    refs: [],
    sources: [],
    metrics: [],
    functions: [],
    depends_on: { macros: [], nodes: [] },
    compiled_path: null,
    compiled: false,
    compiled_code: null,
    extra_ctes_injected: false,
    extra_ctes: [],
    contract: { enforced: false, alias_types: true, checksum: null },
  };
  const capture = createCapture();
  const template = compileTemplate(sql, { file: SHOWN_PATH });
  template.renderSync(createParseContext(parsed.environment, node, capture));
  for (const call of capture.configCalls) Object.assign(node.config, call);
  node.refs.push(...capture.refs);
  node.sources.push(...capture.sources);
  node.depends_on = { macros: [...capture.macros], nodes: dependenciesOf(capture, parsed, packageName) };
  return node;
}

function dependenciesOf(capture: Capture, { resolver }: ParsedProject, packageName: string): string[] {
  const found = new Set<string>();
  for (const ref of capture.refs) {
    const resolution = resolver.ref(ref, packageName);
    if (resolution.kind === 'found') found.add(resolution.node.unique_id);
  }
  for (const [source, table] of capture.sources) {
    const resolution = resolver.source(source, table, packageName);
    if (resolution.kind === 'found') found.add(resolution.node.unique_id);
  }
  return [...found];
}
