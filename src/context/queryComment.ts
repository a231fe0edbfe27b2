import type { QueryComment } from '../adapters/slot.js';
import { tojson } from '../basecontext/serialization.js';
import { XformError } from '../errors/error.js';
import { compileMacros, hasJinja } from '../jinja/engine.js';
import type { MacroTemplate } from '../jinja/types.js';
import { pyStr } from '../jinja/values/operations.js';
import { NO_KWARGS, type Value } from '../jinja/values/types.js';
import type { Project } from '../project/types.js';
import { DBT_VERSION } from '../util/version.js';
import { macroStackNames } from './macroStack.js';
import type { Subject } from './nodeScope.js';
import { createPropertiesScope, type PropertiesScope, propertiesNames } from './propertiesContext.js';
import { composeNames, TableContext } from './tableContext.js';
import type { ContextEnvironment } from './types.js';

export interface CommentedWork {
  /** dbt's name of the connection: the node's unique_id, `master`, `list_<database>`. */
  readonly connectionName: string;
  /** The node whose statements are commented; absent for work that belongs to none. */
  readonly node?: Subject;
}

/**
 * The comment that goes with every statement of some work (features A11), by the project's `query-comment`; undefined
 * when the project turned it off. Throws XformError('runtime') for a comment that would end itself.
 */
export function createQueryComment(
  environment: ContextEnvironment,
  work: CommentedWork,
): QueryComment | undefined {
  const setting = environment.project.root.config.queryComment;
  const template = setting?.comment ?? null;
  if (template === '') return undefined;
  const comment = template === null ? defaultComment(environment, work) : render(environment, work, template);
  if (comment === '') return undefined;
  if (comment.includes('*/')) {
    throw new XformError('runtime', `query comment contains illegal value "*/": ${comment}`, {
      place: { file: environment.project.root.configFile },
      hint: 'Change query-comment so that its text holds no end of a comment.',
    });
  }
  const { dialect } = environment.project.target.plugin;
  return {
    text: `/* ${comment} */`,
    append: setting?.append === true || dialect.appendsQueryComments === true,
  };
}

/** The JSON that tools which read query logs know from dbt. */
function defaultComment(environment: ContextEnvironment, { connectionName, node }: CommentedWork): string {
  const { target } = environment.project;
  const facts: Record<string, Value> = {
    app: 'dbt',
    dbt_version: DBT_VERSION,
    profile_name: target.profileName,
    target_name: target.targetName,
    ...(node ? { node_id: node.unique_id } : { connection_name: connectionName }),
  };
  return tojson([facts], NO_KWARGS);
}

const NAMES = composeNames<PropertiesScope>(propertiesNames, macroStackNames);

/** Macros may be called; of the node there is nothing but itself, as `node`. */
function render(environment: ContextEnvironment, work: CommentedWork, text: string): string {
  if (!hasJinja(text)) return text.trim();
  const { root } = environment.project;
  const context = new TableContext<PropertiesScope>({
    mode: 'sync',
    names: NAMES,
    macros: { registry: environment.macros, searchPackage: root.name },
    extra: { node: work.node ?? null, connection_name: work.connectionName },
  });
  context.start(createPropertiesScope(environment, root.name, 'query-comment'));
  return pyStr(bodyOf(environment.project, text).bind(context)([], NO_KWARGS)).trim();
}

const bodies = new WeakMap<Project, MacroTemplate>();

/** The setting as the body of a macro, so that it may return its text. */
function bodyOf(project: Project, text: string): MacroTemplate {
  let body = bodies.get(project);
  if (body === undefined) {
    body = compileMacros(`{% macro query_comment() %}${text}{% endmacro %}`, {
      file: project.root.configFile,
    })[0]!;
    bodies.set(project, body);
  }
  return body;
}
