import type { Project } from '../../project/types.js';
import { md5 } from '../../util/hash.js';
import { DBT_VERSION, XFORM_VERSION } from '../../util/version.js';

/**
 * What every rendered result depends on besides its own reads: which macros there are and how they are found, where
 * relations are, and the program itself. (Config of dbt_project.yml is merged anew each time.)
 */
export function cacheKey(project: Project, macroIds: Iterable<string>): string {
  const { credentials, plugin } = project.target;
  const packages = project.packages.map(({ name, kind, root, config }) => [
    name,
    kind,
    kind === 'builtin' ? '' : root,
    config.dispatch,
    config.quoting,
  ]);
  const facts = [
    XFORM_VERSION,
    DBT_VERSION,
    plugin.type,
    plugin.dialect,
    credentials.database,
    credentials.schema,
    packages,
    [...macroIds].sort(),
  ];
  return md5(JSON.stringify(facts));
}
