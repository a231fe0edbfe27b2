import { PyFloat, type Value } from '../../jinja/values/types.js';
import type { GraphNode } from '../../manifest/types.js';
import { graphNodes } from '../graph.js';
import type { SelectorMethod } from './methods.js';

/** Types whose configuration dbt does not look at. */
const NOT_BY_CONFIG = new Set(['exposure', 'metric', 'semantic_model', 'saved_query', 'function']);

/** `config.key:value`, `config.meta.owner.team:value`: a list matches by any of its items. */
export const configMethod: SelectorMethod = {
  matcher: (criterion) => {
    const path = criterion.methodArguments;
    const wanted = criterion.value;
    const ignoreCase = path[0] === 'severity';
    return (node) => {
      if (NOT_BY_CONFIG.has(node.resource_type)) return false;
      const found = valueAt(node, path);
      return found !== undefined && matchesValue(found, wanted, ignoreCase);
    };
  },
  *values(context) {
    for (const node of graphNodes(context.manifest)) for (const key of Object.keys(configOf(node))) yield key;
  },
};

function configOf(node: GraphNode): Record<string, Value> {
  return (node as { config?: Record<string, Value> }).config ?? {};
}

/** What the path of keys leads to; undefined when a level is missing or is not a mapping. */
function valueAt(node: GraphNode, path: readonly string[]): Value | undefined {
  if (path.length === 0) return undefined;
  let value: Value = configOf(node);
  for (const key of path) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
    if (!Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

function matchesValue(found: Value, wanted: string | boolean | number, ignoreCase: boolean): boolean {
  if (Array.isArray(found)) return found.some((item) => matchesScalar(item, wanted, ignoreCase));
  if (found !== null && typeof found === 'object' && !(found instanceof PyFloat)) {
    return Object.hasOwn(found, String(wanted));
  }
  return matchesScalar(found, wanted, ignoreCase);
}

/** As dbt compares: `true` is a boolean whatever its case, but a word of the command line is never a number. */
function matchesScalar(found: Value, wanted: string | boolean | number, ignoreCase: boolean): boolean {
  if (typeof found === 'boolean' || typeof wanted === 'boolean') {
    return String(found).toLowerCase() === String(wanted).toLowerCase();
  }
  if (typeof wanted === 'number') return Number(found instanceof PyFloat ? found.value : found) === wanted;
  if (typeof found !== 'string') return false;
  return found === wanted || (ignoreCase && found.toLowerCase() === wanted.toLowerCase());
}
