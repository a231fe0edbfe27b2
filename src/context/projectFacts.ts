import { createColumnClass } from '../adapters/columnMembers.js';
import type { MethodFacts } from '../adapters/methods/types.js';
import { createRelationClass } from '../adapters/relationClass.js';
import { targetFields } from '../basecontext/target.js';
import type { VarSource } from '../basecontext/types.js';
import { layerVars } from '../basecontext/var.js';
import { compileTemplate } from '../jinja/engine.js';
import type { Template } from '../jinja/types.js';
import { isPlainObject } from '../jinja/values/typeName.js';
import type { PyObject, Value } from '../jinja/values/types.js';
import type { Project, YamlMap } from '../project/types.js';
import { projectQuoting } from './nodeRelation.js';
import type { ContextEnvironment } from './types.js';

/** What all contexts of a project share, made once. */
export interface ProjectFacts {
  readonly target: Readonly<Record<string, Value>>;
  readonly relationClass: PyObject;
  readonly columnClass: PyObject;
  readonly adapter: MethodFacts;
  /** Compiled texts that are rendered for many nodes: hooks, vars. */
  readonly templates: Map<string, Template>;
  /** Scopes of vars as a node of that package sees them. */
  varsFor(packageName: string): Pick<VarSource, 'lookup' | 'names'>;
}

const known = new WeakMap<Project, ProjectFacts>();

export function projectFacts(environment: ContextEnvironment): ProjectFacts {
  const { project } = environment;
  let facts = known.get(project);
  if (!facts) {
    facts = createFacts(environment);
    known.set(project, facts);
  }
  return facts;
}

function createFacts({ project, log }: ContextEnvironment): ProjectFacts {
  const { plugin, credentials } = project.target;
  const vars = new Map<string, Pick<VarSource, 'lookup' | 'names'>>();
  return {
    target: targetFields(project.target),
    relationClass: createRelationClass(plugin.dialect),
    columnClass: createColumnClass(plugin.dialect),
    templates: new Map(),
    adapter: {
      plugin,
      credentials,
      quoting: projectQuoting(project),
      projectName: project.root.name,
      flags: project.flags,
      log,
    },
    varsFor(packageName) {
      let layers = vars.get(packageName);
      if (!layers) {
        layers = layerVars(varLayers(project, packageName));
        vars.set(packageName, layers);
      }
      return layers;
    },
  };
}

/** Highest first: command line, root project for this package, root project, the package for itself, the package. */
function varLayers(project: Project, packageName: string): YamlMap[] {
  const own = project.packages.find((entry) => entry.name === packageName);
  const scopes = [project.root.config.vars, ...(own && own !== project.root ? [own.config.vars] : [])];
  const scoped = (vars: YamlMap): YamlMap[] => {
    const inner: Value = Object.hasOwn(vars, packageName) ? vars[packageName] : undefined;
    return isPlainObject(inner) ? [inner, vars] : [vars];
  };
  return [project.cliVars, ...scopes.flatMap(scoped)];
}

const MAX_TEMPLATES = 2000;

/** Compiles a text that is rendered for many nodes (a hook, a var) once; `origin` stands for a file in errors. */
export function compileShared(environment: ContextEnvironment, text: string, origin: string): Template {
  const { templates } = projectFacts(environment);
  let template = templates.get(text);
  if (!template) {
    template = compileTemplate(text, { file: origin });
    if (templates.size >= MAX_TEMPLATES) templates.clear();
    templates.set(text, template);
  }
  return template;
}
