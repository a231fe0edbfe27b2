import { pyFunction } from '../jinja/pyFunction.js';
import { PyObject, type Value } from '../jinja/values/types.js';
import type { Package, Project } from '../project/types.js';
import type { NodeScope } from './nodeScope.js';

/** `vars:` of the project file as it stands there, before Jinja. */
class ProjectVars extends PyObject {
  readonly pyType = 'VarProvider';

  constructor(private readonly vars: Readonly<Record<string, Value>>) {
    super();
  }

  override pyAttr(name: string): Value | undefined {
    if (name === 'vars') return this.vars;
    return name === 'to_dict' ? pyFunction('to_dict', [], () => ({ ...this.vars })) : undefined;
  }
}

/**
 * What packages read as `ref.config` or `builtins.ref.config`: the project as dbt has loaded it. Credentials and
 * variables of the environment are not in it.
 */
function projectConfig(project: Project): Value {
  const { root, packages, target, invocation, cliVars } = project;
  return {
    ...identity(root),
    profile_name: target.profileName,
    target_name: target.targetName,
    threads: target.threads,
    args: { ...invocation.args },
    cli_vars: { ...cliVars },
    vars: new ProjectVars({ ...root.config.vars }),
    dependencies: Object.fromEntries(packages.map((each) => [each.name, identity(each)])),
  };
}

/** The `attribute` of ref(), for `callable`. What reads it is rendered anew in each run, since arguments are in it. */
export function refAttributes({ environment, onRead }: NodeScope): (name: string) => Value | undefined {
  return (name) => {
    if (name !== 'config') return undefined;
    onRead?.('volatile', 'ref.config', undefined);
    return projectConfig(environment.project);
  };
}

function identity({ name, config, root }: Package): Record<string, Value> {
  return { project_name: name, version: config.version, project_root: root };
}
