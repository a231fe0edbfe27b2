import type { GraphNode } from '../../manifest/types.js';
import { graphNodes } from '../graph.js';
import { fnmatch, hasWildcard } from './fnmatch.js';
import type { SelectorMethod } from './methods.js';

/** By name or by place in the project: `a`, `folder.a`, `package.folder`, with wildcards. */
export const fqnMethod: SelectorMethod = {
  matcher: (criterion) => {
    const wanted = String(criterion.value);
    const parts = wanted.split('.');
    return (node) => {
      // Sources are found by their own method only.
      if (node.resource_type === 'source') return false;
      const fqn = (node as { fqn: string[] }).fqn;
      const versioned = isVersioned(node);
      return matchesFqn(fqn, wanted, parts, versioned) || matchesFqn(fqn.slice(1), wanted, parts, versioned);
    };
  },
  *values(context) {
    for (const node of graphNodes(context.manifest)) if (node.resource_type !== 'source') yield node.name;
  },
};

function isVersioned(node: GraphNode): boolean {
  return node.resource_type === 'model' && (node as { version?: unknown }).version != null;
}

function matchesFqn(
  fqn: readonly string[],
  wanted: string,
  wantedParts: readonly string[],
  versioned: boolean,
): boolean {
  const last = fqn[fqn.length - 1];
  if (versioned) {
    // The last part is the version: the model is known by its name and by name_version as well.
    const name = fqn[fqn.length - 2];
    if ([name!, `${name}_${last}`, `${name}.${last}`].some((form) => fnmatch(form, wanted))) return true;
    // What stands before the two does not matter, so that a unique_id selects its model.
    if (wantedParts.slice(-2).join('_') === `${name}_${last}`) return true;
  } else if (fnmatch(last!, wanted)) {
    return true;
  }
  const parts = fqn.some((part) => part.includes('.')) ? fqn.flatMap((part) => part.split('.')) : fqn;
  if (parts.length < wantedParts.length) return false;
  for (let i = 0; i < wantedParts.length; i++) {
    // From the first wildcard on, the rest is one pattern over the rest of the name.
    if (hasWildcard(wantedParts[i]!))
      return fnmatch(parts.slice(i).join('.'), wantedParts.slice(i).join('.'));
    if (parts[i] !== wantedParts[i]) return false;
  }
  return true;
}
